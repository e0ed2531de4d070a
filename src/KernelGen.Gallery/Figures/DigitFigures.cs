using System.Collections.Immutable;
using KernelGen.Gallery.Digits;
using KernelGen.Gallery.Drawing;
using KernelGen.Gallery.Examples;
using KernelGen.Gallery.Models;
using KernelGen.Metrics;
using KernelGen.Training;

namespace KernelGen.Gallery.Figures;

/// <summary>A training run on digits: how it went, what it mistakes, what the weights look like (003, 004).</summary>
internal sealed class DigitFigures
{
    private const int Side = SyntheticDigits.Side;
    private const int BatchSize = 64;

    // Fewer epochs of many examples: the report is to be there soon.
    private const int ExamplesSeen = 150_000;
    private const int FewestEpochs = 3;
    private const int MostEpochs = 15;

    private const int MistakesShown = 15;
    private const int FeaturesShown = 20;
    private const int Columns = 5;

    private readonly TrainingExamples<int> digits;
    private readonly Mlp784x128x10 network = new();
    private readonly Softmax784x10 linear = new();
    private readonly TrainingResult run;

    /// <summary>Trains a network and softmax regression.</summary>
    /// <param name="digits">Images of 28 × 28 pixels, labelled 0 … 9.</param>
    /// <param name="seed">Of parameters and of the order of the examples.</param>
    /// <param name="cancellation">Ends the trainings.</param>
    /// <exception cref="OperationCanceledException">The trainings were ended.</exception>
    public DigitFigures(TrainingExamples<int> digits, int seed, CancellationToken cancellation)
    {
        this.digits = digits;
        int epochs = Math.Clamp(ExamplesSeen / digits.Training.Count, FewestEpochs, MostEpochs);
        TrainingOptions options = new() { Epochs = epochs, BatchSize = 32, LearningRate = 0.1, Seed = seed, MeasureTrainingErrorRate = true };
        network.Initialize(seed);
        run = new Trainer<Mlp784x128x10>(network, options).Fit(digits.Training, digits.Test, cancellation: cancellation);
        linear.Initialize(seed);
        new Trainer<Softmax784x10>(linear, options with { MeasureTrainingErrorRate = false }).Fit(digits.Training, cancellation: cancellation);
        cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>The figures.</summary>
    public Section Section => new("digits", "A training run on digits", [Costs(), ErrorRates(), Confusions(), .. Mistakes(), Templates(), Features()]);

    private Figure Costs()
    {
        double[] training = [.. run.History.Select(static epoch => epoch.TrainingCost)];
        double[] test = [.. run.History.Select(static epoch => epoch.ValidationCost!.Value)];
        double least = Math.Pow(10, Math.Floor(Math.Log10(training.Concat(test).Append(1).Where(static cost => cost > 0).Min())));
        double greatest = Math.Pow(10, Math.Ceiling(Math.Log10(training.Concat(test).Max())));
        var blank = new Mlp784x128x10();
        return new Figure(
            "learning-cost", "Learning curve: cost",
            "The training cost goes on falling; the test cost falls with it as long as what is learnt holds for new examples too.",
            "002, training; mlp-784-128-10",
            new Plot(
                Epochs, new Axis("cost", "nats", new LogarithmicScale(least, greatest)),
                [
                    Line("training", Hue.Blue, Stroke.Solid, training), Line("test", Hue.Vermilion, Stroke.Dashed, test),
                ])
            {
                Description = "Two falling curves over epochs; that of the test levels off above that of the training.",
            })
        {
            Facts =
            [
                new("cost at zero weights, nats: ln 10", Evaluation.Cost(blank, digits.Test, blank.CreateWorkspace(BatchSize)), "0.000"),
                new("training cost at the end, nats", training[^1]), new("test cost at the end, nats", test[^1]),
            ],
        };
    }

    private Figure ErrorRates()
    {
        double[] training = [.. run.History.Select(static epoch => 100 * epoch.TrainingErrorRate!.Value)];
        double[] test = [.. run.History.Select(static epoch => 100 * epoch.ValidationErrorRate!.Value)];
        return new Figure(
            "learning-error", "Learning curve: errors",
            "What one wants is few errors; what one descends is the cost, because errors have no slope. Here one brings down the other.",
            "002 §2.1; mlp-784-128-10",
            new Plot(
                Epochs, new Axis("error rate", "%", LinearScale.Around(0, training.Concat(test).Max())),
                [
                    Line("training", Hue.Blue, Stroke.Solid, training), Line("test", Hue.Vermilion, Stroke.Dashed, test),
                ])
            {
                Description = "Two falling curves over epochs.",
            })
        {
            Facts = [new("test error at the end, %", test[^1], "0.00"), new("fewest test errors, %", test.Min(), "0.00")],
        };
    }

    private Figure Confusions()
    {
        var matrix = new ConfusionMatrix(SyntheticDigits.ClassCount);
        Evaluation.Measure(network, digits.Test, network.CreateWorkspace(BatchSize), matrix);
        var counts = new long[matrix.ClassCount, matrix.ClassCount];
        (int True, int Decided) most = (0, 1);
        for (int actual = 0; actual < matrix.ClassCount; actual++)
        {
            for (int decided = 0; decided < matrix.ClassCount; decided++)
            {
                counts[actual, decided] = matrix[actual, decided];
                if (actual != decided && matrix[actual, decided] > matrix[most.True, most.Decided])
                {
                    most = (actual, decided);
                }
            }
        }

        return new Figure(
            "confusion", "What is taken for what",
            "Mistakes are not spread evenly: they are between digits that look alike.",
            $"mlp-784-128-10 on {Numbers.Text(matrix.Count, "#,0")} test images",
            new CountMap("true digit", "taken for", [.. Enumerable.Range(0, matrix.ClassCount).Select(static c => Numbers.Text(c))], counts)
            {
                Description = "A table of ten by ten counts: nearly all on the diagonal, a few confusions beside it.",
            })
        {
            Facts =
            [
                new("test accuracy, %", 100 * matrix.Accuracy, "0.00"),
                new($"most often: a {most.True} taken for a {most.Decided}", matrix[most.True, most.Decided], "0"),
            ],
        };
    }

    /// <summary>None where nothing is mistaken.</summary>
    private IEnumerable<Figure> Mistakes()
    {
        ReadOnlySpan<int> labels = digits.Test.Targets.Span;
        int count = digits.Test.Count;
        int classes = SyntheticDigits.ClassCount;
        var probabilities = new float[count * classes];
        Workspace<float> workspace = network.CreateWorkspace(count);
        network.Predict(digits.Test.Inputs.Span, probabilities, workspace);
        var mistakes = new List<(int Row, int True, int Decided, double Loss)>();
        for (int row = 0; row < count; row++)
        {
            int decided = Enumerable.Range(row * classes, classes).MaxBy(i => probabilities[i]) - row * classes;
            if (decided != labels[row])
            {
                mistakes.Add((row, labels[row], decided, -Math.Log(Math.Max(probabilities[row * classes + labels[row]], float.Epsilon))));
            }
        }

        mistakes = [.. mistakes.OrderByDescending(static m => m.Loss).ThenBy(static m => m.Row)];
        return mistakes.Count == 0 ? [] : [new Figure(
            "mistakes", "The worst mistakes",
            "Test images that the network is most wrongly sure of, with what they are and what they were taken for. " +
            "Looking at them is the quickest way to find wrong labels.",
            "mlp-784-128-10, those of the greatest loss first",
            new ImageGrid(
                [
                    .. mistakes.Take(MistakesShown).Select(m => new NamedImage(
                        $"{m.True} as {m.Decided}", Image(digits.Test.Inputs.Span.Slice(m.Row * Side * Side, Side * Side), Pixel.Ink))
                    {
                        IsInk = true,
                    }),
                ],
                Columns)
            {
                Description = "Images of digits, below each what it is and what it was taken for.",
            })
        {
            Facts = [new("mistakes in all", mistakes.Count, "0"), new("loss of the worst, nats", mistakes[0].Loss, "0.00")],
        }];
    }

    private Figure Templates()
    {
        return new Figure(
            "templates", "Weights as templates",
            "The weights of a linear classifier, laid out as an image, are one template a class: what speaks for the digit, " +
            "and what against it.",
            "003, interpreting a linear classifier; softmax-784-10",
            Weights(
                [.. Enumerable.Range(0, linear.W1.Rows).Select(c => (Numbers.Text(c), Pixels(i => linear.W1[c, i])))],
                "Ten blurred digits in blue, with vermilion where other digits have their ink."))
        {
            Facts = [new("test error, %", 100 * Evaluation.ErrorRate(linear, digits.Test, linear.CreateWorkspace(BatchSize)), "0.00")],
        };
    }

    private Figure Features()
    {
        (int Unit, double Strength)[] strongest =
        [
            .. Enumerable.Range(0, network.W1.Rows)
                .Select(unit => (Unit: unit, Strength: Enumerable.Range(0, network.W2.Rows).Sum(c => Math.Abs(network.W2[c, unit]))))
                .OrderByDescending(static unit => unit.Strength).ThenBy(static unit => unit.Unit).Take(FeaturesShown),
        ];
        return new Figure(
            "features", "What hidden units look for",
            "The weights into a hidden unit are the image it answers to: strokes and gaps in places, which several digits share.",
            $"004, learned features; mlp-784-128-10, the {FeaturesShown} units of 128 that the outputs listen to most",
            Weights(
                [.. strongest.Select(unit => ("", Pixels(i => network.W1[unit.Unit, i])))],
                "Twenty images of strokes and gaps in blue and vermilion."));
    }

    private Axis Epochs => new("epoch", "", new LinearScale(1, run.History.Length) { TickCount = 7 });

    private static double[] Pixels(Func<int, float> weight) => [.. Enumerable.Range(0, Side * Side).Select(i => (double)weight(i))];

    private static Curve Line(string name, Hue hue, Stroke stroke, double[] values)
        => new(name, hue, [.. values.Select(static (value, i) => (i + 1.0, value))]) { Stroke = stroke };

    private static ImageGrid Weights(ImmutableArray<(string Name, double[] Values)> weights, string description)
        => new([.. weights.Select(static w => new NamedImage(w.Name, Signed(w.Values)))], Columns)
        {
            Colours = [("speaks for it", Hue.Blue), ("against it", Hue.Vermilion)],
            Description = description,
        };

    // The strongest weights of an image are fully coloured; a few outliers may be stronger.
    private static Pixel[,] Signed(double[] values)
    {
        double strong = values.Select(Math.Abs).Order().ElementAt(values.Length * 99 / 100);
        return Image([.. values.Select(value => (float)(strong > 0 ? value / strong : 0))], Pixel.Signed);
    }

    private static Pixel[,] Image(ReadOnlySpan<float> values, Func<double, Pixel> colour)
    {
        var pixels = new Pixel[Side, Side];
        for (int i = 0; i < values.Length; i++)
        {
            pixels[i / Side, i % Side] = colour(values[i]);
        }

        return pixels;
    }
}
