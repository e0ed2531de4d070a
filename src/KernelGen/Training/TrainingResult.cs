using System.Collections.Immutable;

namespace KernelGen.Training;

/// <summary>Why training ended.</summary>
public enum TrainingEnd
{
    /// <summary>All epochs were done.</summary>
    Completed,

    /// <summary>The caller asked to stop.</summary>
    Cancelled,
}

/// <summary>What training did. The parameters are in the model.</summary>
/// <param name="History">A report for every completed epoch, in order.</param>
/// <param name="End">Why training ended.</param>
/// <param name="Steps">Updates of the parameters, those of an epoch that was cancelled on its way included.</param>
public sealed record TrainingResult(ImmutableArray<EpochReport> History, TrainingEnd End, long Steps)
{
    /// <summary>Whether the caller stopped training before its last epoch was done.</summary>
    public bool Cancelled => End == TrainingEnd.Cancelled;
}
