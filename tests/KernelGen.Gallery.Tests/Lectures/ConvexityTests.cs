using KernelGen.Gallery.Models;
using KernelGen.Numerics;

namespace KernelGen.Gallery.Tests.Lectures;

/// <summary>Which costs are convex in their parameters, by chords: 002 §4, 004 and row L22.</summary>
public sealed class ConvexityTests
{
    private static readonly double[] X = [0.5, -1, 2, 0.25, -1.5, 0.75];

    private static readonly Dictionary<string, (Point Point, double[] Targets)> Convex = new()
    {
        ["squared error"] = (Point.Of<LinearRegression.DoublePrecision>(), [1, -2, 0.5]),
        ["absolute error"] = (Point.Of<LeastAbsoluteDeviations.DoublePrecision>(), [1, -2, 0.5]),
        ["elastic net"] = (Point.Of<ElasticNet.DoublePrecision>(), [1, -2, 0.5]),
        ["hinge"] = (Point.Of<SupportVectorMachine.DoublePrecision>(), [1, -1, 1]),
        ["logistic cross-entropy"] = (Point.Of<LogisticRegression.DoublePrecision>(), [1, 0, 0.25]),
        ["softmax cross-entropy"] = (Point.Of<SoftmaxRegression.DoublePrecision>(), [1, 2, 0]),
        ["multiclass hinge"] = (Point.Of<MulticlassSupportVectorMachine.DoublePrecision>(), [1, 2, 0]),
    };

    public static TheoryData<string> Names => [.. Convex.Keys];

    // 002 §4.
    [Theory]
    [MemberData(nameof(Names))]
    public void The_cost_of_a_linear_model_lies_below_every_chord_under(string loss)
    {
        (Point point, double[] targets) = Convex[loss];
        for (int seed = 0; seed < 100; seed += 2)
        {
            AssertBelowChord(point.Drawn(seed, limit: 8), point.Drawn(seed + 1, limit: 8), targets);
        }
    }

    // 002 §4: from z = −20 to 0 with t = 1, the middle costs more than the mean of the ends.
    [Fact]
    public void Squared_error_after_a_logistic_is_not_convex()
    {
        Point unit = Point.Of<LogisticLeastSquares.DoublePrecision>();
        double chord = (unit.With("B", -20).Cost([0], 1) + unit.Cost([0], 1)) / 2;
        Assert.True(unit.With("B", -10).Cost([0], 1) > chord + 0.15);
    }

    // L22: with the hidden units held, what is trained enters linearly.
    [Fact]
    public void With_random_hidden_units_held_the_cost_is_convex_in_the_output_layer()
    {
        Point point = Point.Of<RandomFeatures.DoublePrecision>().Drawn(seed: 3, limit: 1);
        RandomSource random = new(11);
        for (int segment = 0; segment < 50; segment++)
        {
            AssertBelowChord(Output(), Output(), [1, 0, 1]);
        }

        Point Output() => point
            .With("W", [.. Enumerable.Range(0, 48).Select(_ => random.NextDouble(-2, 2))])
            .With("B", random.NextDouble(-2, 2));
    }

    private static void AssertBelowChord(Point start, Point end, double[] targets)
    {
        double first = start.Cost(X, targets);
        double last = end.Cost(X, targets);
        foreach (double share in new[] { 0.1, 0.5, 0.8 })
        {
            double chord = first + share * (last - first);
            Assert.True(start.Towards(end, share).Cost(X, targets) <= chord + 1e-12 * Math.Max(1, chord));
        }
    }
}
