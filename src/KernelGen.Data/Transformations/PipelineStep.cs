using System.Collections.Immutable;
using KernelGen.Training;

namespace KernelGen.Data;

/// <summary>A transformation to be fitted, as a step of a <see cref="Pipeline"/>, on what the steps before make of the training data.</summary>
public sealed class PipelineStep
{
    private PipelineStep(Func<Dataset<double, byte>, Transformation> fit) => Fit = fit;

    /// <summary>Fills missing values with the mean of their column: <see cref="Data.MeanFill"/>.</summary>
    public static PipelineStep MeanFill { get; } = new(Data.MeanFill.Fit);

    /// <summary>Mean 0 and deviation 1: <see cref="Standardization"/>.</summary>
    public static PipelineStep Standardize { get; } = new(Standardization.Fit);

    /// <summary>From 0 to 1: <see cref="MinMaxScaling"/>.</summary>
    public static PipelineStep MinMax { get; } = new(MinMaxScaling.Fit);

    /// <summary>A column of ones, whose weight is a bias: <see cref="FeatureMap.WithOnes"/>.</summary>
    public static PipelineStep Ones { get; } = new(static training => FeatureMap.WithOnes(training.InputCount));

    /// <summary>The inputs and their squares: <see cref="FeatureMap.WithSquares"/>.</summary>
    public static PipelineStep Squares { get; } = new(static training => FeatureMap.WithSquares(training.InputCount));

    /// <summary>The inputs and the products of every two: <see cref="FeatureMap.WithProducts"/>.</summary>
    public static PipelineStep CrossTerms { get; } = new(static training => FeatureMap.WithProducts(training.InputCount));

    internal Func<Dataset<double, byte>, Transformation> Fit { get; }

    /// <summary>All products of inputs up to a degree: <see cref="FeatureMap.Polynomial"/>.</summary>
    /// <param name="degree">The most factors, at least 1.</param>
    /// <param name="crossTermsOnly">Whether to leave out powers.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="degree"/> is less than 1.</exception>
    public static PipelineStep Polynomial(int degree, bool crossTermsOnly = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(degree, 1);
        return new(training => FeatureMap.Polynomial(training.InputCount, degree, crossTermsOnly));
    }

    /// <summary>A column for each category: <see cref="Data.OneHot"/>; a category that the training data do not have is refused.</summary>
    /// <param name="columns">The indices of the columns to encode, each once.</param>
    public static PipelineStep OneHot(params ReadOnlySpan<int> columns) => OneHot(UnknownCategory.Refuse, columns);

    /// <summary>A column for each category: <see cref="Data.OneHot"/>.</summary>
    /// <param name="unknown">What becomes of a category that the training data do not have.</param>
    /// <param name="columns">The indices of the columns to encode, each once.</param>
    public static PipelineStep OneHot(UnknownCategory unknown, params ReadOnlySpan<int> columns)
    {
        ImmutableArray<int> encoded = [.. columns];
        return new(training => Data.OneHot.Fit(training, encoded.AsSpan(), unknown));
    }

    /// <summary>A transformation that needs no fitting, or is fitted already.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="transformation"/> is null.</exception>
    public static PipelineStep Of(Transformation transformation)
    {
        ArgumentNullException.ThrowIfNull(transformation);
        return new(_ => transformation);
    }
}
