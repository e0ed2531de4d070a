using System.Collections.Immutable;
using System.Globalization;
using KernelGen.Gallery.Drawing;

namespace KernelGen.Gallery.Figures;

/// <summary>A picture of the report and what it shows.</summary>
/// <param name="Id">For links, in the page's whole text of its own.</param>
/// <param name="Title">A few words.</param>
/// <param name="Claim">What the lecture claims, in our own words.</param>
/// <param name="Source">The lecture and its section, or what was measured.</param>
/// <param name="Picture">The drawing.</param>
internal sealed record Figure(string Id, string Title, string Claim, string Source, Picture Picture)
{
    /// <summary>Numbers that generated kernels computed, as evidence.</summary>
    public ImmutableArray<Fact> Facts { get; init; } = [];

    /// <summary>The number of a name.</summary>
    public double this[string fact] => Facts.Single(f => f.Name == fact).Value;
}

/// <summary>A number and its name.</summary>
/// <param name="Name">With its unit.</param>
/// <param name="Value">As computed.</param>
/// <param name="Format">How it is written.</param>
internal sealed record Fact(string Name, double Value, string Format = "0.####")
{
    /// <summary>As it is written.</summary>
    public string Text => Numbers.Text(Value, Format);
}

/// <summary>How numbers are written in pictures.</summary>
internal static class Numbers
{
    /// <summary>In the invariant culture, with a minus that is as wide as a plus.</summary>
    public static string Text(double value, string format = "0.####")
    {
        string text = value.ToString(format, CultureInfo.InvariantCulture);
        bool isZero = !text.AsSpan().ContainsAnyInRange('1', '9');
        return (isZero ? text.TrimStart('-') : text).Replace('-', '−');
    }
}

/// <summary>Figures that belong together.</summary>
/// <param name="Id">For links.</param>
/// <param name="Title">A few words.</param>
/// <param name="Figures">In the order in which they are read.</param>
internal sealed record Section(string Id, string Title, ImmutableArray<Figure> Figures);
