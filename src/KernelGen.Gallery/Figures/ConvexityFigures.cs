using System.Collections.Immutable;
using KernelGen.Gallery.Drawing;
using KernelGen.Gallery.Examples;
using KernelGen.Gallery.Models;
using KernelGen.Training;

namespace KernelGen.Gallery.Figures;

/// <summary>Chords above graphs, and below them (002 §4, 004).</summary>
internal static class ConvexityFigures
{
    /// <summary>The figures.</summary>
    public static Section Section => new("convexity", "Convexity", [Convex(), NotConvex(), OfLinearModel()]);

    private static Figure Convex()
    {
        var z = new LinearScale(-6, 4) { TickCount = 5 };
        return new Figure(
            "convex", "Convex: every chord is above the graph",
            "Cross-entropy of a logit is convex: no chord dips below the graph, so there is one valley, and all descents end at one cost.",
            "002 §4, figure 4",
            Chord(
                new Axis("logit z", "", z), new Axis("loss for target 1", "nats", new LinearScale(0, 6) { TickCount = 6 }), "logistic cross-entropy",
                LossFigures.LogisticCrossEntropy, -5, 3, "A bend that opens upwards, with a straight chord above it."))
        {
            Facts = Middles(LossFigures.LogisticCrossEntropy, -5, 3),
        };
    }

    private static Figure NotConvex()
    {
        var z = new LinearScale(-10, 4) { TickCount = 7 };
        return new Figure(
            "not-convex", "Not convex: a chord below the graph",
            "Squared error after a logistic is not: where it is flat and high, a chord to the other side passes below it.",
            "002 §4, figure 4",
            Chord(
                new Axis("logit z", "", z), new Axis("loss for target 1", "", new LinearScale(0, 0.6) { TickCount = 6 }), "logistic, squared",
                LossFigures.SquaredErrorAfterLogistic, -9, 1, "An S that falls late: a straight chord to its high end lies far below it."))
        {
            Facts = Middles(LossFigures.SquaredErrorAfterLogistic, -9, 1),
        };
    }

    private static Figure OfLinearModel()
    {
        (double[] x, double[] t) = Examples(PlaneExamples.HalfPlane(seed: 1, negative: 0).Test);
        Point start = Point.Of<RegularisedLogistic.DoublePrecision>().Drawn(seed: 1, limit: 6);
        Point end = Point.Of<RegularisedLogistic.DoublePrecision>().Drawn(seed: 5, limit: 6);
        return Segment(
            "convex-in-weights", "Convex in the weights, if the model is linear",
            "Between two weight vectors the logits change in straight lines, so a loss that is convex in the logit is convex " +
            "in the weights too.",
            "002 §4, figure 4, right", share => start.Towards(end, share).Cost(x, t), "logistic regression");
    }

    /// <summary>What hidden units make of it.</summary>
    public static Figure OfHiddenUnits()
    {
        Dataset<float, float> rows = EmbeddedExamples.ExclusiveOr().Training;
        (double[] x, double[] t) = Examples(rows);
        var network = new XorNetwork();
        network.Initialize(seed: 1);
        new Trainer<XorNetwork>(network, new TrainingOptions { Epochs = 3000, BatchSize = 4, LearningRate = 0.5, Seed = 1 }).Fit(rows);
        int units = network.B1.Rows;
        (Point trained, Point turned) = (Turned(0), Turned(1));
        return Segment(
            "hidden-units", "Hidden units make valleys of their own",
            "Exchange the hidden units of a trained network and nothing changes; half way to the exchanged weights it fails. " +
            "With hidden units costs are not convex.",
            "004, why networks are not convex", share => trained.Towards(turned, share).Cost(x, t), "exclusive or, 4 hidden units");

        // The same network, its hidden units moved round by one place or by none.
        Point Turned(int places)
        {
            var order = Enumerable.Range(0, units).Select(i => (i + places) % units).ToArray();
            return Point.Of<XorNetwork>()
                .With("W1", [.. order.SelectMany(i => new double[] { network.W1[i, 0], network.W1[i, 1] })])
                .With("B1", [.. order.Select(i => (double)network.B1[i])])
                .With("W2", [.. order.Select(i => (double)network.W2[0, i])])
                .With("B2", network.B2[0]);
        }
    }

    private static Figure Segment(string id, string title, string claim, string source, Func<double, double> cost, string name)
    {
        var share = new LinearScale(0, 1);
        double[] costs = [.. share.Spread(61).Select(cost)];
        return new Figure(
            id, title, claim, source,
            Chord(
                new Axis("share of the way between both sets of weights", "", share), new Axis("cost", "nats", LinearScale.Around(0, costs.Max())),
                name, cost, 0, 1, "The cost along the segment, and the straight chord between its ends."))
        {
            Facts = Middles(cost, 0, 1),
        };
    }

    private static Plot Chord(Axis x, Axis y, string name, Func<double, double> function, double from, double to, string description)
    {
        (double X, double Y)[] graph = [.. new LinearScale(from, to).Spread(61).Select(value => (value, function(value)))];
        return new Plot(
            x, y,
            [
                new Area("", Hue.Amber, [.. graph]),
                Curve.Of(name, Hue.Blue, x.Scale, function, 121),
                new Curve("chord", Hue.Vermilion, [graph[0], graph[^1]]) { Stroke = Stroke.Dashed },
                new Dots("", Hue.Vermilion, [graph[0], graph[^1]]),
            ])
        {
            Description = description,
        };
    }

    private static ImmutableArray<Fact> Middles(Func<double, double> function, double from, double to) =>
    [
        new("middle of the graph", function((from + to) / 2)),
        new("middle of the chord", (function(from) + function(to)) / 2),
    ];

    private static (double[] Inputs, double[] Targets) Examples(Dataset<float, float> data)
        => ([.. data.Inputs.ToArray()], [.. data.Targets.ToArray()]);
}
