using System.Collections.Immutable;
using KernelGen.Gallery.Drawing;
using KernelGen.Gallery.Examples;
using KernelGen.Gallery.Models;

namespace KernelGen.Gallery.Figures;

/// <summary>What L1 and L2 do to weights (003, 004).</summary>
/// <param name="seed">Draws the examples.</param>
internal sealed class RegularizerFigures(int seed)
{
    private const int Cells = 60;
    private const double Strong = 0.5;

    private static readonly LinearScale First = new(-0.5, 2.5) { TickCount = 6 };
    private static readonly LinearScale Second = new(-1.5, 0.5) { TickCount = 4 };
    private static readonly double[] Strengths = [0, 0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, Strong, 0.6, 0.8, 1, 1.5, 2, 4, 8];

    private readonly Training.Dataset<float, float> plane = PlaneExamples.NoisyPlane(seed).Test;

    /// <summary>The figures.</summary>
    public Section Section => new(
        "regularisers", "L1 and L2",
        [
            LossFigures.ErrorsOfValues(),
            Pulled(
                "lasso", "L1: one weight after the other becomes zero",
                "The absolute values pull every weight with the same force. " +
                "A weight that the examples need less than that stays at exactly zero.",
                static (model, strength) => (model.Lasso, model.Ridge) = (strength, 0), "λ‖w‖₁",
                "Diamonds around zero and ovals around the optimum. " +
                "The path of optima meets the axis of the first weight and then follows it to zero."),
            Pulled(
                "ridge", "L2: all weights shrink together",
                "The squares pull a weight in proportion to its size: all become smaller, none zero.",
                static (model, strength) => (model.Lasso, model.Ridge) = (0, strength), "½λ‖w‖²",
                "Circles around zero and ovals around the optimum. The path of optima goes to zero in an all but straight line."),
        ]);

    private Figure Pulled(
        string id, string title, string claim, Action<ElasticNet.DoublePrecision, double> set, string penalty, string description)
    {
        ElasticNet.DoublePrecision model = new();
        double[] inputs = [.. plane.Inputs.ToArray()];
        double[] targets = [.. plane.Targets.ToArray()];
        Workspace<double> workspace = model.CreateWorkspace(targets.Length);
        var optima = ImmutableArray.CreateBuilder<(double X, double Y)>(Strengths.Length);
        foreach (double strength in Strengths)
        {
            set(model, strength);
            Minimize(model, inputs, targets, workspace);
            optima.Add((model.W[0], model.W[1]));
        }

        (double X, double Y) strong = optima[Array.IndexOf(Strengths, Strong)];
        set(model, 0);
        Minimize(model, inputs, targets, workspace);
        double[,] costs = Surface(model, inputs, targets);
        double least = costs.Cast<double>().Min();
        set(model, 1);
        model.B[0] = 0;
        double[,] penalties = Surface(model, [0, 0], [0]);
        return new Figure(
            id, title, claim, "003 and 004, regularisation; linear regression on 100 examples",
            new Plot(
                new Axis("weight w₁", "", First), new Axis("weight w₂", "", Second),
                [
                    new Contours("equal error", Hue.Grey, costs, [.. Enumerable.Range(1, 5).Select(i => least + 0.04 * i * i)]),
                    new Contours($"equal {penalty}", Hue.Vermilion, penalties, [0.125, 0.5, 1.125, 2]) { Stroke = Stroke.Dashed },
                    new Curve("optimum as λ grows", Hue.Blue, optima.ToImmutable()),
                    new Dots("", Hue.Blue, optima.ToImmutable()) { Radius = 2.6 },
                ])
            {
                FrameHeight = 210,
                Description = description,
            })
        {
            Facts =
            [
                new("w₁ without penalty", optima[0].X, "0.000"), new("w₂ without penalty", optima[0].Y, "0.000"),
                new("w₁ with λ = ½", strong.X, "0.000"), new("w₂ with λ = ½", strong.Y, "0.000"),
            ],
        };
    }

    /// <summary>Full batches at rates that shrink: at a kink steps go to and fro, by less and less.</summary>
    private static void Minimize(ElasticNet.DoublePrecision model, double[] inputs, double[] targets, Workspace<double> workspace)
    {
        double rate = 0.2;
        for (int step = 0; step < 1200; step++)
        {
            model.SgdStep(inputs, targets, rate, workspace);
            rate *= 0.992;
        }
    }

    /// <summary>The cost over both weights, at the model's bias and strengths.</summary>
    private static double[,] Surface(ElasticNet.DoublePrecision model, double[] inputs, double[] targets)
    {
        Workspace<double> workspace = model.CreateWorkspace(targets.Length);
        double[,] values = new double[Cells + 1, Cells + 1];
        foreach ((int row, double w2) in Second.Spread(Cells + 1).Index())
        {
            foreach ((int column, double w1) in First.Spread(Cells + 1).Index())
            {
                (model.W[0], model.W[1]) = (w1, w2);
                values[row, column] = model.Cost(inputs, targets, workspace);
            }
        }

        return values;
    }
}
