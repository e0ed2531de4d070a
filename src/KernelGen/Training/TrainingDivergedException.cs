using System.Collections.Immutable;
using System.Globalization;

namespace KernelGen.Training;

/// <summary>Training left the finite numbers: a cost, a gradient or a parameter is infinite or NaN.</summary>
/// <remarks>
/// The model has been given back the parameters of the last epoch after which all was finite, <see cref="GoodEpoch"/>: it can be used,
/// saved, and trained on with a smaller learning rate.
/// </remarks>
public sealed class TrainingDivergedException : ArithmeticException
{
    internal TrainingDivergedException(
        string what, ParameterPlace? place, int epoch, long step, double learningRate, double cost, int goodEpoch,
        ImmutableArray<EpochReport> history)
        : base(string.Create(
            CultureInfo.InvariantCulture,
            $"Training diverged in epoch {epoch}, step {step}: {what}. The learning rate was {learningRate}; try a smaller one, or inputs of smaller scale. The model is back at {Named(goodEpoch)}."))
    {
        Epoch = epoch;
        Step = step;
        LearningRate = learningRate;
        Cost = cost;
        Parameter = place?.Parameter.Name;
        Row = place?.Row;
        Column = place?.Column;
        GoodEpoch = goodEpoch;
        History = history;
    }

    /// <summary>The epoch, 1 for the first.</summary>
    public int Epoch { get; }

    /// <summary>The step since training began, 1 for the first.</summary>
    public long Step { get; }

    /// <summary>The learning rate of the epoch.</summary>
    public double LearningRate { get; }

    /// <summary>The cost of the batch, before the step; the mean of the epoch's batches where its end showed what was wrong.</summary>
    public double Cost { get; }

    /// <summary>
    /// The first parameter with a number that is not finite, e.g. <c>W1</c>: in the gradient where it was in memory, otherwise in the
    /// parameters after the step; null where those still were finite.
    /// </summary>
    public string? Parameter { get; }

    /// <summary>The row of that number, an output of the layer; null where there is no <see cref="Parameter"/>.</summary>
    public int? Row { get; }

    /// <summary>The column of that number, an input of the layer, 0 in a bias; null where there is no <see cref="Parameter"/>.</summary>
    public int? Column { get; }

    /// <summary>The epoch after which the model had the parameters it has now; 0 for those that training began with.</summary>
    public int GoodEpoch { get; }

    /// <summary>A report for every epoch completed before.</summary>
    public ImmutableArray<EpochReport> History { get; }

    private static string Named(int epoch) =>
        epoch == 0 ? "the parameters it began with" : string.Create(CultureInfo.InvariantCulture, $"its parameters after epoch {epoch}");
}
