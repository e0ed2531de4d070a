using KernelGen.Generators.Tests.Running;
using Microsoft.CodeAnalysis;
using static Microsoft.CodeAnalysis.IncrementalStepRunReason;

namespace KernelGen.Generators.Tests.Caching;

/// <summary>Why each step gives what it gives for one model after an edit, by kind of edit.</summary>
/// <param name="Reading">The declaration, read.</param>
/// <param name="Compiling">Every step from the graph to the text: each sees only the one before it.</param>
/// <param name="Names">The file names that several models want.</param>
/// <param name="Output">The written file.</param>
internal sealed record RunReasons(
    IncrementalStepRunReason Reading, IncrementalStepRunReason Compiling, IncrementalStepRunReason Names, IncrementalStepRunReason Output)
{
    /// <summary>Whatever was edited, the model says the same: it is read again, and no later step runs.</summary>
    public static RunReasons Untouched { get; } = new(Unchanged, Cached, Cached, Cached);

    /// <summary>The model says something else than before.</summary>
    public static RunReasons Changed { get; } = new(Modified, Modified, Cached, Modified);

    /// <summary>There was no such model; file names are looked at again and no other is found to be wanted twice.</summary>
    public static RunReasons Added { get; } = new(New, New, Unchanged, New);

    /// <summary>As before, while the number of models changed: file names are looked at again.</summary>
    public static RunReasons BesideAnAddedOne { get; } = new(Unchanged, Cached, Unchanged, Cached);

    /// <summary>As before, but another model now wants the same file name: only the file is written again, under another name.</summary>
    public static RunReasons Renamed { get; } = new(Unchanged, Cached, Modified, Modified);

    /// <summary>Every step of <see cref="TrackedRun.Steps"/> and the output, for comparison.</summary>
    public IEnumerable<KeyValuePair<string, IncrementalStepRunReason>> All => TrackedRun.Steps.Append("Output").Select(step => KeyValuePair.Create(
        step,
        step switch
        {
            "Reading" => Reading,
            "Names" => Names,
            "Output" => Output,
            _ => Compiling,
        }));
}
