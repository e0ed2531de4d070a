using KernelGen.Gallery.Drawing;
using KernelGen.Gallery.Models;

namespace KernelGen.Gallery.Figures;

/// <summary>What units do with their sums (004).</summary>
internal static class ActivationFigures
{
    private static readonly string[] Names = ["linear", "ReLU", "soft ReLU", "hard threshold", "logistic", "tanh"];
    private static readonly Hue[] Hues = [Hue.Grey, Hue.Vermilion, Hue.Amber, Hue.Green, Hue.Blue, Hue.Purple];
    private static readonly Stroke[] Strokes = [Stroke.Dotted, Stroke.Solid, Stroke.Dashed, Stroke.Solid, Stroke.Solid, Stroke.Dashed];

    /// <summary>The figures.</summary>
    public static Section Section => new("activations", "Activations", [Values(), Slopes(), Steep()]);

    private static Figure Values()
    {
        var z = new LinearScale(-4, 4) { TickCount = 4 };
        Point units = Point.Of<Activations.DoublePrecision>();
        return new Figure(
            "activation-values", "Activations",
            "What a unit makes of its sum. Without a bend, layers on layers would be one linear layer.",
            "004, multilayer perceptrons",
            new Plot(
                new Axis("sum z", "", z), new Axis("activation", "", new LinearScale(-2, 4) { TickCount = 6 }),
                [.. Names.Select((name, i) => Curve.Of(name, Hues[i], z, sum => units.Predict(sum)[i], 401) with { Stroke = Strokes[i] })])
            {
                FrameHeight = 210,
                Description = "Six curves over the sum: a line, a broken line, its rounded form, a step from zero to one, an " +
                "S from zero to one and an S from minus one to one.",
            })
        {
            Facts = [new("logistic at 0", units.Predict(0)[4]), new("soft ReLU at 0", units.Predict(0)[2]), new("tanh at 1", units.Predict(1)[5])],
        };
    }

    private static Figure Slopes()
    {
        var z = new LinearScale(-4, 4) { TickCount = 4 };
        int[] smooth = [0, 1, 2, 4, 5];
        Point units = Point.Of<ActivationSlopes.DoublePrecision>();
        return new Figure(
            "activation-slopes", "Their slopes",
            "What backpropagation multiplies by. The logistic never lets more than a quarter pass and saturates on both " +
            "sides; a rectifier passes all or nothing.",
            "004, backpropagation",
            new Plot(
                new Axis("sum z", "", z), new Axis("slope of the activation", "", new LinearScale(0, 1.2) { TickCount = 6 }),
                [.. smooth.Select((unit, i) => Curve.Of(Names[unit], Hues[unit], z, sum => SlopesAt(sum)[i], 401) with { Stroke = Strokes[unit] })])
            {
                FrameHeight = 210,
                Description = "Five curves over the sum: a line at one, a step, an S, and two bells of height one quarter and one.",
            })
        {
            Facts = [new("logistic, at 0", SlopesAt(0)[3]), new("logistic, at 4", SlopesAt(4)[3]), new("tanh, at 0", SlopesAt(0)[4])],
        };

        double[] SlopesAt(double sum) => units.InputGradient([sum, sum, sum, sum, sum]);
    }

    private static Figure Steep()
    {
        var x = new LinearScale(-2, 2) { TickCount = 4 };
        (string Name, float Gain, Hue Hue, Stroke Stroke)[] gains =
        [
            ("σ(x)", 1, Hue.Amber, Stroke.Solid), ("σ(2x)", 2, Hue.Vermilion, Stroke.Dashed), ("σ(5x)", 5, Hue.Purple, Stroke.Solid),
            ("σ(20x)", 20, Hue.Blue, Stroke.Dashed),
        ];
        Point units = Point.Of<Activations.DoublePrecision>();
        return new Figure(
            "steep-logistic", "A steep logistic is nearly a threshold",
            "The larger the weights, the nearer a logistic unit comes to a hard decision everywhere but at 0, where it stays undecided.",
            "004, why logistic units can do what threshold units can",
            new Plot(
                new Axis("input x", "", x), new Axis("activation", "", new LinearScale(0, 1)),
                [
                    Curve.Of("hard threshold", Hue.Grey, x, z => units.Predict(z)[3], 801) with { Stroke = Stroke.Dotted },
                    .. gains.Select(g => Curve.Of(g.Name, g.Hue, x, value => At(g.Gain, value), 401) with { Stroke = g.Stroke }),
                ])
            {
                FrameHeight = 210,
                Description = "Four S-shaped curves, the steeper the larger the gain, around a step from zero to one.",
            })
        {
            Facts =
            [
                new("distance at x = ½, gain 1", 1 - At(1, 0.5)),
                new("distance at x = ½, gain 20", 1 - At(20, 0.5), "0.000000"),
                new("value at x = 0, any gain", At(20, 0)),
            ],
        };

        static double At(float gain, double x)
        {
            Span<float> output = stackalloc float[1];
            new SteepLogistic { Gain = gain }.Predict([(float)x], output);
            return output[0];
        }
    }
}
