using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;

namespace KernelGen.Training;

/// <summary>One call of <c>Fit</c>: its batches, its buffers and its history. All memory is taken before the first step.</summary>
internal sealed partial class TrainingRun<TModel, T, TTarget> : IDisposable
    where TModel : class, ITrainable<T, TTarget>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TTarget : unmanaged, INumber<TTarget>
{
    private readonly TModel model;
    private readonly TrainingOptions options;
    private readonly Dataset<T, TTarget>? measured;
    private readonly Dataset<T, TTarget>? validation;
    private readonly Workspace<T> workspace;
    private readonly TrainingTeam<T, TTarget> team;
    private readonly GradientSteps<T, TTarget> descent;
    private readonly IBatchSource<T, TTarget> batches;
    private readonly MiniBatches<T, TTarget>? shuffled;
    private readonly List<EpochReport> history = [];
    private readonly KeptParameters<T> good;
    private readonly KeptParameters<T>? best;
    private MetricCourse course;
    private long began;
    private long steps;
    private bool isLookedAt;

    /// <summary>Learns from examples in memory, which have been looked at.</summary>
    public TrainingRun(TModel model, TrainingOptions options, Dataset<T, TTarget> training, Dataset<T, TTarget>? validation)
        : this(model, options, new MiniBatches<T, TTarget>(training, options.BatchSize, options.Seed), validation, options.MeasureTrainingErrorRate ? training : null)
    {
        shuffled = (MiniBatches<T, TTarget>)batches;
        isLookedAt = true;
    }

    /// <summary>Learns from a stream.</summary>
    /// <param name="model">The model.</param>
    /// <param name="options">How to train.</param>
    /// <param name="batches">The examples to learn from.</param>
    /// <param name="validation">The examples to measure costs and error rates on.</param>
    /// <param name="measured">Of the examples to learn from, those to measure error rates on.</param>
    public TrainingRun(
        TModel model, TrainingOptions options, IBatchSource<T, TTarget> batches, Dataset<T, TTarget>? validation, Dataset<T, TTarget>? measured = null)
    {
        this.model = model;
        this.options = options;
        this.batches = batches;
        this.measured = measured;
        this.validation = validation;
        workspace = model.CreateWorkspace(Math.Min(Evaluation.BatchSize, Math.Max(validation?.Count ?? 1, measured?.Count ?? 1)));
        team = new TrainingTeam<T, TTarget>(model, options.Threads, batches.BatchSize);
        descent = new GradientSteps<T, TTarget>(model, team, TModel.Info, options);
        good = new KeptParameters<T>(model.Parameters);
        best = options.Patience is { RestoresBest: true } ? new KeptParameters<T>(model.Parameters) : null;
        course = new MetricCourse(options.Patience?.Metric ?? TrainingMetric.TrainingCost, options.Patience?.MinimumImprovement ?? 0);
    }

    public TrainingResult Run(IProgress<EpochReport>? progress, CancellationToken cancellation)
    {
        began = options.Clock.GetTimestamp();
        for (int epoch = history.Count + 1; epoch <= options.Epochs; epoch++)
        {
            double learningRate = LearningRateOf(epoch);
            long start = options.Clock.GetTimestamp();
            if (RunEpoch(epoch, learningRate, cancellation, out double trainingCost, out long examples) is TrainingEnd interruption)
            {
                RequireFiniteParameters(epoch, learningRate, trainingCost);
                return Ended(interruption, null);
            }

            TimeSpan elapsed = options.Clock.GetElapsedTime(start);
            RequireFiniteParameters(epoch, learningRate, trainingCost);
            EpochReport report = Measure(epoch, learningRate, trainingCost, examples, elapsed);
            if (report.ValidationCost is { } cost && !double.IsFinite(cost))
            {
                string what = string.Create(CultureInfo.InvariantCulture, $"the cost of the validation data is {cost}");
                throw Diverged(what, "", [], epoch, learningRate, trainingCost);
            }

            history.Add(report);
            good.Keep(model.Parameters, epoch);
            if (course.Add(report))
            {
                best?.Keep(model.Parameters, epoch);
            }

            bool isReached = options.Target is { } target && report.ValueOf(target.Metric) <= target.Value;
            bool isExhausted = course.Waited >= options.Patience?.Epochs;
            SaveWhereDue(epoch, isLast: isReached || isExhausted || epoch == options.Epochs);
            progress?.Report(report);
            if (isReached)
            {
                return new TrainingResult([.. history], TrainingEnd.TargetReached, steps) { KeptEpoch = epoch };
            }

            if (isExhausted)
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
    private TrainingEnd? RunEpoch(int epoch, double learningRate, CancellationToken cancellation, out double meanCost, out long examples)
    {
        batches.Begin(epoch);
        T rate = T.CreateTruncating(learningRate);
        double sum = 0;
        meanCost = double.NaN;
        examples = 0;
        while (batches.Take(out ReadOnlySpan<T> inputs, out ReadOnlySpan<TTarget> targets) is > 0 and var count)
        {
            if (Interruption(cancellation) is TrainingEnd interruption)
            {
                return interruption;
            }

            RequireFit(inputs, targets, epoch, examples);
            shuffled?.TakeWeights(count, team.Weights);

            // Of the steps taken, not of those since the start: a resumed training goes on as if it had not stopped.
            team.Dropout = new DropoutKey(unchecked((ulong)options.Seed), steps);
            (T cost, bool isFinite) = descent.Step(inputs, targets, rate);
            steps++;
            if (!isFinite)
            {
                throw DivergedInStep(cost, epoch, learningRate);
            }

            sum += double.CreateTruncating(cost) * count;
            examples += count;
            meanCost = sum / examples;
        }

        isLookedAt = true;
        return examples > 0 ? null : throw new InvalidDataException($"Epoch {epoch}: the stream has no examples.");
    }

    private void RequireFit(ReadOnlySpan<T> inputs, ReadOnlySpan<TTarget> targets, int epoch, long before)
    {
        if (!isLookedAt && DatasetRequirements.FirstFault(TModel.Info, inputs, targets) is string fault)
        {
            throw new InvalidDataException($"Epoch {epoch}, after {before} examples: {fault}");
        }
    }

    private TrainingEnd? Interruption(CancellationToken cancellation) =>
        cancellation.IsCancellationRequested ? TrainingEnd.Cancelled
        : options.TimeBudget is { } budget && options.Clock.GetElapsedTime(began) >= budget ? TrainingEnd.TimeUp
        : null;

    // The cost tells of a step's harm only at the next step, and the last step has none.
    private void RequireFiniteParameters(int epoch, double learningRate, double cost)
    {
        if (ParameterPlace.FirstNotFinite<T>(TModel.Info, model.Parameters) is not null)
        {
            throw Diverged("a step overflowed", "", model.Parameters, epoch, learningRate, cost);
        }
    }

    private EpochReport Measure(int epoch, double learningRate, double trainingCost, long examples, TimeSpan elapsed)
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
            TrainingErrorRate = ErrorRate(classifier, measured),
            ValidationErrorRate = ErrorRate(classifier, validation),
            Duration = duration,
            ExamplesPerSecond = examples / duration.TotalSeconds,
        };
    }

    private double? ErrorRate(IClassifier<T>? classifier, Dataset<T, TTarget>? dataset) => classifier is null || dataset is null
        ? null
        : Evaluation.ErrorRateOf(classifier, TModel.Info.Target, dataset, workspace);

    /// <summary>Blames the gradient where it was in memory, and has not been applied; otherwise what it has made of the parameters.</summary>
    private TrainingDivergedException DivergedInStep(T cost, int epoch, double learningRate)
    {
        string what = T.IsFinite(cost) ? "the gradient of the batch is not finite" : string.Create(CultureInfo.InvariantCulture, $"the cost of the batch is {cost}");
        double known = double.CreateTruncating(cost);
        return descent.KeepsGradient
            ? Diverged(what, "the gradient of ", descent.Gradient, epoch, learningRate, known)
            : Diverged(what, "", model.Parameters, epoch, learningRate, known);
    }

    private TrainingDivergedException Diverged(
        string what, string kind, ReadOnlySpan<T> values, int epoch, double learningRate, double cost)
    {
        ParameterPlace? place = ParameterPlace.FirstNotFinite(TModel.Info, values);
        if (place is { } first)
        {
            T value = values[first.Parameter.IndexOf(first.Row, first.Column)];
            what += string.Create(CultureInfo.InvariantCulture, $", {kind}{first} is {value}");
        }

        good.Restore(model.Parameters);
        return new TrainingDivergedException(what, place, epoch, steps, learningRate, cost, good.Epoch, [.. history]);
    }
}
