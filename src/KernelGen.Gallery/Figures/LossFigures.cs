using System.Collections.Immutable;
using KernelGen.Gallery.Drawing;
using KernelGen.Gallery.Models;

namespace KernelGen.Gallery.Figures;

/// <summary>Losses of one example against what they are computed from (002 §2, 003).</summary>
internal static class LossFigures
{
    private static readonly double[] Origin = [0, 0];
    private static readonly Point LogisticSquared = Point.Of<LogisticLeastSquares.DoublePrecision>();
    private static readonly Point Logistic = Point.Of<LogisticRegression.DoublePrecision>();
    private static readonly Point Linear = Point.Of<LinearRegression.DoublePrecision>();
    private static readonly Point Absolute = Point.Of<LeastAbsoluteDeviations.DoublePrecision>();
    private static readonly Point Margin = Point.Of<SupportVectorMachine.DoublePrecision>();

    /// <summary>Losses of a classifier.</summary>
    public static Section Section => new("losses", "Losses", [SquaredAfterLogistic(), CrossEntropy(), Together()]);

    /// <summary>Half the squared error after a logistic, for t = 1.</summary>
    public static double SquaredErrorAfterLogistic(double z) => LogisticSquared.With("B", z).Cost([0], 1);

    /// <summary>Its slope.</summary>
    public static double SlopeAfterLogistic(double z) => LogisticSquared.With("B", z).Gradient("B", [0], 1)[0];

    /// <summary>Logistic cross-entropy, for t = 1.</summary>
    public static double LogisticCrossEntropy(double z) => Logistic.With("B", z).Cost(Origin, 1);

    private static Figure SquaredAfterLogistic()
    {
        var z = new LinearScale(-6, 6) { TickCount = 6 };
        double steepest = -Math.Log(2);
        (string Name, Hue Hue, Stroke Stroke, double At)[] tangents =
        [
            ("tangent at −5", Hue.Vermilion, Stroke.Dashed, -5),
            ("at −ln 2", Hue.Green, Stroke.Dashed, steepest),
            ("at 3", Hue.Purple, Stroke.Dashed, 3),
        ];
        return new Figure(
            "squared-after-logistic", "Squared error after a logistic",
            "A confident mistake costs no more than ½, and its tangent is all but level: gradient descent hardly corrects " +
            "what is most wrong.",
            "002 §2.3, figure 1",
            new Plot(
                new Axis("logit z", "", z), new Axis("loss for target 1", "", new LinearScale(0, 0.6) { TickCount = 6 }),
                [
                    Curve.Of("½(σ(z) − 1)²", Hue.Blue, z, SquaredErrorAfterLogistic),
                    .. tangents.Select(t => new Curve(t.Name, t.Hue, Tangent(t.At, 1.9)) { Stroke = t.Stroke }),
                    .. tangents.Select(static t => new Dots("", t.Hue, [(t.At, SquaredErrorAfterLogistic(t.At))])),
                ])
            {
                Description = "The loss falls from one half on the left to zero on the right, in an S. " +
                "Tangents are level at both ends and steepest between.",
            })
        {
            Facts =
            [
                new("prediction at z = −5", LogisticSquared.With("B", -5).Predict(0)[0], "0.00000"),
                new("slope at z = −5", SlopeAfterLogistic(-5), "0.00000"),
                new("steepest slope, at z = −ln 2", SlopeAfterLogistic(steepest), "0.00000"),
            ],
        };

        static ImmutableArray<(double X, double Y)> Tangent(double at, double reach)
        {
            (double height, double slope) = (SquaredErrorAfterLogistic(at), SlopeAfterLogistic(at));
            return [(at - reach, height - reach * slope), (at + reach, height + reach * slope)];
        }
    }

