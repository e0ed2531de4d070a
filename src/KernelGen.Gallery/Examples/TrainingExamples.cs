using System.Collections.Immutable;
using KernelGen.Data;
using KernelGen.Training;

namespace KernelGen.Gallery.Examples;

/// <summary>What a model learns from, and what it is tested on.</summary>
/// <param name="Training">The examples to learn from.</param>
/// <param name="Test">Examples that the model does not learn from.</param>
/// <param name="Origin">The path of the file, or how the examples were made.</param>
/// <typeparam name="TTarget"><see cref="int"/> for labels, otherwise <see cref="float"/>.</typeparam>
public sealed record TrainingExamples<TTarget>(Dataset<float, TTarget> Training, Dataset<float, TTarget> Test, string Origin)
    where TTarget : unmanaged
{
    /// <summary>The name of every class; null where they are numbered from 0 or the targets name none.</summary>
    public ImmutableArray<string>? ClassNames { get; init; }

    /// <summary>What was done to the inputs of both parts; null where they are as read.</summary>
    public Pipeline? Preparation { get; private init; }

    private TrainingExamples<TTarget>? AsRead { get; init; }

    /// <summary>The same examples with their inputs prepared otherwise: what was done to them before is undone.</summary>
    /// <param name="preparation">What to do with the inputs as read; null leaves them.</param>
    public TrainingExamples<TTarget> Prepared(Pipeline? preparation)
    {
        TrainingExamples<TTarget> read = AsRead ?? this;
        return preparation is null
            ? read
            : read with
            {
                Training = preparation.Apply(read.Training),
                Test = preparation.Apply(read.Test),
                Preparation = preparation,
                AsRead = read,
            };
    }
}
