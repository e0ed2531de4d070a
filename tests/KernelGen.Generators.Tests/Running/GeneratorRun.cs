using Microsoft.CodeAnalysis;

namespace KernelGen.Generators.Tests.Running;

/// <summary>
/// A correct source text put through the generator. Every run checks what must hold for all of them: nothing fails, nothing
/// warns, the text is clean, an unrelated edit runs no step again, and no step holds on to the compiler.
/// </summary>
internal sealed class GeneratorRun
{
    private readonly TrackedRun tracked;
    private byte[] image = [];

    private GeneratorRun(TrackedRun tracked)
    {
        this.tracked = tracked;
        Files = tracked.Result.GeneratedSources.ToDictionary(static f => f.HintName, static f => f.SourceText.ToString());
    }

    /// <summary>The generated texts by file name.</summary>
    public IReadOnlyDictionary<string, string> Files { get; }

    /// <summary>The only generated text.</summary>
    public string Text => Files.Values.Single();

    /// <param name="source">Declares models, without a warning of its own.</param>
    /// <param name="generator">Another generator than ours: how the checks are checked.</param>
    /// <exception cref="GeneratorRunException">Something that must hold for every run does not.</exception>
    public static GeneratorRun Of(string source, IIncrementalGenerator? generator = null)
    {
        TrackedRun tracked = TrackedRun.Start(SourceCompilation.Of(source), generator);
        if (tracked.Result.Exception is { } exception)
        {
            throw new GeneratorRunException($"The generator threw: {exception}");
        }

        if (tracked.Result.GeneratedSources.IsEmpty)
        {
            throw new GeneratorRunException($"Nothing was generated for:\n{source}");
        }

        GeneratorRun run = new(tracked);
        run.RequireCleanText();
        run.CompileWithoutWarnings();
        run.RequireNothingOfTheCompiler();
        run.RequireCachedAfterUnrelatedEdit(source);
        return run;
    }

    /// <summary>Loads the compiled models so that they can be run.</summary>
    public LoadedModels Load() => new(image);

    private void RequireCleanText()
    {
        foreach ((string name, string text) in Files)
        {
            if (GeneratedText.FindFault(text) is { } fault)
            {
                throw new GeneratorRunException($"{name}: {fault}");
            }
        }
    }

    private void CompileWithoutWarnings()
    {
        using MemoryStream stream = new();
        string[] complaints = tracked.Complete.Emit(stream).Diagnostics
            .Where(static d => d.Severity != DiagnosticSeverity.Hidden)
            .Select(static d => $"{d}\n    {d.Location.SourceTree?.GetText().Lines[d.Location.GetLineSpan().StartLinePosition.Line]}")
            .ToArray();
        if (complaints.Length > 0)
        {
            throw new GeneratorRunException($"The compiler has {complaints.Length} complaints:\n{string.Join("\n", complaints.Take(20))}");
        }

        image = stream.ToArray();
    }

    private void RequireNothingOfTheCompiler()
    {
        foreach ((string step, object value) in tracked.Values())
        {
            if (CompilerObjects.Find(value) is { } path)
            {
                throw new GeneratorRunException($"The step {step} holds an object of the compiler at {path}.");
            }
        }
    }

    private void RequireCachedAfterUnrelatedEdit(string source)
    {
        TrackedRun after = tracked.Edit(UnrelatedEdit(source));
        foreach ((string step, IncrementalStepRunReason reason) in Reasons(after.Result))
        {
            bool cached = reason == (step == "Reading" ? IncrementalStepRunReason.Unchanged : IncrementalStepRunReason.Cached);
            if (!cached)
            {
                throw new GeneratorRunException($"An unrelated edit made the step {step} run again: {reason}.");
            }
        }
    }

    /// <summary>The source with all its lines moved and another class added.</summary>
    public static string UnrelatedEdit(string source) =>
        $"// A comment that moves every line.\n\n{source}\n\ninternal static class NothingToDoWithAnyModel {{ internal const int Answer = 42; }}\n";

    private static IEnumerable<(string Step, IncrementalStepRunReason Reason)> Reasons(GeneratorRunResult result) =>
        from step in result.TrackedSteps.Where(static s => TrackedRun.Steps.Contains(s.Key)).Concat(result.TrackedOutputSteps)
        from run in step.Value
        from output in run.Outputs
        select (step.Key, output.Reason);
}

/// <summary>Something that must hold for every run of the generator does not.</summary>
internal sealed class GeneratorRunException(string message) : Exception(message);
