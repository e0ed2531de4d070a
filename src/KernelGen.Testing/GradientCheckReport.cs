using System.Collections.Immutable;

namespace KernelGen.Testing;

/// <summary>One component of the gradient, computed three ways.</summary>
public sealed record GradientComponent
{
    /// <summary>The row of the parameter: an output of the layer. Of an input, the example.</summary>
    public required int Row { get; init; }

    /// <summary>The column of the parameter: an input of the layer; 0 for a bias. Of an input, the entry.</summary>
    public required int Column { get; init; }

    /// <summary>θ: the parameter, or the entry of an input, itself.</summary>
    public required double Value { get; init; }

    /// <summary>
    /// h: the step of the difference. Where the options leave it open and the difference is not within its limit, a step 8 or 64
    /// times shorter is tried: it helps where the objective is strongly curved, and not where the gradient is wrong.
    /// </summary>
    public required double Step { get; init; }

    /// <summary>J(θ − h) by the equations; J(θ) for a one-sided difference.</summary>
    public required double CostBefore { get; init; }

    /// <summary>J(θ + h) by the equations.</summary>
    public required double CostAfter { get; init; }

    /// <summary>The finite difference of the two costs.</summary>
    public required double Difference { get; init; }

    /// <summary>The exact derivative of the equations, by dual numbers.</summary>
    public required double Dual { get; init; }

    /// <summary>What the generated kernels give.</summary>
    public required double Generated { get; init; }

    /// <summary>
    /// |a − b| / (|a| + |b| + noise) of the difference and the generated component; in single precision of the difference and
    /// the dual number, as a difference knows more digits than the kernels.
    /// </summary>
    public required double RelativeError { get; init; }

    /// <summary>|generated − dual|, relative to <see cref="Scale"/>.</summary>
    public required double NormwiseError { get; init; }

    /// <summary>
    /// What the normwise error is relative to: the largest magnitude of a derivative in the block, at least 0.1 (of an input, 0.1 / n).
    /// In equations in single precision, if the error is too large for that, what the component's conditioning gives where that is
    /// more: the change of the derivative when every argument is off by one rounding, as a multiple of the rounding.
    /// </summary>
    public required double Scale { get; init; }

    /// <summary>Whether the two costs lie on different sides of a kink: then the difference says nothing, and only the dual number counts.</summary>
    public required bool CrossesKink { get; init; }

    /// <summary>Whether both errors stay within their limits.</summary>
    public required bool Passed { get; init; }

    internal bool Agrees(double limit) => CrossesKink || RelativeError <= limit;
}

/// <summary>The result of a gradient check for one parameter of the model, e.g. the weights of a layer, or for one input.</summary>
public sealed record ParameterBlockReport
{
    /// <summary>The name of the parameter, e.g. <c>W1</c>, or of the input.</summary>
    public required string Name { get; init; }

    /// <summary>Outputs of the layer; of an input, examples.</summary>
    public required int Rows { get; init; }

    /// <summary>Inputs of the layer; 1 for a bias; of an input, its entries.</summary>
    public required int Columns { get; init; }

    /// <summary>Whether it is a frozen parameter: its generated gradient must be exactly zero, and nothing else is compared.</summary>
    public bool IsFrozen { get; init; }

    /// <summary>The components that were checked, row by row: all of them, or a sample; none of a frozen parameter.</summary>
    public required ImmutableArray<GradientComponent> Components { get; init; }

    /// <summary>The component furthest beyond, or nearest to, its limits; null where none was checked.</summary>
    public required GradientComponent? Worst { get; init; }

    /// <summary>What errors were relative to, the most of all components; 0 where nothing was checked.</summary>
    public double Scale { get; init; }

    /// <summary>The largest error of the gradient along a direction, relative to its magnitude there; 0 where nothing was checked.</summary>
    public required double DirectionError { get; init; }

    /// <summary>Whether every component and direction passed; of a frozen parameter, whether its gradient is zero.</summary>
    public required bool Passed { get; init; }

    /// <summary>The number of components checked.</summary>
    public int Checked => Components.Length;

    /// <summary>Components whose difference crosses a kink.</summary>
    public int KinkCrossings => Components.Count(static c => c.CrossesKink);

    /// <summary>The largest relative error of a difference that crosses no kink; 0 where there is none.</summary>
    public double WorstRelativeError
        => Components.Where(static c => !c.CrossesKink).Select(static c => c.RelativeError).DefaultIfEmpty(0).Max(NotANumberLast.Instance);

