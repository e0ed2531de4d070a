using System.Collections.Immutable;
using KernelGen.Gallery.Drawing;
using KernelGen.Gallery.Examples;
using KernelGen.Gallery.Models;

namespace KernelGen.Gallery.Figures;

/// <summary>Gradient descent on a cost of two weights (002 §2.2, 003, 004).</summary>
internal sealed class DescentFigures
{
    private const int Cells = 60;
    private const int Steps = 40;
    private const double SecondScale = 3;

    private static readonly LinearScale First = new(-1, 4) { TickCount = 5 };
    private static readonly LinearScale Second = new(-1.5, 1) { TickCount = 5 };
    private static readonly double[] Start = [-0.7, 0.8];

    private readonly double[] inputs;
    private readonly double[] targets;
    private readonly double largestCurvature;

    /// <param name="seed">Draws the examples.</param>
    public DescentFigures(int seed)
    {
        // The second input is larger than the first, so that the valley is narrower in its weight.
        Training.Dataset<float, float> plane = PlaneExamples.NoisyPlane(seed).Test;
        inputs = [.. plane.Inputs.ToArray().Select(static (x, i) => i % 2 == 1 ? SecondScale * x : x)];
        targets = [.. plane.Targets.ToArray()];
        largestCurvature = LargestCurvature();
    }

    /// <summary>The figures.</summary>
    public Section Section => new("descent", "Descent", [Surface(), TooFast(), ConvexityFigures.OfHiddenUnits()]);

    private Figure Surface()
    {
        ImmutableArray<(double X, double Y)> slow = Path(0.3 / largestCurvature);
        ImmutableArray<(double X, double Y)> fast = Path(1.9 / largestCurvature);
        return new Figure(
            "loss-surface", "Down the loss surface",
            "Every step goes straight down, across the contours. " +
            "A small rate walks to the floor of the valley and then along it; a larger one leaps from side to side, and is sooner there.",
            "003, gradient descent; squared residuals of a linear model",
            OnSurface(slow, fast))
        {
            Facts =
            [
                new("cost at the start", Cost(Start)),
                new("after 40 steps at 0.3/λ", Cost([slow[^1].X, slow[^1].Y])),
                new("after 40 steps at 1.9/λ", Cost([fast[^1].X, fast[^1].Y])),
                new("largest curvature λ", largestCurvature, "0.000"),
            ],
        };
    }

    private Figure TooFast()
    {
        double[] rates = [0.5, 1.9, 2.05];
        (string Name, Hue Hue, Stroke Stroke)[] looks =
            [("0.5/λ", Hue.Blue, Stroke.Solid), ("1.9/λ", Hue.Green, Stroke.Dashed), ("2.05/λ", Hue.Vermilion, Stroke.Solid)];
        double[][] costs = [.. rates.Select(rate => (double[])[.. Path(rate / largestCurvature).Select(p => Cost([p.X, p.Y]))])];
        return new Figure(
            "too-fast", "The largest rate that converges",
            "For least squares the border is sharp: below 2/λ, λ being the largest curvature, every step contracts the error; " +
            "above it every step makes it larger.",
            "002 §2.2, 003, learning rates",
            new Plot(
                new Axis("step", "", new LinearScale(0, Steps) { TickCount = 4 }), new Axis("cost", "", new LogarithmicScale(0.1, 1000)),
                [
                    .. costs.Select((c, i) => new Curve(looks[i].Name, looks[i].Hue, [.. c.Select(static (cost, step) => ((double)step, cost))])
                    {
                        Stroke = looks[i].Stroke,
                    }),
                ])
            {
                Description = "Cost over steps for three rates: two fall to the same floor, the third rises without end.",
            })
        {
            Facts = [.. rates.Select((_, i) => new Fact($"cost after 40 steps at {looks[i].Name}", costs[i][^1], "#,0.###"))],
        };
    }

    private Plot OnSurface(ImmutableArray<(double X, double Y)> slow, ImmutableArray<(double X, double Y)> fast)
    {
        double[,] values = new double[Cells + 1, Cells + 1];
        foreach ((int row, double w2) in Second.Spread(Cells + 1).Index())
        {
            foreach ((int column, double w1) in First.Spread(Cells + 1).Index())
            {
                values[row, column] = Cost([w1, w2]);
            }
        }

        double least = values.Cast<double>().Min();
        return new Plot(
            new Axis("weight w₁", "", First), new Axis("weight w₂", "", Second),
            [
                new Contours("equal cost", Hue.Grey, values, [.. Enumerable.Range(1, 9).Select(i => least + 0.15 * i * i)]),
                new Curve("rate 1.9/λ", Hue.Vermilion, fast) { Stroke = Stroke.Dashed },
                new Dots("", Hue.Vermilion, fast) { Radius = 2, Sign = Sign.Square },
                new Curve("rate 0.3/λ", Hue.Blue, slow),
                new Dots("", Hue.Blue, [.. slow.Where(static (_, step) => step % 5 == 0)]) { Radius = 2.4 },
                new Dots("start", Hue.Grey, [(Start[0], Start[1])]) { Radius = 4.5, Sign = Sign.Triangle },
            ])
        {
            FrameHeight = 210,
            Description = "Oval contours around one minimum. One path bends into it, the other zigzags into it.",
        };
    }

    private ImmutableArray<(double X, double Y)> Path(double rate)
    {
        Point point = Point.Of<SquaredResiduals.DoublePrecision>().With("W", Start);
        var path = ImmutableArray.CreateBuilder<(double X, double Y)>(Steps + 1);
        for (int step = 0; step <= Steps; step++)
        {
            double[] w = point.Parameter("W");
            path.Add((w[0], w[1]));
            point = point.Step(rate, inputs, targets);
        }

        return path.MoveToImmutable();
    }

    private double Cost(double[] weights) => Point.Of<SquaredResiduals.DoublePrecision>().With("W", weights).Cost(inputs, targets);

    /// <summary>The gradient is linear in the weights: its change along each of them is a column of the Hessian matrix.</summary>
    private double LargestCurvature()
    {
        double[] zero = Slope(0, 0);
        double[] first = Slope(1, 0);
        double[] second = Slope(0, 1);
        (double a, double b, double d) = (first[0] - zero[0], first[1] - zero[1], second[1] - zero[1]);
        return (a + d) / 2 + Math.Sqrt((a - d) * (a - d) / 4 + b * b);

        double[] Slope(double w1, double w2) => Point.Of<SquaredResiduals.DoublePrecision>().With("W", w1, w2).Gradient("W", inputs, targets);
    }
}
