namespace KernelGen.Training;

/// <summary>How the learning rate changes from epoch to epoch. Derive from it for a course of your own.</summary>
public abstract record LearningRateSchedule
{
    /// <summary>The same rate throughout: η₀.</summary>
    public static LearningRateSchedule Constant { get; } = new ConstantRate();

    /// <summary>Falls like the inverse of time: η₀ / (1 + decay·e) after e epochs (Robbins and Monro 1951).</summary>
    /// <param name="decay">Finite and not negative; 1 halves the rate after the first epoch.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="decay"/> is negative, infinite or NaN.</exception>
    public static LearningRateSchedule InverseTime(double decay) => double.IsFinite(decay) && decay >= 0
        ? new InverseTimeRate(decay)
        : throw new ArgumentOutOfRangeException(nameof(decay), decay, "Expected a finite number that is not negative.");

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

    /// <summary>The learning rate of the epoch that follows <paramref name="completedEpochs"/> others.</summary>
    /// <param name="initialRate">η₀, the rate of the first epoch.</param>
    /// <param name="completedEpochs">e, 0 for the first epoch.</param>
    /// <returns>Finite and not negative.</returns>
    public abstract double RateAfter(double initialRate, int completedEpochs);

    private static double RequireFactor(double factor) => factor is > 0 and <= 1
        ? factor
        : throw new ArgumentOutOfRangeException(nameof(factor), factor, "Expected a number in (0, 1].");

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
}
