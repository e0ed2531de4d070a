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
    private readonly Dataset<T, TTarget> training;
    private readonly Dataset<T, TTarget>? validation;
    private readonly Workspace<T> workspace;
    private readonly TrainingTeam<T, TTarget> team;
    private readonly GradientSteps<T, TTarget> descent;
    private readonly MiniBatches<T, TTarget> batches;
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
        batches = new MiniBatches<T, TTarget>(training, options.BatchSize, options.Seed);
        int measured = Math.Max(validation?.Count ?? 1, options.MeasureTrainingErrorRate ? training.Count : 1);
        workspace = model.CreateWorkspace(Math.Min(Evaluation.BatchSize, measured));
        team = new TrainingTeam<T, TTarget>(model, options.Threads, batches.Size);
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
    private TrainingEnd? RunEpoch(int epoch, double learningRate, CancellationToken cancellation, out double meanCost)
    {
        batches.Shuffle();
        T rate = T.CreateTruncating(learningRate);
        double sum = 0;
        meanCost = double.NaN;
        for (int start = 0; start < training.Count; start += batches.Size)
        {
            if (Interruption(cancellation) is TrainingEnd interruption)
            {
                return interruption;
            }

            int count = batches.Take(start, out ReadOnlySpan<T> inputs, out ReadOnlySpan<TTarget> targets);
            if (!training.Weights.IsEmpty)
            {
                batches.TakeWeights(start, team.Weights);
            }

            (T cost, bool isFinite) = descent.Step(inputs, targets, rate);
            steps++;
            if (!isFinite)
            {
                throw DivergedInStep(cost, epoch, learningRate);
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

    // The cost tells of a step's harm only at the next step, and the last step has none.
    private void RequireFiniteParameters(int epoch, double learningRate, double cost)
    {
        if (ParameterPlace.FirstNotFinite<T>(TModel.Info, model.Parameters) is not null)
        {
            throw Diverged("a step overflowed", "", model.Parameters, epoch, learningRate, cost);
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
