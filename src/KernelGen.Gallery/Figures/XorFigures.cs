using KernelGen.Gallery.Drawing;
using KernelGen.Gallery.Examples;
using KernelGen.Gallery.Models;
using KernelGen.Training;

namespace KernelGen.Gallery.Figures;

/// <summary>Exclusive or, which no line computes, and how it is computed all the same (004).</summary>
internal static class XorFigures
{
    private static readonly double[] Inputs = [0, 0, 0, 1, 1, 0, 1, 1];
    private static readonly double[] Targets = [0, 1, 1, 0];
    private static readonly LinearScale Side = new(-0.5, 1.5) { TickCount = 4 };

    /// <summary>The figures.</summary>
    public static Section Section => new("exclusive-or", "Exclusive or", [HalfPlanes(), ByHand(), ProductFeature()]);

    private static Dots Ones => new("exclusive or is 1", Hue.Blue, [(0, 1), (1, 0)]) { Sign = Sign.Triangle, Radius = 6 };

    private static Dots Zeros => new("it is 0", Hue.Vermilion, [(0, 0), (1, 1)]) { Radius = 6 };

    private static Figure HalfPlanes()
    {
        Point zero = Point.Of<LogisticRegression.DoublePrecision>();
        double largestSlope = zero.Info.Parameters.SelectMany(parameter => zero.Gradient(parameter.Name, Inputs, Targets)).Max(Math.Abs);
        return new Figure(
            "half-planes", "Why no line computes exclusive or",
            "A half-plane that has two points has all between them. " +
            "The two ones and the two zeros have the same middle, which cannot be on both sides of a line.",
            "004, limits of linear classifiers",
            new Plot(
                new Axis("input x₁", "", Side), new Axis("input x₂", "", Side),
                [
                    new Curve("between ones", Hue.Blue, [(0, 1), (1, 0)]) { Stroke = Stroke.Dashed },
                    new Curve("between zeros", Hue.Vermilion, [(0, 0), (1, 1)]) { Stroke = Stroke.Dotted },
                    Ones, Zeros,
                    new Dots("in both", Hue.Purple, [(0.5, 0.5)]) { Sign = Sign.Square, Radius = 4.5 },
                ])
            {
                FrameHeight = 0,
                Description = "A square of four points. The segment between the two ones crosses the segment between the two " +
                "zeros in the middle.",
            })
        {
            Facts =
            [
                new("cost at zero weights, nats", zero.Cost(Inputs, Targets)),
                new("largest slope there: it is the optimum", largestSlope, "0.##"),
            ],
        };
    }

    private static Figure ByHand()
    {
        const int count = 72;
        XorByHand network = XorByHand.Create();
        var pixels = new Pixel[count, count];
        double half = (Side.Max - Side.Min) / (2 * count);
        double[] places = [.. new LinearScale(Side.Min + half, Side.Max - half).Spread(count)];
        for (int row = 0; row < count; row++)
        {
            for (int column = 0; column < count; column++)
            {
                pixels[count - 1 - row, column] = Pixel.Signed(Output(places[column], places[row]) - 0.5);
            }
        }

        return new Figure(
            "xor-by-hand", "Two hidden units and a third",
            "One unit says OR, one says AND. The output is on where the first is and the second is not: a strip between two lines.",
            "004, a network designed by hand",
            new Plot(
                new Axis("input x₁", "", Side), new Axis("input x₂", "", Side),
                [
                    new Backdrop(pixels),
                    new Curve("h₁: x₁ + x₂ = ½", Hue.Green, [(-0.5, 1), (1, -0.5)]) { Stroke = Stroke.Dashed },
                    new Curve("h₂: x₁ + x₂ = 1½", Hue.Purple, [(0, 1.5), (1.5, 0)]) { Stroke = Stroke.Dotted },
                    Ones, Zeros,
                ])
            {
                FrameHeight = 0,
                Description = "A blue strip from the upper left to the lower right holds both ones; the zeros lie on either side of it.",
            })
        {
            Facts = [.. Inputs.Chunk(2).Select(x => new Fact($"output for {x[0]} and {x[1]}", Output(x[0], x[1])))],
        };

        double Output(double x1, double x2)
        {
            Span<float> y = stackalloc float[1];
            network.Predict([(float)x1, (float)x2], y);
            return y[0];
        }
    }

    private static Figure ProductFeature()
    {
        Dataset<float, float> rows = EmbeddedExamples.ExclusiveOr().Training;
        var model = new LogisticProductFeature();
        new Trainer<LogisticProductFeature>(model, new TrainingOptions { Epochs = 2000, BatchSize = 4, LearningRate = 1, Seed = 1 }).Fit(rows);
        Workspace<float> workspace = model.CreateWorkspace(4);
        Plot plot = Regions.OfProbability(
            model, rows, Side, "The plane in two colours: both ones lie in the blue regions, both zeros in the vermilion ones, and hyperbolas part them.");
        return new Figure(
            "product-feature", "The product as a feature",
            "Give a linear model x₁x₂ beside x₁ and x₂, and exclusive or is linear: the boundary is a line in the features, a " +
            "curve in the plane.",
            "004, feature maps",
            plot with { Marks = [.. plot.Marks.Where(static mark => mark is not Dots), Ones, Zeros] })
        {
            Facts =
            [
                new("rows right, of 4", 4 - 4 * Evaluation.ErrorRate(model, rows, workspace), "0"),
                new("cost, nats", Evaluation.Cost(model, rows, workspace)),
                new("weight of x₁x₂", model.W[2], "0.00"),
            ],
        };
    }
}
