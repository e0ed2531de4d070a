using System.Collections.Immutable;
using System.Globalization;

namespace KernelGen.Training;

/// <summary>Why training ended.</summary>
public enum TrainingEnd
{
    /// <summary>All epochs were done.</summary>
    Completed,

    /// <summary>The caller asked to stop.</summary>
    Cancelled,

    /// <summary>The metric that <see cref="TrainingOptions.Patience"/> watches had not become less for so many epochs.</summary>
    PatienceExhausted,

    /// <summary>The metric of <see cref="TrainingOptions.Target"/> was reached.</summary>
    TargetReached,

    /// <summary><see cref="TrainingOptions.TimeBudget"/> was used up.</summary>
    TimeUp,
}

/// <summary>What training did. The parameters are in the model.</summary>
/// <param name="History">A report for every completed epoch, in order.</param>
/// <param name="End">Why training ended.</param>
/// <param name="Steps">Updates of the parameters, those of an epoch that ended on its way included.</param>
public sealed record TrainingResult(ImmutableArray<EpochReport> History, TrainingEnd End, long Steps)
{
    /// <summary>Whether the caller stopped training before its last epoch was done.</summary>
    public bool Cancelled => End == TrainingEnd.Cancelled;

    /// <summary>
    /// The epoch after which the model had the parameters it has now: the last, or the best where <see cref="Patience.RestoresBest"/>
    /// says so; 0 before the first; null where training ended within an epoch and kept what it had by then.
    /// </summary>
    public int? KeptEpoch { get; init; }

    /// <summary>Why training ended, when, and the last epoch's report.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{End} after {History.Length} epochs and {Steps} steps{(History.IsEmpty ? "" : $": {History[^1]}")}");
}