    private static Figure CrossEntropy()
    {
        var z = new LinearScale(-6, 6) { TickCount = 6 };
        return new Figure(
            "cross-entropy", "Cross-entropy against the logit",
            "Written with the logit, cross-entropy is nearly a straight line for mistakes and nearly nothing for what is " +
            "right: the more wrong, the more it costs.",
            "002 §2.4 and §2.5, figure 2",
            new Plot(
                new Axis("logit z", "", z), new Axis("loss for target 1", "nats", new LinearScale(0, 6) { TickCount = 6 }),
                [
                    new Curve("asymptote −z", Hue.Vermilion, [(-6, 6), (0, 0)]) { Stroke = Stroke.Dashed },
                    new Curve("asymptote 0", Hue.Green, [(0, 0), (6, 0)]) { Stroke = Stroke.Dashed },
                    Curve.Of("log(1 + e⁻ᶻ)", Hue.Blue, z, LogisticCrossEntropy),
                ])
            {
                Description = "The loss follows the line minus z on the left, bends around zero and approaches zero on the right.",
            })
        {
            Facts =
            [
                new("loss at probability 0.01", LogisticCrossEntropy(Logit(0.01)), "0.000"),
                new("loss at probability 0.00001", LogisticCrossEntropy(Logit(0.00001)), "0.000"),
                new("loss at z = −10,000", LogisticCrossEntropy(-1e4), "#,0.##"),
                new("slope at z = −5", Logistic.With("B", -5).Gradient("B", Origin, 1)[0], "0.0000"),
            ],
        };

        static double Logit(double probability) => Math.Log(probability / (1 - probability));
    }

    private static Figure Together()
    {
        var z = new LinearScale(-3, 3) { TickCount = 6 };
        return new Figure(
            "losses-together", "Five losses for one positive example",
            "The error rate has no slope to follow. Squared error also punishes what is too right. " +
            "Hinge and cross-entropy grow with the mistake and let go of what is right.",
            "002 §2.1 to §2.6, figure 3",
            new Plot(
                new Axis("score z", "", z), new Axis("loss for the positive class", "", new LinearScale(0, 4) { TickCount = 4 }),
                [
                    Curve.Of("0-1", Hue.Grey, z, ZeroOne, 601),
                    Curve.Of("squared", Hue.Purple, z, static z => Linear.With("B", z).Cost(Origin, 1)) with { Stroke = Stroke.Dashed },
                    Curve.Of("logistic, squared", Hue.Amber, z, SquaredErrorAfterLogistic),
                    Curve.Of("logistic cross-entropy", Hue.Blue, z, LogisticCrossEntropy),
                    Curve.Of("hinge", Hue.Vermilion, z, Hinge) with { Stroke = Stroke.Dotted },
                ])
            {
                Description = "Five curves over the score: a step at zero, a parabola around one, a low S, a smooth bend and " +
                "a broken line that is zero from one on.",
            })
        {
            Facts =
            [
                new("squared error of the score 9", Linear.With("B", 9).Cost(Origin, 1), "0.##"),
                new("hinge at the score 0, where 0-1 is 1", Hinge(0), "0.##"),
                new("cross-entropy at the score 0", LogisticCrossEntropy(0)),
            ],
        };

        static double ZeroOne(double z) => Logistic.With("B", z).Classify(Origin)[0] == 1 ? 0 : 1;
        static double Hinge(double z) => Margin.With("B", z).Cost(Origin, 1);
    }

    /// <summary>Losses of a regression.</summary>
    public static Figure ErrorsOfValues()
    {
        var error = new LinearScale(-3, 3) { TickCount = 6 };
        return new Figure(
            "absolute-squared", "Absolute and squared error",
            "Absolute error pulls with strength 1 however far off a prediction is. " +
            "Squared error pulls in proportion, so that an outlier rules.",
            "003, L1 and L2 as losses",
            new Plot(
                new Axis("error y − t", "", error), new Axis("loss", "", new LinearScale(0, 5)),
                [
                    Curve.Of("L1: |y − t|", Hue.Vermilion, error, static y => Absolute.With("B", y).Cost(Origin, 0)) with { Stroke = Stroke.Dashed },
                    Curve.Of("L2: ½(y − t)²", Hue.Blue, error, static y => Linear.With("B", y).Cost(Origin, 0)),
                ])
            {
                Description = "A V with its tip at zero, and a parabola that is below it until an error of two and above it from there on.",
            })
        {
            Facts =
            [
                new("slope of L1 at an error of 3", Absolute.With("B", 3).Gradient("B", Origin, 0)[0], "0.##"),
                new("slope of L2 at an error of 3", Linear.With("B", 3).Gradient("B", Origin, 0)[0], "0.##"),
                new("slope of L1 at an error of 0", Absolute.Gradient("B", Origin, 0)[0], "0.##"),
            ],
        };
    }
}
