using System.Globalization;
using KernelGen.Benchmarks.Measuring;
using KernelGen.Benchmarks.Plots;

namespace KernelGen.Benchmarks.Sweep;

/// <summary>A series as a picture: the cost above, the share of the bound below.</summary>
internal static class SweepFigures
{
    private const double CostHeight = 250;
    private const double ShareHeight = 130;

    /// <summary>Ratios that a linear axis shows well enough.</summary>
    private const double LinearUpTo = 6;

    public static Figure Of(SweepResult result, MachineFacts machine)
    {
        bool isBatch = result.Kind == SweepKind.Batch;

        // A step's cost grows with its batch; what an example costs should not.
        double[] parts = [.. result.X.Select(x => isBatch ? x : 1.0)];
        (double unit, string name) = result.Us.Zip(parts, static (us, part) => us / part).Max() < 1 ? (1e3, "ns") : (1, "µs");
        (double X, double Y)[] cost = Points(i => unit * result.Us[i] / parts[i]);
        (double X, double Y)[] bound = Points(i => unit * result.BoundUs[i] / parts[i]);
        (double X, double Y)[] share = Points(i => result.BoundUs[i] / result.Us[i]);
        HashSet<double> cliffs = [.. result.Cliffs.Select(static c => (double)c.BatchSize)];

        double least = Math.Min(cost.Min(static p => p.Y), bound.Min(static p => p.Y));
        double greatest = Math.Max(cost.Max(static p => p.Y), bound.Max(static p => p.Y));
        string label = $"{name} per {(isBatch ? "example" : "call")}";
        Axis costAxis = greatest < LinearUpTo * least || result.Kind == SweepKind.Depth
            ? Axis.Linear(label, greatest)
            : Axis.Logarithmic(label, least, greatest);
        var shareAxis = new Axis("share of the bound", 0, Math.Max(1.1, share.Max(static p => p.Y)), false, [0, 0.25, 0.5, 0.75, 1]);
        return new Figure(result.Title, Subtitle(machine), XAxis(result),
        [
            new Panel(costAxis, CostHeight,
            [
                new Curve($"bound: {Bounds(result)}", CurveStyle.Bound, bound),
                new Curve("measured, the shortest sample", CurveStyle.Measured, cost),
                new Curve("over 15 % beside a neighbour", CurveStyle.Marked, [.. cost.Where(p => cliffs.Contains(p.X))]),
            ]),
            new Panel(shareAxis, ShareHeight,
            [
                new Curve("", CurveStyle.Bound, [(result.X[0], 1), (result.X[^1], 1)]),
                new Curve("", CurveStyle.Measured, share),
            ]),
        ]);

        (double X, double Y)[] Points(Func<int, double> value) => [.. result.X.Select((x, i) => ((double)x, value(i)))];
    }

    /// <summary>The limits in the order in which they are met, each from where it is the first.</summary>
    private static string Bounds(SweepResult result)
    {
        IEnumerable<string> changes = Enumerable.Range(1, result.X.Length - 1)
            .Where(i => result.Bound[i] != result.Bound[i - 1])
            .Select(i => string.Create(CultureInfo.InvariantCulture, $"from {result.X[i]} {result.Bound[i]}"));
        return string.Join(", ", changes.Prepend(result.Bound[0]));
    }

    private static Axis XAxis(SweepResult result) => result.Kind switch
    {
        SweepKind.Width => Axis.PowersOfTwo("units of the hidden layer, h", result.X[0], result.X[^1]),
        SweepKind.Depth => new Axis("hidden layers, d", 0, result.X[^1] + 1, false, [.. result.X]),
        SweepKind.Batch => Axis.PowersOfTwo("examples in a step (every size up to 70)", result.X[0], result.X[^1]),
        _ => throw new ArgumentOutOfRangeException(nameof(result), result.Kind, "No such sweep."),
    };

    private static string Subtitle(MachineFacts machine) => string.Create(
        CultureInfo.InvariantCulture,
        $"{machine.Processor}, {machine.VectorBits}-bit registers, one thread, {machine.Runtime}, {machine.MeasuredAt:d MMMM yyyy}");
}
