using System.Collections.Immutable;

namespace KernelGen.Testing;

/// <summary>Looks at a model as one does before a first training, at random parameters and examples.</summary>
internal static class SanityCheck
{
    private const int BatchSize = 16;
    private const double SingleLimit = 1e-5;
    private const double DoubleLimit = 1e-12;

    /// <summary>The report with what the options ask for, as far as it makes sense for the model; what fails is among the failures.</summary>
    public static GradientCheckReport Apply(IModelProbe probe, int seed, GradientCheckReport report)
    {
        SanityChecks asked = probe.Info.HasObjective ? report.Options.Sanity : SanityChecks.None;
        report = report with
        {
            CostAtZero = asked.HasFlag(SanityChecks.CostAtZero) ? CostAtZero(probe, seed, report.Options) : null,
            Overfit = asked.HasFlag(SanityChecks.Overfit) ? OverfitCheck.Of(probe, seed) : null,
            StableRate = asked.HasFlag(SanityChecks.StableRate) ? StableRateCheck.Of(probe, seed) : null,
            StepCurve = asked.HasFlag(SanityChecks.StepCurve) ? StepCurve(probe, seed, report.Blocks) : null,
        };
        return report with { Failures = [.. report.Failures, .. SanityText.Failures(report)] };
    }

    /// <summary>Whether training leaves out units at random: the cost that it goes down is then not the one that is measured.</summary>
    public static bool DropsOut(ModelInfo info) => info.Graph.Nodes.Any(static node => node.Operation == "DropoutKey");

    /// <summary>Targets [n, TargetCount], after each a weight of 1 where the loss has weights.</summary>
    public static double[] WithEqualWeights(ModelInfo info, int examples, double[] targets) => info.IsWeighted
        ? [.. Enumerable.Range(0, examples).SelectMany(row => targets.Skip(row * info.TargetCount).Take(info.TargetCount).Append(1))]
        : targets;

    private static CostAtZeroReport? CostAtZero(IModelProbe probe, int seed, GradientCheckOptions options)
    {
        ModelInfo info = probe.Info;
        if ((options.CostAtZero ?? ExpectedAtZero(info)) is not { } expected)
        {
            return null;
        }

        CheckPoint point = CheckPoint.Draw(probe, seed, new() { BatchSize = BatchSize });
        double[] targets = WithEqualWeights(info, point.Examples.Length, [.. point.Examples.SelectMany(static example => example.Target.Values)]);
        double cost = probe.Cost(new double[info.ParameterLength], point.Inputs, targets);
        return new(expected, cost, info.Precision == Precision.Single ? SingleLimit : DoubleLimit);
    }

    // All scores are equal then, unless the last layer makes something else of its zeros.
    private static double? ExpectedAtZero(ModelInfo info) => info.Layers is [.., var last] && !last.Contains(',', StringComparison.Ordinal)
        ? info.Loss switch
        {
            Loss.LogisticCrossEntropy => Math.Log(2),
            Loss.SoftmaxCrossEntropy => Math.Log(info.OutputCount),
            Loss.Hinge => 1,
            Loss.MulticlassHinge => info.OutputCount - 1,
            _ => null,
        }
        : null;

    /// <summary>The curve at the steepest of the parameters that were checked in the first trained block.</summary>
    private static StepCurveReport? StepCurve(IModelProbe probe, int seed, ImmutableArray<ParameterBlockReport> blocks)
    {
        if (blocks.FirstOrDefault(static block => block.Checked > 0) is not { } block)
        {
            return null;
        }

        GradientComponent steepest = block.Components.MaxBy(static component => Math.Abs(component.Dual))!;
        double[] steps = [.. Enumerable.Range(0, StepError.Decades + 1).Select(static decade => Math.Pow(10, -decade))];
        return new(
            block.Name, steepest.Row, steepest.Column,
            GradientCheck.ErrorAgainstStep(probe, block.Name, steepest.Row, steepest.Column, seed, steps));
    }
}
