namespace KernelGen.Benchmarks.Plots;

/// <summary>Panels one above the other, over the same axis.</summary>
/// <param name="Title">What is shown.</param>
/// <param name="Subtitle">Where it was measured.</param>
/// <param name="X">The axis that all panels share.</param>
/// <param name="Panels">From the top.</param>
internal sealed record Figure(string Title, string Subtitle, Axis X, IReadOnlyList<Panel> Panels);

/// <summary>Curves over the same axes.</summary>
/// <param name="Y">The axis on the left.</param>
/// <param name="Height">Of the drawn area, in pixels.</param>
/// <param name="Curves">Drawn in this order; they are named in a legend.</param>
internal sealed record Panel(Axis Y, double Height, IReadOnlyList<Curve> Curves);

/// <summary>Points that belong together.</summary>
/// <param name="Name">For the legend; a curve without one is not in it.</param>
/// <param name="Style">How they are drawn.</param>
/// <param name="Points">In the order of their x.</param>
internal sealed record Curve(string Name, CurveStyle Style, IReadOnlyList<(double X, double Y)> Points);

/// <summary>How a curve is drawn.</summary>
internal enum CurveStyle
{
    /// <summary>A line through a dot at each point.</summary>
    Measured,

    /// <summary>A dashed line: a limit.</summary>
    Bound,

    /// <summary>Rings around points that stand out.</summary>
    Marked,
}
