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

    private Func<Dataset<float, TTarget>, Pipeline>? Fit { get; init; }

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

    /// <summary>The same examples prepared by what is fitted on those to learn from; of other parts it is fitted anew.</summary>
    /// <param name="fit">Fits it on examples as read.</param>
    public TrainingExamples<TTarget> PreparedBy(Func<Dataset<float, TTarget>, Pipeline> fit) =>
        Prepared(fit((AsRead ?? this).Training)) with { Fit = fit };

    /// <summary>All examples divided into folds, each in turn the test of what is learnt from the others.</summary>
    /// <param name="count">From 2 to the number of examples.</param>
    /// <param name="seed">Equal seeds give equal folds.</param>
    /// <param name="areClasses">Whether targets name classes, which then keep their share in every fold.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is out of range.</exception>
    public IEnumerable<TrainingExamples<TTarget>> Folds(int count, int seed, bool areClasses)
    {
        TrainingExamples<TTarget> read = AsRead ?? this;
        float[] inputs = [.. read.Training.Inputs.Span, .. read.Test.Inputs.Span];
        TTarget[] targets = [.. read.Training.Targets.Span, .. read.Test.Targets.Span];
        var all = new Dataset<float, TTarget>(inputs, read.Training.InputCount, targets, read.Training.TargetCount);
        TTarget[] classes = areClasses ? [.. targets.Distinct().Order()] : [];

        // The splitter knows labels only: it divides the numbers of the rows, which are its inputs.
        var rows = new Dataset<float, int>(
            Enumerable.Range(0, all.Count).Select(static row => (float)row).ToArray(), 1,
            Enumerable.Range(0, all.Count).Select(row => areClasses ? Array.IndexOf(classes, targets[row]) : 0).ToArray());
        foreach (var (training, test) in Split.StratifiedFolds(rows, count, seed))
        {
            TrainingExamples<TTarget> fold = read with { Training = RowsOf(all, training.Inputs.Span), Test = RowsOf(all, test.Inputs.Span), Fit = null };
            yield return Fit is null ? fold : fold.PreparedBy(Fit);
        }
    }

    private static Dataset<float, TTarget> RowsOf(Dataset<float, TTarget> all, ReadOnlySpan<float> rows)
    {
        var inputs = new float[rows.Length * all.InputCount];
        var targets = new TTarget[rows.Length * all.TargetCount];
        foreach (var (place, row) in rows.ToArray().Index())
        {
            Dataset<float, TTarget> example = all.Slice((int)row, 1);
            example.Inputs.Span.CopyTo(inputs.AsSpan(place * all.InputCount));
            example.Targets.Span.CopyTo(targets.AsSpan(place * all.TargetCount));
        }

        return new Dataset<float, TTarget>(inputs, all.InputCount, targets, all.TargetCount);
    }
}
