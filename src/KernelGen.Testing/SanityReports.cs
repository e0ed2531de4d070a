using System.Collections.Immutable;

namespace KernelGen.Testing;

/// <summary>What a model costs where all its parameters are zero.</summary>
/// <param name="Expected">What it should cost, whatever the examples.</param>
/// <param name="Cost">What the generated kernels give for random examples.</param>
/// <param name="Limit">How far apart the two may be, relative to the expected cost.</param>
public sealed record CostAtZeroReport(double Expected, double Cost, double Limit)
{
    /// <summary>Whether both agree.</summary>
    public bool Passed => Math.Abs(Cost - Expected) <= Limit * Math.Abs(Expected);
}

/// <summary>What became of training on one small batch.</summary>
/// <param name="Examples">Examples in the batch: of different classes, or with the outputs of other parameters as targets.</param>
/// <param name="Wrong">Examples that are taken for another class in the end; null of a model that decides between none.</param>
/// <param name="CostBefore">The cost at random parameters.</param>
/// <param name="CostAfter">The cost after the last step.</param>
/// <param name="CostToReach">The cost that passes: below it a classifier is better than before, and values are nearly those of the targets.</param>
/// <param name="Steps">Steps of Adam.</param>
public sealed record OverfitReport(int Examples, int? Wrong, double CostBefore, double CostAfter, double CostToReach, int Steps)
{
    /// <summary>Whether the batch is known by heart.</summary>
    public bool Passed => Wrong is null or 0 && CostAfter <= CostToReach;
}

/// <summary>The learning rate up to which gradient descent on a batch is stable, where the cost is a parabola in the parameters.</summary>
/// <param name="LargestCurvature">λmax: the largest eigenvalue of the cost's second derivative.</param>
/// <param name="CostBefore">The cost that steps start from.</param>
/// <param name="CostBelow">The cost after steps of 0.95 times <see cref="LargestRate"/>.</param>
/// <param name="CostAbove">The cost after steps of 1.05 times <see cref="LargestRate"/>, as far as it was followed.</param>
public sealed record StableRateReport(double LargestCurvature, double CostBefore, double CostBelow, double CostAbove)
{
    internal const double Divergence = 1e3;

    /// <summary>2/λmax: beyond it a step lands higher on the other side of the valley.</summary>
    public double LargestRate => 2 / LargestCurvature;

    /// <summary>Whether shorter steps converge and longer ones diverge.</summary>
    public bool Passed => CostBelow <= CostBefore && !(CostAbove <= Divergence * CostBefore);
}

/// <summary>The error of finite differences against their step, at one parameter.</summary>
/// <param name="Parameter">The name of the parameter.</param>
/// <param name="Row">Its row.</param>
/// <param name="Column">Its column; 0 for a bias.</param>
/// <param name="Errors">One entry for every power of ten from 1 down.</param>
public sealed record StepCurveReport(string Parameter, int Row, int Column, ImmutableArray<StepError> Errors);
