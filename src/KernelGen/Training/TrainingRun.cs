using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using KernelGen.Numerics;

namespace KernelGen.Training;

/// <summary>One call of <c>Fit</c>: its batches, its buffers and its history. All memory is taken before the first step.</summary>
internal sealed partial class TrainingRun<TModel, T, TTarget> : IDisposable
    where TModel : class, ITrainable<T, TTarget>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TTarget : unmanaged, INumber<TTarget>
{
    private readonly TModel model;
    private readonly TrainingOptions options;
    private readonly Dataset<T, TTarget> training;
    private readonly Dataset<T, TTarget>? validation;
    private readonly Workspace<T> workspace;
    private readonly TrainingTeam<T, TTarget> team;
    private readonly OptimizerState<T>? state;
    private readonly RandomSource random;
    private readonly int batchSize;
    private readonly int[] order;
    private readonly AlignedBuffer<T> batchInputs;
    private readonly AlignedBuffer<TTarget> batchTargets;
    private readonly List<EpochReport> history = [];
    private readonly KeptParameters<T> good;
    private readonly KeptParameters<T>? best;
    private MetricCourse course;
    private long began;
    private long steps;

    public TrainingRun(TModel model, TrainingOptions options, Dataset<T, TTarget> training, Dataset<T, TTarget>? validation)
    {
        this.model = model;
        this.options = options;
        this.training = training;
        this.validation = validation;
        batchSize = Math.Min(options.BatchSize, training.Count);
        int measured = Math.Max(validation?.Count ?? 1, options.MeasureTrainingErrorRate ? training.Count : 1);
        workspace = model.CreateWorkspace(Math.Min(Evaluation.BatchSize, measured));
        team = new TrainingTeam<T, TTarget>(model, options.Threads, batchSize);
        state = options.Optimizer switch
        {
            Momentum momentum => new MomentumState<T>(TModel.Info, momentum),
            Adam adam => new AdamState<T>(TModel.Info, adam),
            _ => null,
        };
        good = new KeptParameters<T>(model.Parameters);
        best = options.Patience is { RestoresBest: true } ? new KeptParameters<T>(model.Parameters) : null;
        course = new MetricCourse(options.Patience?.Metric ?? TrainingMetric.TrainingCost, options.Patience?.MinimumImprovement ?? 0);
        random = new RandomSource(unchecked((ulong)options.Seed));

        // A full batch is the data set itself: no order to choose and nothing to gather.
        bool gathers = batchSize < training.Count;
        order = gathers ? [.. Enumerable.Range(0, training.Count)] : [];
        batchInputs = new AlignedBuffer<T>(gathers ? checked(batchSize * training.InputCount) : 0);
        batchTargets = new AlignedBuffer<TTarget>(gathers ? checked(batchSize * training.TargetCount) : 0);
    }

    public TrainingResult Run(IProgress<EpochReport>? progress, CancellationToken cancellation)
    {
        began = options.Clock.GetTimestamp();
        for (int epoch = history.Count + 1; epoch <= options.Epochs; epoch++)
        {
            double learningRate = LearningRateOf(epoch);
            long start = options.Clock.GetTimestamp();
            if (RunEpoch(epoch, learningRate, cancellation, out double trainingCost) is TrainingEnd interruption)
            {
                RequireFiniteParameters(epoch, learningRate, trainingCost);
                return Ended(interruption, null);
            }

            TimeSpan elapsed = options.Clock.GetElapsedTime(start);
            RequireFiniteParameters(epoch, learningRate, trainingCost);
            EpochReport report = Measure(epoch, learningRate, trainingCost, elapsed);
            if (report.ValidationCost is { } cost && !double.IsFinite(cost))
            {
                throw Diverged($"the cost of the validation data is {cost}", null, epoch, learningRate, trainingCost);
            }

            history.Add(report);
            good.Keep(model.Parameters, epoch);
            if (course.Add(report))
            {
                best?.Keep(model.Parameters, epoch);
            }

            SaveWhereDue(epoch);
            progress?.Report(report);
            if (options.Target is { } target && report.ValueOf(target.Metric) <= target.Value)
            {
                return new TrainingResult([.. history], TrainingEnd.TargetReached, steps) { KeptEpoch = epoch };
            }

            if (course.Waited >= options.Patience?.Epochs)
            {
                return Ended(TrainingEnd.PatienceExhausted, epoch);
            }
        }

        return Ended(TrainingEnd.Completed, options.Epochs);
    }

    private TrainingResult Ended(TrainingEnd end, int? epoch)
    {
        if (best is { Epoch: > 0 })
        {
            best.Restore(model.Parameters);
            epoch = best.Epoch;
        }

        return new TrainingResult([.. history], end, steps) { KeptEpoch = steps == 0 ? 0 : epoch };
    }

    public void Dispose() => team.Dispose();

    private double LearningRateOf(int epoch)
    {
        double rate = options.Schedule.RateAfter(options.LearningRate, CollectionsMarshal.AsSpan(history));
        return rate >= 0 && T.IsFinite(T.CreateTruncating(rate))
            ? rate
            : throw new InvalidOperationException(
                string.Create(CultureInfo.InvariantCulture, $"The learning rate of epoch {epoch} is {rate}; expected a number that is not negative and finite as {typeof(T).Name}."));
    }

    /// <returns>What ended training within the epoch; null where it was done.</returns>
    private TrainingEnd? RunEpoch(int epoch, double learningRate, CancellationToken cancellation, out double meanCost)
    {
        random.Shuffle<int>(order);
        T rate = T.CreateTruncating(learningRate);
        double sum = 0;
        meanCost = double.NaN;
        for (int start = 0; start < training.Count; start += batchSize)
        {
            if (Interruption(cancellation) is TrainingEnd interruption)
            {
                return interruption;
            }

            int count = Math.Min(batchSize, training.Count - start);
            T cost = Step(start, count, rate);
            steps++;
            if (!T.IsFinite(cost))
            {
                throw Diverged(
                    $"the cost of the batch is {cost}", ParameterPlace.FirstNotFinite<T>(TModel.Info, model.Parameters), epoch, learningRate,
                    double.CreateTruncating(cost));
            }

            sum += double.CreateTruncating(cost) * count;
            meanCost = sum / (start + count);
        }

        return null;
    }

    private TrainingEnd? Interruption(CancellationToken cancellation) =>
        cancellation.IsCancellationRequested ? TrainingEnd.Cancelled
        : options.TimeBudget is { } budget && options.Clock.GetElapsedTime(began) >= budget ? TrainingEnd.TimeUp
        : null;

    private T Step(int start, int count, T rate)
    {
        ReadOnlySpan<T> inputs = training.Inputs.Span;
        ReadOnlySpan<TTarget> targets = training.Targets.Span;
        if (count < training.Count)
        {
            ReadOnlySpan<int> rows = order.AsSpan(start, count);
            inputs = Gather(inputs, training.InputCount, rows, batchInputs.Span);
            targets = Gather(targets, training.TargetCount, rows, batchTargets.Span);
        }

        return state switch
        {
            MomentumState<T> momentum => team.MomentumStep(inputs, targets, rate, momentum),
            AdamState<T> adam => team.AdamStep(inputs, targets, rate, adam),
            _ => team.SgdStep(inputs, targets, rate),
        };
    }

    private static Span<TValue> Gather<TValue>(
        ReadOnlySpan<TValue> values, int rowLength, ReadOnlySpan<int> rows, Span<TValue> destination)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            values.Slice(rows[i] * rowLength, rowLength).CopyTo(destination[(i * rowLength)..]);
        }

        return destination[..(rows.Length * rowLength)];
    }

    // The cost tells of a step's harm only at the next step, and the last step has none.
    private void RequireFiniteParameters(int epoch, double learningRate, double cost)
    {
        if (ParameterPlace.FirstNotFinite<T>(TModel.Info, model.Parameters) is { } place)
        {
            throw Diverged($"a step overflowed", place, epoch, learningRate, cost);
        }
    }

    private EpochReport Measure(int epoch, double learningRate, double trainingCost, TimeSpan elapsed)
    {
        // An epoch of a few examples can pass between two ticks of the clock.
        TimeSpan duration = elapsed > TimeSpan.Zero ? elapsed : TimeSpan.FromTicks(1);
        IClassifier<T>? classifier = TModel.Info.ClassCount > 0 ? model as IClassifier<T> : null;
        return new EpochReport
        {
            Epoch = epoch,
            LearningRate = learningRate,
            TrainingCost = trainingCost,
            ValidationCost = validation is null ? null : Evaluation.CostOf(model, validation, workspace),
            TrainingErrorRate = options.MeasureTrainingErrorRate ? ErrorRate(classifier, training) : null,
            ValidationErrorRate = ErrorRate(classifier, validation),
            Duration = duration,
            ExamplesPerSecond = training.Count / duration.TotalSeconds,
        };
    }

    private double? ErrorRate(IClassifier<T>? classifier, Dataset<T, TTarget>? dataset) => classifier is null || dataset is null
        ? null
        : Evaluation.ErrorRateOf(classifier, TModel.Info.Target, dataset, workspace);

    private TrainingDivergedException Diverged(
        FormattableString what, ParameterPlace? place, int epoch, double learningRate, double cost)
    {
        string text = what.ToString(CultureInfo.InvariantCulture);
        if (place is { } first)
        {
            T value = model.Parameters[first.Parameter.IndexOf(first.Row, first.Column)];
            text += string.Create(CultureInfo.InvariantCulture, $", {first} is {value}");
        }

        good.Restore(model.Parameters);
        return new TrainingDivergedException(text, place, epoch, steps, learningRate, cost, good.Epoch, [.. history]);
    }
}
