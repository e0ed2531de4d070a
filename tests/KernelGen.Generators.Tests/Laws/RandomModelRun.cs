using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using KernelGen.Generators.Diagnostics;
using KernelGen.Generators.Tests.Running;
using KernelGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace KernelGen.Generators.Tests.Laws;

/// <summary>What can go wrong with a model.</summary>
internal enum RandomModelFault
{
    GeneratorThrows,
    NothingIsGenerated,
    DoesNotCompile,
    FailsItsCheck,
}

/// <summary>A model and what is wrong with it.</summary>
internal sealed record RandomModelFailure(RandomModel Model, RandomModelFault Fault, string Message)
{
    public override string ToString() => $"{Fault}\n{RandomModelSource.Of(Model, "Model")}\n{Message}";
}

/// <summary>Compiles random models, many to an assembly, and checks each against its own equations.</summary>
internal sealed partial class RandomModelRun
{
    private static readonly int[] BatchSizes = [1, 3, 17];

    private readonly List<RandomModelFailure> failures = [];

    private RandomModelRun()
    {
    }

    /// <summary>What is wrong with any of the models of one assembly.</summary>
    public static IReadOnlyList<RandomModelFailure> Failures(IReadOnlyList<RandomModel> models)
    {
        RandomModelRun run = new();
        (byte[] assembly, IReadOnlyList<RandomModel> sound) = run.Compile(models);
        if (sound.Count > 0)
        {
            run.Check(assembly, sound);
        }

        return run.failures;
    }

    private static string NameOf(int index) => $"R{index}";

    /// <summary>An assembly of those models that can be compiled.</summary>
    private (byte[] Assembly, IReadOnlyList<RandomModel> Sound) Compile(IReadOnlyList<RandomModel> models)
    {
        (GeneratorRunResult result, Compilation compilation) = Generate(models);
        if (result.Exception is { } exception)
        {
            // One of them stops the generator for all.
            RandomModelFailure[] throwing = models.Count == 1
                ? [new(models[0], RandomModelFault.GeneratorThrows, $"{exception}")]
                : [.. models.Select(m => Generate([m]).Result.Exception is { } own ? new RandomModelFailure(m, RandomModelFault.GeneratorThrows, $"{own}") : null).OfType<RandomModelFailure>()];
            return Without(models, throwing);
        }

        HashSet<string> files = [.. result.GeneratedSources.Select(static s => s.HintName)];
        RandomModelFailure[] refused =
        [
            .. models.Where((_, i) => !files.Contains(NameOf(i) + ".g.cs"))
                .Select(static m => new RandomModelFailure(m, RandomModelFault.NothingIsGenerated, Complaints(m))),
        ];
        if (refused.Length > 0)
        {
            return Without(models, refused);
        }

        using var memory = new MemoryStream();
        RandomModelFailure[] broken =
        [
            .. compilation.Emit(memory).Diagnostics
                .Where(static d => d.Severity >= DiagnosticSeverity.Warning)
                .GroupBy(static d => IndexOf(d.Location.SourceTree!.FilePath))
                .Select(of => new RandomModelFailure(models[of.Key], RandomModelFault.DoesNotCompile, string.Join("\n", of.Take(3)))),
        ];
        return broken.Length > 0 ? Without(models, broken) : (memory.ToArray(), models);
    }

    private (byte[] Assembly, IReadOnlyList<RandomModel> Sound) Without(IReadOnlyList<RandomModel> models, RandomModelFailure[] wrong)
    {
        failures.AddRange(wrong);
        RandomModel[] rest = [.. models.Where(m => !wrong.Any(w => ReferenceEquals(w.Model, m)))];
        return rest.Length == 0 ? ([], rest) : Compile(rest);
    }

    private static (GeneratorRunResult Result, Compilation Compilation) Generate(IReadOnlyList<RandomModel> models)
    {
        string probes = string.Join(", ", models.Select(static (_, i) => $"{NameOf(i)}.Probe, {NameOf(i)}.DoublePrecision.Probe"));
        string listing = $"internal sealed class Probes : System.Collections.Generic.List<KernelGen.IModelProbe>\n{{\n    public Probes() => AddRange([{probes}]);\n}}\n";
        CSharpCompilation declarations = SourceCompilation.Of(models.Select(static (m, i) => RandomModelSource.Of(m, NameOf(i))).Append(listing));
        declarations = declarations.WithOptions(declarations.Options.WithNullableContextOptions(NullableContextOptions.Annotations));
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new ModelGenerator().AsSourceGenerator()], parseOptions: (CSharpParseOptions)declarations.SyntaxTrees[0].Options);
        GeneratorRunResult result = driver.RunGeneratorsAndUpdateCompilation(declarations, out Compilation compilation, out _).GetRunResult().Results[0];
        return (result, compilation);
    }

    /// <summary>Why a declaration is refused.</summary>
    private static string Complaints(RandomModel model)
    {
        Compilation compilation = SourceCompilation.Of(RandomModelSource.Of(model, NameOf(0)));
        IEnumerable<Diagnostic> said = compilation.WithAnalyzers([new ModelAnalyzer()]).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();
        return string.Join("\n", said.Concat(compilation.GetDiagnostics().Where(static d => d.Severity == DiagnosticSeverity.Error)).DefaultIfEmpty<object>("No reason is given."));
    }

    private void Check(byte[] assembly, IReadOnlyList<RandomModel> models)
    {
        var probes = (IReadOnlyList<IModelProbe>)Assembly.Load(assembly).CreateInstance("Probes")!;
        for (int i = 0; i < models.Count; i++)
        {
            IEnumerable<string> wrong = [.. Wrong(models[i], probes[2 * i]), .. Wrong(models[i], probes[2 * i + 1])];
            if (wrong.Any())
            {
                failures.Add(new(models[i], RandomModelFault.FailsItsCheck, string.Join("\n", wrong)));
            }
        }
    }

    private static IEnumerable<string> Wrong(RandomModel model, IModelProbe probe)
    {
        foreach (int batchSize in BatchSizes)
        {
            IEnumerable<string> wrong;
            try
            {
                GradientCheckOptions options = new() { BatchSize = batchSize, FullCheckLimit = 0, SampleSize = 2, Directions = 1 };
                wrong = GradientCheck.Run(probe, model.Style, options).ThrowIfFailed().Failures;
            }
            catch (Exception exception)
            {
                // Every model is to be heard of, not only the first that breaks.
                wrong = [exception.ToString()];
            }

            foreach (string message in wrong)
            {
                yield return $"{probe.Info.Precision}, batch of {batchSize}, seed {model.Style}: {message}";
            }
        }
    }

    private static int IndexOf(string path) => int.Parse(ModelFile().Match(path).Groups[1].Value is { Length: > 0 } digits ? digits : "0", CultureInfo.InvariantCulture);

    /// <summary>The text that declares a model, or the one generated for it.</summary>
    [GeneratedRegex(@"(?:Models|R)(\d*)(?:\.g)?\.cs$")]
    private static partial Regex ModelFile();
}
