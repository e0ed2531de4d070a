using System.Globalization;
using KernelGen.Benchmarks.Measuring;
using KernelGen.Benchmarks.Plots;

namespace KernelGen.Benchmarks.Sweep;

/// <summary>A series as a picture: the cost above, the share of the bound below.</summary>
internal static class SweepFigures
{
    private const double CostHeight = 250;
    private const double ShareHeight = 130;

    public static Figure Of(SweepResult result, MachineFacts machine)
    {
        bool isBatch = result.Kind == SweepKind.Batch;

        // A step's cost grows with its batch; what an example costs should not.
        (double unit, string label) = (isBatch, result.Us.Min() / result.X[^1]) switch
        {
            (true, < 0.1) => (1e3, "ns per example"),
            (true, _) => (1, "µs per example"),
            _ => (1, "µs per call"),
        };
        (double X, double Y)[] cost = Points(i => unit * result.Us[i]);
        (double X, double Y)[] bound = Points(i => unit * result.BoundUs[i]);
        (double X, double Y)[] share = [.. result.X.Select((x, i) => ((double)x, result.BoundUs[i] / result.Us[i]))];
        HashSet<double> cliffs = [.. result.Cliffs.Select(static c => (double)c.BatchSize)];

        double least = Math.Min(cost.Min(static p => p.Y), bound.Min(static p => p.Y));
        double greatest = Math.Max(cost.Max(static p => p.Y), bound.Max(static p => p.Y));
        Axis costAxis = result.Kind == SweepKind.Depth ? Axis.Linear(label, greatest) : Axis.Logarithmic(label, least, greatest);
        return new Figure(result.Title, Subtitle(machine), XAxis(result),
        [
            new Panel(costAxis, CostHeight,
            [
                new Curve($"bound: {string.Join(", ", result.Bound.Distinct())}", CurveStyle.Bound, bound),
                new Curve("measured, the shortest sample", CurveStyle.Measured, cost),
                new Curve("over 15 % beside a neighbour", CurveStyle.Marked, [.. cost.Where(p => cliffs.Contains(p.X))]),
            ]),
            new Panel(Axis.Linear("share of the bound", Math.Max(1, share.Max(static p => p.Y))), ShareHeight,
            [
                new Curve("the bound", CurveStyle.Bound, [(result.X[0], 1), (result.X[^1], 1)]),
                new Curve("measured", CurveStyle.Measured, share),
            ]),
        ]);

        (double X, double Y)[] Points(Func<int, double> value) =>
            [.. result.X.Select((x, i) => ((double)x, isBatch ? value(i) / x : value(i)))];
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