    /// <summary>The largest normwise error; 0 where nothing was checked.</summary>
    public double WorstNormwiseError
        => Components.Select(static c => c.NormwiseError).DefaultIfEmpty(0).Max(NotANumberLast.Instance);
}

/// <summary>What a gradient check found.</summary>
public sealed record GradientCheckReport
{
    /// <summary>The name of the model.</summary>
    public required string Model { get; init; }

    /// <summary>The precision of the kernels that were checked.</summary>
    public required Precision Precision { get; init; }

    /// <summary>What the parameters and examples were drawn with.</summary>
    public required int Seed { get; init; }

    /// <summary>Which parameters, differences and limits were asked for.</summary>
    public required GradientCheckOptions Options { get; init; }

    /// <summary>The largest relative error of a difference that passes.</summary>
    public required double RelativeErrorLimit { get; init; }

    /// <summary>The largest normwise error of kernels that passes.</summary>
    public required double NormwiseErrorLimit { get; init; }

    /// <summary>The mean objective by the equations; 0 without one.</summary>
    public required double Cost { get; init; }

    /// <summary>One entry for each parameter of the model, in the order of its layout.</summary>
    public required ImmutableArray<ParameterBlockReport> Blocks { get; init; }

    /// <summary>One entry for each input whose gradient the model computes.</summary>
    public ImmutableArray<ParameterBlockReport> InputBlocks { get; init; } = [];

    /// <summary>Parameters drawn again because |θ| was below the margin.</summary>
    public required int ParametersRedrawn { get; init; }

    /// <summary>Examples drawn again because they lay nearer than the margin to a kink.</summary>
    public required int ExamplesRedrawn { get; init; }

    /// <summary>Examples that lay near a kink however often they were drawn.</summary>
    public required int ExamplesNearKinks { get; init; }

    /// <summary>Examples drawn again because the objective, an output or a derivative was not finite there.</summary>
    public int ExamplesNotFinite { get; init; }

    /// <summary>
    /// How often parameters and examples were drawn anew altogether, because an example could not be made finite; if that did not
    /// help either, <see cref="Failures"/> says so, and nothing was compared.
    /// </summary>
    public int PointsRedrawn { get; init; }

    /// <summary>Arguments of functions with a kink, over the batch.</summary>
    public required long KinksSeen { get; init; }

    /// <summary>The smallest absolute argument of a function with a kink; infinite where there is none.</summary>
    public required double NearestKink { get; init; }

    /// <summary>The cost at zero parameters; null where it was not asked for, or depends on the examples.</summary>
    public CostAtZeroReport? CostAtZero { get; init; }

    /// <summary>Whether a small batch was learnt by heart; null where that was not asked for, there is nothing to learn, or training leaves out units at random.</summary>
    public OverfitReport? Overfit { get; init; }

    /// <summary>The largest stable learning rate; null where it was not asked for, or the cost is not that of least squares.</summary>
    public StableRateReport? StableRate { get; init; }

    /// <summary>The error of differences against their step; null where it was not asked for, or nothing was checked.</summary>
    public StepCurveReport? StepCurve { get; init; }

    /// <summary>What is wrong, one sentence each, with names and indices; empty if all is well.</summary>
    public required ImmutableArray<string> Failures { get; init; }

    /// <summary>Whether nothing is wrong.</summary>
    public bool Passed => Failures.IsEmpty;

    /// <summary>Differences that crossed a kink: these components were held to dual numbers only.</summary>
    public int KinkCrossings => Blocks.Concat(InputBlocks).Sum(static b => b.KinkCrossings);

    /// <summary>Returns the report if the check passed.</summary>
    /// <exception cref="GradientCheckException">It did not; the message is the report's text.</exception>
    public GradientCheckReport ThrowIfFailed() => Passed ? this : throw new GradientCheckException(this);

    /// <summary>A table with one line a parameter block, its worst component shown, and below it what is wrong.</summary>
    public override string ToString() => ReportText.Of(this);
}

/// <summary>A model failed its gradient check.</summary>
public sealed class GradientCheckException : Exception
{
    internal GradientCheckException(GradientCheckReport report)
        : base(report.ToString()) => Report = report;

    /// <summary>What was found.</summary>
    public GradientCheckReport Report { get; }
}

/// <summary>Orders errors, one that is not a number as the largest of all.</summary>
internal sealed class NotANumberLast : IComparer<double>
{
    public static NotANumberLast Instance { get; } = new();

    public int Compare(double x, double y)
        => double.IsNaN(x) || double.IsNaN(y) ? double.IsNaN(x).CompareTo(double.IsNaN(y)) : x.CompareTo(y);
}
