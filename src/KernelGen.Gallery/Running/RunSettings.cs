using KernelGen.Gallery.Models;
using KernelGen.Training;
using Spectre.Console;

namespace KernelGen.Gallery.Running;

/// <summary>How to run a model.</summary>
/// <param name="Console">Where to print.</param>
/// <param name="Model">The model, for its name.</param>
/// <param name="Options">How to train; the seed also initialises the parameters.</param>
/// <param name="Cancellation">Ends the training early; the rest is still printed.</param>
public sealed record RunSettings(IAnsiConsole Console, GalleryModel Model, TrainingOptions Options, CancellationToken Cancellation = default)
{
    /// <summary>Where to write the trained parameters, those of a cancelled training too; null for nowhere.</summary>
    public string? Save { get; init; }

    /// <summary>Whether one JSON object at the end takes the place of all that is printed.</summary>
    public bool Json { get; init; }
}

/// <summary>How a run ended.</summary>
public enum RunEnd
{
    /// <summary>All was done.</summary>
    Completed,

    /// <summary>The user stopped the training; what there was has been printed.</summary>
    Cancelled,

    /// <summary>The model's gradients are wrong, so it was not trained.</summary>
    GradientCheckFailed,
}
