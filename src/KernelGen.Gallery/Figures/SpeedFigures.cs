using System.Collections.Immutable;
using KernelGen.Gallery.Drawing;
using KernelGen.Gallery.Models;
using KernelGen.Gallery.Reporting;
using KernelGen.Numerics;
using KernelGen.Training;

namespace KernelGen.Gallery.Figures;

/// <summary>How fast training steps are on the machine that made the report.</summary>
internal static class SpeedFigures
{
    private const int BatchSize = 64;
    private const int Batches = 4;
    private const int Repetitions = 2;

    /// <summary>Measures a step of several models on one core, and what the core can do at most.</summary>
    public static Figure Steps()
    {
        double ceiling = MultiplyAdds.MeasureSingle().Usable;
        ImmutableArray<(string Name, double Rate)> measured =
        [
            ("784 → 512 → 512 → 10", RateOf<Mlp784x512x512x10>()), ("784 → 128 → 10", RateOf<Mlp784x128x10>()),
            ("784 → 10", RateOf<Softmax784x10>()), ("64 → 32 → 10", RateOf<Digits64x32x10>()),
        ];
        double greatest = Math.Max(ceiling, measured.Max(static m => m.Rate));
        return new Figure(
            "speed", "Speed against the machine's ceiling",
            "A step of training, forward, backward and update, against the multiply-adds that one core does when it does nothing else.",
            $"measured while the report was made: single precision, one thread, batches of {BatchSize}, the better of two medians",
            new BarChart(
                new Axis("arithmetic", "GFLOP/s", LinearScale.Around(0, greatest)),
                [.. measured.Select(m => (m.Name, m.Rate, $"{Numbers.Text(m.Rate, "0")} GFLOP/s, {Numbers.Text(100 * m.Rate / ceiling, "0")} %"))],
                ("ceiling of one core", ceiling))
            {
                Measured = "training step",
                Description = "A bar for each of four networks, and a dashed line for the ceiling on their right.",
            })
        {
            Facts =
            [
                new("ceiling, GFLOP/s", ceiling, "0"),
                new("share that the largest network reaches, %", 100 * measured[0].Rate / ceiling, "0"),
            ],
        };
    }

    private static double RateOf<TModel>()
        where TModel : class, ITrainable<float, int>, new()
    {
        var model = new TModel();
        model.Initialize(seed: 1);
        var random = new RandomSource(1);
        int width = TModel.Info.InputCount;
        float[] inputs = [.. Enumerable.Range(0, Batches * BatchSize * width).Select(_ => (float)random.NextDouble())];
        int[] labels = [.. Enumerable.Range(0, Batches * BatchSize).Select(_ => random.NextInt32(TModel.Info.ClassCount))];
        var examples = new Dataset<float, int>(inputs, width, labels);
        return Enumerable.Range(0, Repetitions).Max(_ => StepMeasurement.Take(model, examples, BatchSize).GigaflopsPerSecond);
    }
}
