using System.Collections.Immutable;
using KernelGen.Generators.Planning;
using KernelGen.Generators.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace KernelGen.Generators.Tests.Running;

/// <summary>A generator as an editor holds it: run, edited, run again, with every step's reason to run known.</summary>
internal sealed class TrackedRun
{
    /// <summary>The steps in the order in which they run, by the names they are tracked under.</summary>
    public static readonly ImmutableArray<string> Steps =
        ["Reading", "Graphs", "Rewriting", "Differentiation", "Planning", "Emitting", "Names"];

    private readonly GeneratorDriver driver;

    private TrackedRun(GeneratorDriver driver, CSharpCompilation source, Compilation complete)
    {
        this.driver = driver;
        Source = source;
        Complete = complete;
        GeneratorDriverRunResult all = driver.GetRunResult();
        Result = all.Results.Single();
    }

    /// <summary>What the user wrote.</summary>
    public CSharpCompilation Source { get; }

    /// <summary>What the user wrote, with the generated files.</summary>
    public Compilation Complete { get; }

    public GeneratorRunResult Result { get; }

    /// <summary>Runs the generator for the first time.</summary>
    public static TrackedRun Start(CSharpCompilation source, IIncrementalGenerator? generator = null) => Run(
        CSharpGeneratorDriver.Create(
            [(generator ?? new ModelGenerator()).AsSourceGenerator()],
            parseOptions: (CSharpParseOptions)source.SyntaxTrees[0].Options,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true)),
        source);

    /// <summary>Runs it again after an edit of the first file.</summary>
    public TrackedRun Edit(string source) => Run(driver, Source.Edited(source));

    /// <summary>Why each step gave what it gave for one model, by the name of the step; the written file under "Output".</summary>
    public IReadOnlyDictionary<string, IncrementalStepRunReason> Reasons(string model)
    {
        Dictionary<string, IncrementalStepRunReason> reasons = [];
        foreach (string step in Steps.Where(Result.TrackedSteps.ContainsKey))
        {
            foreach ((object value, IncrementalStepRunReason reason) in Result.TrackedSteps[step].SelectMany(static s => s.Outputs))
            {
                // A declaration that is wrong reads as nothing.
                if (value is not null && (ModelOf(value) is not { } name || name == model))
                {
                    reasons.Add(step, reason);
                }
            }
        }

        // A written file is not named in its step, but comes from a text that is.
        foreach (IncrementalGeneratorRunStep written in Result.TrackedOutputSteps.SelectMany(static s => s.Value))
        {
            if (written.Inputs.Select(static i => i.Source.Outputs[i.OutputIndex].Value).Any(value => ModelOf(value) == model))
            {
                reasons.Add("Output", written.Outputs.Single().Reason);
            }
        }

        return reasons;
    }

    /// <summary>Every value that our steps hand on, with the name of the step.</summary>
    public IEnumerable<(string Step, object Value)> Values() =>
        from step in Result.TrackedSteps.Where(static s => Steps.Contains(s.Key)).Concat(Result.TrackedOutputSteps)
        from run in step.Value
        from output in run.Outputs
        where output.Value is not null
        select (step.Key, output.Value);

    private static TrackedRun Run(GeneratorDriver driver, CSharpCompilation source)
    {
        using UnusualCulture culture = new();
        GeneratorDriver after = driver.RunGeneratorsAndUpdateCompilation(source, out Compilation complete, out _);
        return new TrackedRun(after, source, complete);
    }

    private static string? ModelOf(object value) => value switch
    {
        ModelSpec spec => spec.Type.FullName,
        Model model => model.Spec.Type.FullName,
        KernelPlan plan => plan.Spec.Type.FullName,
        (string name, string) => name,
        ((string name, string), EquatableArray<string>) => name,
        _ => null,
    };
}
