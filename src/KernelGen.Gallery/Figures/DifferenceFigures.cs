using System.Collections.Immutable;
using KernelGen.Gallery.Drawing;
using KernelGen.Gallery.Models;
using KernelGen.Testing;

namespace KernelGen.Gallery.Figures;

/// <summary>Gradient checking by differences (002 §5).</summary>
internal static class DifferenceFigures
{
    private const double At = -2;
    private const double Step = 1.5;

    /// <summary>What differences are.</summary>
    public static Figure Differences()
    {
        var z = new LinearScale(-5, 1) { TickCount = 6 };
        double before = LossFigures.SquaredErrorAfterLogistic(At - Step);
        double here = LossFigures.SquaredErrorAfterLogistic(At);
        double after = LossFigures.SquaredErrorAfterLogistic(At + Step);
        double slope = LossFigures.SlopeAfterLogistic(At);
        return new Figure(
            "differences", "One-sided and two-sided differences",
            "The slope between a point and its neighbour leans to that neighbour's side. " +
            "The slope between neighbours on both sides is far nearer to the tangent's.",
            "002 §5, figure 5",
            new Plot(
                new Axis("parameter θ", "", z), new Axis("cost J(θ)", "", new LinearScale(0, 0.6) { TickCount = 6 }),
                [
                    Curve.Of("J", Hue.Grey, z, LossFigures.SquaredErrorAfterLogistic),
                    new Curve("tangent", Hue.Blue, Line(At, here, slope)),
                    new Curve("one-sided", Hue.Vermilion, Line(At, here, (after - here) / Step)) { Stroke = Stroke.Dashed },
                    new Curve("two-sided", Hue.Green, Line(At + Step, after, (after - before) / (2 * Step))) { Stroke = Stroke.Dotted },
                    new Dots("", Hue.Grey, [(At - Step, before), (At, here), (At + Step, after)]),
                    new Note("θ − h", At - Step, before) { Anchor = "end", Right = -2, Down = 16 },
                    new Note("θ", At, here) { Right = 5, Down = -9 },
                    new Note("θ + h", At + Step, after) { Anchor = "end", Right = -6, Down = 12 },
                ])
            {
                FrameHeight = 240,
                Description = "A falling curve with three points. The line through the outer two is parallel to the tangent, " +
                "the line through the right two is steeper.",
            })
        {
            Facts =
            [
                new("slope by backpropagation", slope, "0.00000"),
                new("one-sided difference, h = 1.5", (after - here) / Step, "0.00000"),
                new("two-sided difference, h = 1.5", (after - before) / (2 * Step), "0.00000"),
            ],
        };

        ImmutableArray<(double X, double Y)> Line(double x, double y, double slope)
            => [(z.Min, y + (z.Min - x) * slope), (z.Max, y + (z.Max - x) * slope)];
    }

    /// <summary>How their errors depend on the step.</summary>
    public static Figure StepSizes()
    {
        ImmutableArray<StepError> errors = GradientCheck.ErrorAgainstStep(PerceptronVectors.DoublePrecision.Probe, "W1", 1, 2);
        StepError best = errors.Where(static e => e.TwoSided > 0).MinBy(static e => e.TwoSided);
        StepError tiny = errors.MinBy(static e => Math.Abs(Math.Log10(e.Step) + 10));
        return new Figure(
            "step-sizes", "How small a step? The V of the gradient check",
            "A large step misses the curve, as h or as h²; a tiny one divides rounding errors by almost nothing. " +
            "The cube root of the precision is between. The notes' 10⁻¹⁰ is too small.",
            "002 §5, by the equations of a 3-4-2 network in double precision",
            new Plot(
                new Axis("step h", "", new LogarithmicScale(1e-13, 1)), new Axis("error of the difference", "", new LogarithmicScale(1e-14, 1)),
                [
                    Guide("slopes 1, 2 and −1", 1e-8, 1e-9, 1, 1),
                    Guide("", 1e-5, 1e-12, 1, 2),
                    Guide("", 1e-13, 3e-3, 1e-4, -1),
                    Valid("one-sided", Hue.Vermilion, static e => e.OneSided) with { Stroke = Stroke.Dashed },
                    Valid("two-sided", Hue.Blue, static e => e.TwoSided),
                ])
            {
                FrameHeight = 220,
                Description = "Two V-shaped curves over the step. The two-sided one falls faster from the right and reaches " +
                "deeper; on the left both rise together.",
            })
        {
            Facts =
            [
                new("smallest two-sided error", best.TwoSided, "0.0e-0"),
                new("its step", best.Step, "0.0e-0"),
                new("two-sided error at h = 10⁻¹⁰", tiny.TwoSided, "0.0e-0"),
            ],
        };

        Curve Valid(string name, Hue hue, Func<StepError, double> error)
            => new(name, hue, [.. errors.Where(e => error(e) > 0).Select(e => (e.Step, error(e)))]);

        // Through (from, height) with the slope; the other end is at "to".
        static Curve Guide(string name, double from, double height, double to, double slope)
            => new(name, Hue.Grey, [(from, height), (to, height * Math.Pow(to / from, slope))]) { Stroke = Stroke.Dotted };
    }
}
