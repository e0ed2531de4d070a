using System.Globalization;
using KernelGen.Equations;
using KernelGen.Gallery.Models;
using KernelGen.Numerics;

namespace KernelGen.Gallery.Tests.Lectures;

/// <summary>Which costs are convex in their parameters (002 §4, 004, row L22): what the compiler says of every model, and chords.</summary>
public sealed class ConvexityTests
{
    /// <summary>Of each row of the lectures: the models, and whether their costs are convex. Models for prediction only have none.</summary>
    private static readonly (string Row, ConvexityStatus? Verdict, string[] Models)[] Table =
    [
        ("squared error of a linear model: L2, D8", ConvexityStatus.Proved, ["linear-regression", "squared-residuals", "linear-11"]),
        ("absolute error, L1 and L2 terms: L11", ConvexityStatus.Proved, ["least-absolute", "elastic-net"]),
        ("logistic cross-entropy of a linear model: L5, L11, L12, L13, L21", ConvexityStatus.Proved,
            ["logistic-regression", "regularised-logistic", "logistic-bias-column", "product-feature", "squared-features", "logistic-4", "logistic-30", "logistic-1000"]),
        ("hinge of a linear model: L6", ConvexityStatus.Proved, ["svm-2", "svm-30"]),
        ("softmax cross-entropy of a linear model: L7, L9, L10, L20", ConvexityStatus.Proved,
            ["softmax-regression", "softmax-soft-targets", "divergence", "pattern-softmax", "softmax-784-10", "softmax-4-3", "softmax-13-3"]),
        ("multiclass hinge of a linear model: L8", ConvexityStatus.Proved, ["multiclass-svm"]),
        ("hidden units that are not trained: L22", ConvexityStatus.Proved, ["random-features"]),
        ("squared error after a logistic: L3, D3", ConvexityStatus.Refuted, ["logistic-squared", "regularised-unit", "logistic-unit"]),
        ("hidden units: L16, L20, L21, D4, D5", ConvexityStatus.Refuted,
            [
                "plane-network", "xor-network", "pattern-network", "mlp-vectors", "mlp-scalars", "skip-connection", "shared-weights", "recurrent-cell",
                "mlp-784-128-10", "mlp-784-512-512-10", "digits-64-32-10", "digits-64-128-10", "mlp-2-8-1",
            ]),
        ("linear layers one after the other: L19", ConvexityStatus.Refuted, ["deep-linear"]),
        ("nothing is trained: L14, L15, L17, L18, D7", null,
            ["xor-by-hand", "full-adder", "universal-3", "universal-4", "activations", "activation-slopes", "steep-logistic", "chain-rule"]),
    ];

    public static TheoryData<string> Rows => [.. Table.Select(static row => row.Row)];

    public static TheoryData<string> Convex => [.. ModelsWith(ConvexityStatus.Proved)];

    public static TheoryData<string> NotConvex => [.. ModelsWith(ConvexityStatus.Refuted)];

    [Fact]
    public void Every_model_of_the_gallery_is_in_one_row()
        => Assert.Equal(ModelCatalog.Models.Select(static model => model.Name).Order(), Table.SelectMany(static row => row.Models).Order());

    // No model regularises all of its parameters, so none is strictly convex whatever the examples.
    [Theory]
    [MemberData(nameof(Rows))]
    public void The_compiler_says_of_every_model_what_the_lectures_say(string row)
    {
        (_, ConvexityStatus? verdict, string[] models) = Table.Single(entry => entry.Row == row);
        Assert.All(models, name => Assert.Equal((name, verdict, false), (name, InfoOf(name).Convexity?.Status, InfoOf(name).Convexity?.IsStrict ?? false)));
    }

    [Fact]
    public void A_proof_says_which_strengths_of_regularisers_it_takes_for_granted()
    {
        Assert.Equal("lasso ≥ 0, ridge ≥ 0", InfoOf("elastic-net").Convexity!.Condition);
        Assert.Equal("lambda ≥ 0", InfoOf("regularised-logistic").Convexity!.Condition);
        Assert.Null(InfoOf("logistic-regression").Convexity!.Condition);
    }

    [Fact]
    public void What_is_known_is_said_in_a_sentence()
    {
        Assert.Equal(
            "the cost is convex in the parameters for lambda ≥ 0: there is no other local minimum", InfoOf("regularised-logistic").Convexity!.ToString());
        Assert.Equal(
            "the cost is strictly convex in the parameters: there is at most one minimum", new Convexity(ConvexityStatus.Proved, IsStrict: true).ToString());
        Assert.StartsWith(
            "the cost is not convex in the parameters: on a segment it lies above its chord; no proof at ", InfoOf("logistic-squared").Convexity!.ToString(),
            StringComparison.Ordinal);
        Assert.Equal(
            "it is not known whether the cost is convex in the parameters: no proof at y = σ(z)",
            new Convexity(ConvexityStatus.Unknown) { Expression = "y = σ(z)" }.ToString());
    }

