using System.Runtime.CompilerServices;

namespace KernelGen.Training;

/// <summary>How a <see cref="Trainer{TModel}"/> trains. Every property refuses a value it cannot use as soon as it is set.</summary>
public sealed record TrainingOptions
{
    /// <summary>The <see cref="BatchSize"/> that makes every step see all examples: plain gradient descent.</summary>
    public const int FullBatch = int.MaxValue;

    /// <summary>The most threads that a step can be shared by.</summary>
    public const int MaxThreads = 256;

    /// <summary>Examples a step averages over; 1 is stochastic gradient descent, the number of examples or more is full batch.</summary>
    /// <remarks>The last batch of an epoch holds what is left and may be smaller.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int BatchSize { get; init => field = AtLeastOne(value); } = 64;

    /// <summary>How often every example is used, unless training ends before.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int Epochs { get; init => field = AtLeastOne(value); } = 10;

    /// <summary>The learning rate η₀, which <see cref="Schedule"/> makes into that of each epoch.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, infinite or NaN.</exception>
    public double LearningRate { get; init => field = FiniteAndNotNegative(value); } = 0.1;

    /// <summary>How the learning rate changes from epoch to epoch.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public LearningRateSchedule Schedule
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(Schedule));
    } = LearningRateSchedule.Constant;

    /// <summary>
    /// How a step follows from the gradient. Gradient descent, momentum and Adam are steps of the model's own, where the gradient never
    /// reaches memory; the others, and clipping, take it from there.
    /// </summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public Optimizer Optimizer
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(Optimizer));
    } = new GradientDescent();

    /// <summary>
    /// The largest length of a step's gradient, all parameters taken together: a longer one is made that long (Pascanu, Mikolov and Bengio
    /// 2013). Null leaves gradients as they are.
    /// </summary>
    /// <remarks>The cost of the regulariser is part of the gradient; the decay of Adam is not.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite.</exception>
    public double? MaxGradientNorm
    {
        get;
        init => field = value is null or (> 0 and < double.PositiveInfinity)
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(MaxGradientNorm), value, $"{nameof(MaxGradientNorm)}: expected a positive finite number.");
    }

    /// <summary>
    /// λ of a penalty λ‖w‖₁ on weights that is no part of the gradient: a proximal step after each step of the optimiser, which leaves
    /// exact zeros (<see cref="ProximalSteps"/>). With L2 declared in the model it makes the elastic net. 0 for none.
    /// </summary>
    /// <remarks>Costs that are reported and watched are the model's own, without it.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, infinite or NaN.</exception>
    public double ProximalL1 { get; init => field = FiniteAndNotNegative(value); }

    /// <summary>
    /// Threads that share every step, the calling one included. Batches too small to gain are left to that one. Equal numbers of threads
    /// give equal bits; another number rounds otherwise.
    /// </summary>
    /// <remarks>More threads than processors are slower. See <see cref="TrainingTeam{T, TTarget}"/>.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is not in 1 … <see cref="MaxThreads"/>.</exception>
    public int Threads
    {
        get;
        init => field = value is >= 1 and <= MaxThreads
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Threads), value, $"{nameof(Threads)}: expected a number in 1 … {MaxThreads}.");
    } = 1;

    /// <summary>Ends training where a metric stays where it is, and gives back the best parameters; null to do all epochs.</summary>
    public Patience? Patience { get; init; }

    /// <summary>Ends training where a metric is good enough; null to go on.</summary>
    public TargetValue? Target { get; init; }

    /// <summary>The time after which no further step begins, measurements on validation data included; null for no limit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive.</exception>
    public TimeSpan? TimeBudget
    {
        get;
        init => field = value is null || value > TimeSpan.Zero
            ? value
            : throw new ArgumentOutOfRangeException(nameof(TimeBudget), value, $"{nameof(TimeBudget)}: expected a positive time.");
    }

    /// <summary>What measures <see cref="TimeBudget"/> and <see cref="EpochReport.Duration"/>.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public TimeProvider Clock
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(Clock));
    } = TimeProvider.System;

    /// <summary>Decides the order of the examples in every epoch, and what dropout leaves out; equal seeds give equal orders.</summary>
    public int Seed { get; init; }

    /// <summary>Where the training is saved on its way, so that it can be resumed; null for nowhere.</summary>
    public CheckpointOptions? Checkpoint { get; init; }

    /// <summary>Whether each epoch ends with the error rate on the training data, which costs a further pass over it.</summary>
    public bool MeasureTrainingErrorRate { get; init; }

    private static int AtLeastOne(int value, [CallerMemberName] string property = "") => value >= 1
        ? value
        : throw new ArgumentOutOfRangeException(property, value, $"{property}: expected at least 1.");

    private static double FiniteAndNotNegative(double value, [CallerMemberName] string property = "") => double.IsFinite(value) && value >= 0
        ? value
        : throw new ArgumentOutOfRangeException(property, value, $"{property}: expected a finite number that is not negative.");
}
