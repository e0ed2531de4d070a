using System.Globalization;
using KernelGen.Benchmarks.Measuring;
using KernelGen.Benchmarks.Plots;
using KernelGen.Benchmarks.Roofline;

namespace KernelGen.Benchmarks.Sweep;

/// <summary>Measures the series, prints what stands out, and draws them.</summary>
internal static class SweepRun
{
    private const int Repetitions = 3;

    /// <summary>Measures the series whose names contain the text.</summary>
    /// <param name="text">Part of a name.</param>
    /// <param name="machine">Where this is.</param>
    /// <param name="caches">Its caches.</param>
    /// <param name="folder">For <c>sweep.json</c> and a plot for each series; made if need be.</param>
    public static void Run(string text, MachineFacts machine, CacheSizes caches, DirectoryInfo folder)
    {
        SweepSeries[] series = [.. SweepCatalog.All.Where(s => s.Name.Contains(text, StringComparison.Ordinal))];
        Sampling.WarmUp([.. series.SelectMany(static s => s.WarmUp).Select(static w => w.Start())]);
        (Limits limits, (double[] Seconds, IReadOnlyList<Cliff> Cliffs)[] measured) =
            RooflineRun.Between<(double[], IReadOnlyList<Cliff>)[]>(caches, () => [.. series.Select(Measure)]);
        var report = new SweepReport(
            machine, limits, [.. series.Zip(measured, (s, m) => SweepResult.Create(s, m.Seconds, m.Cliffs, limits))]);

        folder.Create();
        report.Save(Path.Combine(folder.FullName, "sweep.json"));
        foreach (SweepResult result in report.Series)
        {
            File.WriteAllText(Path.Combine(folder.FullName, result.Name + ".svg"), FigureDrawing.Draw(SweepFigures.Of(result, report.Machine)));
            Print(result);
        }
    }

    private static (double[] Seconds, IReadOnlyList<Cliff> Cliffs) Measure(SweepSeries series)
    {
        IKernelLoop[] kernels = [.. series.Points.Select(static p => p.Workload.Start())];
        double[] seconds = Sampling.Shortest(kernels);
        if (series.Kind != SweepKind.Batch)
        {
            return (seconds, []);
        }

        // What looks like a cliff may have been a disturbance: both sides of it are measured again.
        for (int repetition = 0; repetition < Repetitions; repetition++)
        {
            int[] suspects =
            [
                .. Cliffs().SelectMany(static c => new[] { c.BatchSize, c.Neighbour }).Distinct()
                    .Select(size => Enumerable.Range(0, kernels.Length).Single(i => series.Points[i].X == size)),
            ];
            double[] again = Sampling.Shortest([.. suspects.Select(i => kernels[i])]);
            foreach ((int i, double time) in suspects.Zip(again))
            {
                seconds[i] = Math.Min(seconds[i], time);
            }
        }

        return (seconds, Cliffs());

        IReadOnlyList<Cliff> Cliffs() => NeighbourCheck.Find(series.Points.Zip(seconds).ToDictionary(static p => p.First.X, static p => p.Second));
    }

    private static void Print(SweepResult result)
    {
        Console.WriteLine();
        Console.WriteLine($"{result.Name}: {result.Title}");
        for (int i = 0; i < result.X.Length; i++)
        {
            if (result.Kind != SweepKind.Batch || int.IsPow2(result.X[i]))
            {
                Console.WriteLine(Text($"{result.X[i],6}  {result.Us[i],10:G4} µs  {result.BoundUs[i] / result.Us[i]:F2} of {result.Bound[i]}"));
            }
        }

        if (result.Kind != SweepKind.Batch)
        {
            return;
        }

        string claim = Text($"batches above {NeighbourCheck.First} up to {NeighbourCheck.Last}: time per example within {NeighbourCheck.Tolerance - 1:P0} of the neighbours");
        Console.WriteLine(result.Cliffs.Count == 0 ? $"{claim}: yes" : $"{claim}: no");
        foreach (Cliff cliff in result.Cliffs)
        {
            Console.WriteLine(Text($"  {cliff.BatchSize} takes {cliff.Ratio:F2} of {cliff.Neighbour}"));
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
