using KernelGen.Gallery.Tests.Lectures;
using KernelGen.Testing;

namespace KernelGen.Gallery.Tests.Speed;

/// <summary>What single precision, and sums taken in another order, cost.</summary>
public class SinglePrecisionTests
{
    private const int Large = 100_000;

    // c of c·√K·ε, ε the distance from 1 to the next float.
    private const double Roundings = 4;
    private const double Epsilon = 1.0 / (1 << 23);

    // A bias, an activation and a loss add roundings of their own to those of a sum.
    private const int TermsBesideSum = 16;

    public static TheoryData<string> Names =>
        [.. DeclaredModels.All.Keys.Where(static name => DeclaredModels.ProbeOf(name).Info is { Precision: Precision.Single, ParameterCount: > 0, HasObjective: true })];

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_are_within_a_few_roundings_of_those_in_double_precision(string model)
    {
        IModelProbe probe = DeclaredModels.ProbeOf(model);
        GradientCheckOptions options = new();
        GradientCheckReport report = GradientCheck.Run(
            probe, 2, probe.Info.ParameterCount > Large ? options with { SampleSize = 8, Directions = 1 } : options);
        int longestSum = probe.Info.Parameters.Aggregate(
            Math.Max(options.BatchSize, probe.Info.InputCount), static (longest, p) => Math.Max(longest, Math.Max(p.Rows, p.Columns)));
        double limit = Roundings * Math.Sqrt(longestSum + TermsBesideSum) * Epsilon;
        Assert.All(report.Blocks, block => Assert.InRange(block.WorstNormwiseError, 0, limit));
    }
}
