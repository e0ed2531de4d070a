using KernelGen.Gallery.Drawing;
using KernelGen.Gallery.Examples;
using KernelGen.Gallery.Models;
using KernelGen.Numerics;
using KernelGen.Training;

namespace KernelGen.Gallery.Figures;

/// <summary>Training and validation cost against the width of a hidden layer (004).</summary>
/// <param name="seed">Draws examples and parameters.</param>
internal sealed class WidthFigures(int seed)
{
    private const int TrainingCount = 100;
    private const int ValidationCount = 1000;
    private const double FlippedShare = 0.1;
    private const int Epochs = 500;
    private const int Repetitions = 5;

    /// <summary>The costs of all widths.</summary>
    public Figure Costs()
    {
        Dataset<float, float> modes = Flipped(HardCases.ThreeModes(TrainingCount + ValidationCount, seed));
        Dataset<float, float> training = modes.Slice(0, TrainingCount);
        Dataset<float, float> validation = modes.Slice(TrainingCount, ValidationCount);
        (int Width, double Training, double Validation)[] costs =
        [
            CostsOf<Widths.Of1>(1), CostsOf<Widths.Of2>(2), CostsOf<Widths.Of4>(4), CostsOf<Widths.Of8>(8), CostsOf<Widths.Of16>(16),
            CostsOf<Widths.Of32>(32), CostsOf<Widths.Of64>(64),
        ];
        (int Width, double Training, double Validation) best = costs.MinBy(static c => c.Validation);
        var width = new LogarithmicScale(1, 64) { Base = 2 };
        return new Figure(
            "width", "Cost against width",
            "More hidden units always fit the training examples better. " +
            "On new examples there is a best width: beyond it the network learns the noise.",
            $"004, the price of capacity; three islands, {TrainingCount} examples, one label in ten wrong, the median of {Repetitions} trainings",
            new Plot(
                new Axis("hidden units", "", width), new Axis("cost", "nats", LinearScale.Around(0, costs.Max(static c => Math.Max(c.Training, c.Validation)))),
                [
                    new Curve("training", Hue.Blue, [.. costs.Select(static c => ((double)c.Width, c.Training))]),
                    new Dots("", Hue.Blue, [.. costs.Select(static c => ((double)c.Width, c.Training))]),
                    new Curve("validation", Hue.Vermilion, [.. costs.Select(static c => ((double)c.Width, c.Validation))]) { Stroke = Stroke.Dashed },
                    new Dots("", Hue.Vermilion, [.. costs.Select(static c => ((double)c.Width, c.Validation))]) { Sign = Sign.Triangle },
                ])
            {
                Description = "The training cost falls with the width. The validation cost falls up to a few units and then rises.",
            })
        {
            Facts =
            [
                new("best width", best.Width, "0"), new("validation cost there, nats", best.Validation),
                new("validation cost at width 64, nats", costs[^1].Validation), new("training cost at width 64, nats", costs[^1].Training),
            ],
        };

        (int Width, double Training, double Validation) CostsOf<TModel>(int units)
            where TModel : class, ITrainable<float, float>, new()
        {
            var onTraining = new double[Repetitions];
            var onValidation = new double[Repetitions];
            for (int repetition = 0; repetition < Repetitions; repetition++)
            {
                var model = new TModel();
                model.Initialize(seed + repetition);
                var options = new TrainingOptions { Epochs = Epochs, BatchSize = 20, LearningRate = 0.02, Optimizer = new Adam(), Seed = seed + repetition };
                new Trainer<TModel>(model, options).Fit(training);
                Workspace<float> workspace = model.CreateWorkspace(256);
                onTraining[repetition] = Evaluation.Cost(model, training, workspace);
                onValidation[repetition] = Evaluation.Cost(model, validation, workspace);
            }

            Array.Sort(onTraining);
            Array.Sort(onValidation);
            return (units, onTraining[Repetitions / 2], onValidation[Repetitions / 2]);
        }
    }

    private Dataset<float, float> Flipped(Dataset<float, float> modes)
    {
        var random = new RandomSource(unchecked((ulong)seed));
        return new Dataset<float, float>(
            modes.Inputs, modes.InputCount, modes.Targets.ToArray().Select(t => random.NextDouble() < FlippedShare ? 1 - t : t).ToArray());
    }
}
