using System.Runtime.CompilerServices;

namespace KernelGen.Training;

/// <summary>How the learning rate changes from epoch to epoch. Derive from it for a course of your own.</summary>
/// <remarks>A schedule remembers nothing: the rate of an epoch follows from the reports of those before it.</remarks>
public abstract record LearningRateSchedule
{
    /// <summary>The same rate throughout: η₀.</summary>
    public static LearningRateSchedule Constant { get; } = new ConstantRate();

    /// <summary>The metric that the reports must have; null where only their number counts.</summary>
    internal virtual TrainingMetric? Watched => null;

    /// <summary>Falls like the inverse of time: η₀ / (1 + decay·e) after e epochs (Robbins and Monro 1951).</summary>
    /// <param name="decay">Finite and not negative; 1 halves the rate after the first epoch.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="decay"/> is negative, infinite or NaN.</exception>
    public static LearningRateSchedule InverseTime(double decay) => new InverseTimeRate(RequireFinite(decay));

    /// <summary>Falls by the same factor every epoch: η₀·factorᵉ after e epochs.</summary>
    /// <param name="factor">In (0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="factor"/> is NaN or outside (0, 1].</exception>
    public static LearningRateSchedule Exponential(double factor) => new StepRate(1, RequireFactor(factor));

    /// <summary>Falls in steps: η₀·factor^⌊e / epochs⌋ after e epochs.</summary>
    /// <param name="epochs">Epochs between two falls, at least 1.</param>
    /// <param name="factor">In (0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="epochs"/> is less than 1, or <paramref name="factor"/> is NaN or outside (0, 1].</exception>
    public static LearningRateSchedule Step(int epochs, double factor)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        return new StepRate(epochs, RequireFactor(factor));
    }

    /// <summary>Falls as a power of the epochs E that are left: η₀·(final + (1 − final)·(1 − e/E)^power) after e epochs, final·η₀ from E on.</summary>
    /// <param name="epochs">E, at least 1.</param>
    /// <param name="power">Positive and finite; 1 is a straight line.</param>
    /// <param name="finalFactor">In [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range or NaN.</exception>
    public static LearningRateSchedule Polynomial(int epochs, double power = 1, double finalFactor = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        return RequireFinite(power) > 0
            ? new PolynomialRate(epochs, power, RequireShare(finalFactor))
            : throw new ArgumentOutOfRangeException(nameof(power), power, "Expected a positive number.");
    }

    /// <summary>
    /// Falls along half a cosine: η₀·(final + (1 − final)·(1 + cos(π·e/E))/2) after e epochs, final·η₀ from E on (Loshchilov and Hutter
    /// 2017, without restarts).
    /// </summary>
    /// <param name="epochs">E, at least 1.</param>
    /// <param name="finalFactor">In [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range or NaN.</exception>
    public static LearningRateSchedule Cosine(int epochs, double finalFactor = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        return new CycleRate(epochs, 0, 1, RequireShare(finalFactor));
    }

    /// <summary>
    /// One cycle (Smith and Topin 2019): up from initial·η₀ to the largest rate, η₀, when a share of the epochs E is done, then down to
    /// final·η₀, which is the rate from E on. Both ways are half a cosine.
    /// </summary>
    /// <param name="epochs">E, at least 1.</param>
    /// <param name="rise">The share of the epochs before the peak, in (0, 1).</param>
    /// <param name="initialFactor">In [0, 1].</param>
    /// <param name="finalFactor">In [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range or NaN.</exception>
    public static LearningRateSchedule OneCycle(int epochs, double rise = 0.3, double initialFactor = 0.04, double finalFactor = 4e-6)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        return rise is > 0 and < 1
            ? new CycleRate(epochs, rise, RequireShare(initialFactor), RequireShare(finalFactor))
            : throw new ArgumentOutOfRangeException(nameof(rise), rise, "Expected a number in (0, 1).");
    }

    /// <summary>Rises in equal steps, η₀·(e + 1)/(epochs + 1) after e epochs; another schedule begins when so many epochs are done.</summary>
    /// <param name="epochs">Epochs below the full rate, at least 1.</param>
    /// <param name="then">What follows, as if training began with it; null for <see cref="Constant"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="epochs"/> is less than 1.</exception>
    public static LearningRateSchedule WarmUp(int epochs, LearningRateSchedule? then = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        return new WarmUpRate(epochs, then ?? Constant);
    }

    /// <summary>Falls by a factor whenever a metric has not become less for some epochs; then their count starts again.</summary>
    /// <param name="factor">In (0, 1).</param>
    /// <param name="patience">Epochs in succession that are not better than the best, at least 1.</param>
    /// <param name="metric">What is watched. Training refuses to begin where its reports would not have it.</param>
    /// <param name="minimumImprovement">By how much a value must be less than the best to count as better; finite and not negative.</param>
    /// <param name="leastFactor">The rate does not fall below this share of η₀, in [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range or NaN.</exception>
    public static LearningRateSchedule ReduceOnPlateau(
        double factor = 0.1, int patience = 10, TrainingMetric metric = TrainingMetric.ValidationCost,
        double minimumImprovement = 0, double leastFactor = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(patience, 1);
        return factor is > 0 and < 1
            ? new PlateauRate(factor, patience, metric, RequireFinite(minimumImprovement), RequireShare(leastFactor))
            : throw new ArgumentOutOfRangeException(nameof(factor), factor, "Expected a number in (0, 1).");
    }

    /// <summary>The learning rate of the epoch that follows <paramref name="completedEpochs"/> others.</summary>
    /// <param name="initialRate">η₀, <see cref="TrainingOptions.LearningRate"/>.</param>
    /// <param name="completedEpochs">e, 0 for the first epoch.</param>
    /// <returns>Finite and not negative.</returns>
    public abstract double RateAfter(double initialRate, int completedEpochs);

    /// <summary>The learning rate of the epoch that follows those reported. What they report does not matter unless this is overridden.</summary>
    /// <param name="initialRate">η₀, <see cref="TrainingOptions.LearningRate"/>.</param>
    /// <param name="history">The reports of all epochs before, in order.</param>
    /// <returns>Finite and not negative.</returns>
    public virtual double RateAfter(double initialRate, ReadOnlySpan<EpochReport> history) => RateAfter(initialRate, history.Length);

    private static double RequireFactor(double factor) => factor is > 0 and <= 1
        ? factor
        : throw new ArgumentOutOfRangeException(nameof(factor), factor, "Expected a number in (0, 1].");

    private static double RequireShare(double value, [CallerArgumentExpression(nameof(value))] string name = "") => value is >= 0 and <= 1
        ? value
        : throw new ArgumentOutOfRangeException(name, value, "Expected a number in [0, 1].");

    private static double RequireFinite(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        double.IsFinite(value) && value >= 0
            ? value
            : throw new ArgumentOutOfRangeException(name, value, "Expected a finite number that is not negative.");

    private sealed record ConstantRate : LearningRateSchedule
    {
        public override double RateAfter(double initialRate, int completedEpochs) => initialRate;
    }

    private sealed record InverseTimeRate(double Decay) : LearningRateSchedule
    {
        public override double RateAfter(double initialRate, int completedEpochs) => initialRate / (1 + Decay * completedEpochs);
    }

    private sealed record StepRate(int Epochs, double Factor) : LearningRateSchedule
    {
        public override double RateAfter(double initialRate, int completedEpochs) =>
            initialRate * Math.Pow(Factor, completedEpochs / Epochs);
    }

    private sealed record PolynomialRate(int Epochs, double Power, double Final) : LearningRateSchedule
    {
        public override double RateAfter(double initialRate, int completedEpochs)
        {
            double left = Math.Max(0, 1 - (double)completedEpochs / Epochs);
            return initialRate * (Final + (1 - Final) * Math.Pow(left, Power));
        }
    }

    private sealed record CycleRate(int Epochs, double Rise, double Initial, double Final) : LearningRateSchedule
    {
        public override double RateAfter(double initialRate, int completedEpochs)
        {
            double done = Math.Min(1, (double)completedEpochs / Epochs);
            return initialRate * (done < Rise ? Between(Initial, 1, done / Rise) : Between(1, Final, (done - Rise) / (1 - Rise)));
        }

        private static double Between(double from, double to, double share) => to + (from - to) * (1 + Math.Cos(Math.PI * share)) / 2;
    }

    private sealed record WarmUpRate(int Epochs, LearningRateSchedule Then) : LearningRateSchedule
    {
        internal override TrainingMetric? Watched => Then.Watched;

        public override double RateAfter(double initialRate, int completedEpochs) =>
            completedEpochs < Epochs ? Rising(initialRate, completedEpochs) : Then.RateAfter(initialRate, completedEpochs - Epochs);

        public override double RateAfter(double initialRate, ReadOnlySpan<EpochReport> history) =>
            history.Length < Epochs ? Rising(initialRate, history.Length) : Then.RateAfter(initialRate, history[Epochs..]);

        private double Rising(double initialRate, int completedEpochs) => initialRate * (completedEpochs + 1) / (Epochs + 1);
    }
}