    // 002 §4, figure 4.
    [Theory]
    [MemberData(nameof(Convex))]
    public void A_cost_that_is_proved_convex_is_below_the_chords_of_random_segments(string name)
    {
        IModelProbe probe = ProbeOf(name);
        RandomSource random = new(17);
        for (int segment = 0; segment < 40; segment++)
        {
            double limit = Math.Pow(2, segment % 5 - 1);
            double[] start = Draw(probe.Info, random, limit);
            double[] end = Draw(probe.Info, random, limit, held: start);
            double share = random.NextDouble(0.1, 0.9);
            (double[] inputs, double[] targets) = Example(probe.Info, random);
            double chord = (1 - share) * Cost(probe, start, inputs, targets) + share * Cost(probe, end, inputs, targets);
            double[] between = [.. start.Zip(end, (a, b) => a + share * (b - a))];
            Assert.InRange(Cost(probe, between, inputs, targets), 0, chord + 1e-12 * Math.Max(1, chord));
        }
    }

    [Theory]
    [MemberData(nameof(NotConvex))]
    public void The_segment_that_refutes_a_cost_has_its_middle_above_the_chord(string name)
    {
        IModelProbe probe = ProbeOf(name);
        Convexity convexity = probe.Info.Convexity!;
        Assert.NotNull(convexity.Expression);
        (double[] start, double[] end, double[] inputs, double[] targets) = convexity.Segment!.Draw(probe.Info);
        double[] middle = [.. start.Zip(end, static (a, b) => (a + b) / 2)];
        double chord = (Cost(probe, start, inputs, targets) + Cost(probe, end, inputs, targets)) / 2;
        Assert.InRange(Cost(probe, middle, inputs, targets), chord * 1.0001, double.MaxValue);

        double byKernels = (probe.Cost(start, inputs, targets) + probe.Cost(end, inputs, targets)) / 2;
        Assert.InRange(probe.Cost(middle, inputs, targets), byKernels, double.MaxValue);
    }

    // 002 §4: from z = −20 to 0 with t = 1, the middle costs more than the mean of the ends.
    [Fact]
    public void Squared_error_after_a_logistic_is_not_convex()
    {
        Point unit = Point.Of<LogisticLeastSquares.DoublePrecision>();
        double chord = (unit.With("B", -20).Cost([0], 1) + unit.Cost([0], 1)) / 2;
        Assert.True(unit.With("B", -10).Cost([0], 1) > chord + 0.15);
    }

    private static IEnumerable<string> ModelsWith(ConvexityStatus verdict)
        => Table.Where(row => row.Verdict == verdict).SelectMany(static row => row.Models);

    private static ModelInfo InfoOf(string name) => ModelCatalog.Find(name)!.Info;

    private static IModelProbe ProbeOf(string name) => DeclaredModels.ProbeOf(ModelCatalog.Find(name)!.Type.Name);

    /// <summary>The cost of one example by the model's own equations.</summary>
    private static double Cost(IModelProbe probe, double[] parameters, double[] inputs, double[] targets)
        => probe.Objective(new Arguments(
            new Vector(inputs), new Vector(targets),
            [.. probe.Info.Parameters.Select(p => new Matrix(p.Rows, p.Columns, Entries(p, parameters)))])
        {
            Hyperparameters = [.. probe.Info.Hyperparameters.Select(static h => h.Value)],
        }).Value;

    private static double[] Entries(ParameterLayout layout, double[] flat)
        => [.. Enumerable.Range(0, layout.Count).Select(i => flat[layout.IndexOf(i / layout.Columns, i % layout.Columns)])];

    /// <summary>Parameters with sums of about the limit; frozen ones as they are held.</summary>
    private static double[] Draw(ModelInfo info, RandomSource random, double limit, double[]? held = null)
    {
        double[] flat = new double[info.ParameterLength];
        foreach (ParameterLayout layout in info.Parameters)
        {
            double scale = limit / Math.Sqrt(layout.Columns);
            for (int i = 0; i < layout.Count; i++)
            {
                int index = layout.IndexOf(i / layout.Columns, i % layout.Columns);
                double drawn = random.NextDouble(-scale, scale);
                flat[index] = layout.IsFrozen && held is not null ? held[index] : drawn;
            }
        }

        return flat;
    }

    private static (double[] Inputs, double[] Targets) Example(ModelInfo info, RandomSource random)
    {
        double[] inputs = Many(info.InputCount, -3, 3);
        double[] targets = info.Target switch
        {
            TargetKind.Label => [Math.Floor(random.NextDouble(0, info.ClassCount))],
            TargetKind.Sign => [random.NextDouble(-1, 1) < 0 ? -1 : 1],
            TargetKind.Probability => [random.NextDouble(0, 1)],
            TargetKind.Distribution => Shares(Many(info.TargetCount, 0, 1)),
            TargetKind.Values => Many(info.TargetCount, -3, 3),
            _ => throw new InvalidOperationException($"{info.Name} has a target that is not drawn: {info.Target.ToString().ToLower(CultureInfo.InvariantCulture)}."),
        };
        return (inputs, targets);

        double[] Many(int count, double from, double to) => [.. Enumerable.Range(0, count).Select(_ => random.NextDouble(from, to))];

        static double[] Shares(double[] parts) => [.. parts.Select(part => part / parts.Sum())];
    }
}
