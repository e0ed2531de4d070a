using System.Collections.Immutable;
using System.Globalization;

namespace KernelGen.Training;

/// <summary>Training left the finite numbers: the cost of a batch, or a parameter after an epoch, is infinite or NaN.</summary>
/// <remarks>The model keeps the parameters it had reached; <see cref="IModel.Initialize"/> starts afresh.</remarks>
public sealed class TrainingDivergedException : ArithmeticException
{
    internal TrainingDivergedException(
        string what, int epoch, long step, double learningRate, double cost, ImmutableArray<EpochReport> history)
        : base(string.Create(
            CultureInfo.InvariantCulture,
            $"Training diverged in epoch {epoch}, step {step}: {what}. The learning rate was {learningRate}; try a smaller one, or inputs of smaller scale."))
    {
        Epoch = epoch;
        Step = step;
        LearningRate = learningRate;
        Cost = cost;
        History = history;
    }

    /// <summary>The epoch, 1 for the first.</summary>
    public int Epoch { get; }

    /// <summary>The step since training began, 1 for the first.</summary>
    public long Step { get; }

    /// <summary>The learning rate of the epoch.</summary>
    public double LearningRate { get; }

    /// <summary>The cost of the batch, before the step.</summary>
    public double Cost { get; }

    /// <summary>A report for every epoch completed before.</summary>
    public ImmutableArray<EpochReport> History { get; }
}
