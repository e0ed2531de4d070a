using KernelGen.Generators.Reading;
using KernelGen.Generators.Tests.Running;
using Microsoft.CodeAnalysis;
using static KernelGen.Generators.Tests.Equations.EquationSource;

namespace KernelGen.Generators.Tests.Equations;

/// <summary>Equations are read again after every edit, and are the same unless they say something else.</summary>
public class EquationCachingTests
{
    private const string Source = Usings + """
        [Model]
        internal sealed partial class Sample
        {
            [Objective]
            static Scalar Loss([Input(2)] Vector x, [Target] Scalar t, [Parameter(2)] Vector w) => SquaredError(Score(x, w), t);

            [Output]
            static Scalar Score(Vector x, Vector w) => Shared.Scaled(Dot(w, x));
        }
        """;

    private const string Shared = "using KernelGen.Equations; internal static class Shared { public static Scalar Scaled(Scalar v) => 2 * v; }";

    [Fact]
    public void An_edit_elsewhere_leaves_the_equations_unchanged() =>
        Assert.Equal(IncrementalStepRunReason.Unchanged, ReasonAfter(Source, GeneratorRun.UnrelatedEdit(Source), Shared));

    [Theory]
    [InlineData("w) =>", "w)\n\n    =>")]
    [InlineData("=> SquaredError(Score(x, w), t);", "{ return SquaredError(t: t, y: Score(x, w)); }")]
    [InlineData("SquaredError(", "Functions.SquaredError(")]
    public void The_same_equations_in_other_words_are_unchanged(string before, string after) =>
        Assert.Equal(IncrementalStepRunReason.Unchanged, ReasonAfter(Source, Source.Replace(before, after, StringComparison.Ordinal), Shared));

    [Fact]
    public void Other_equations_are_modified() =>
        Assert.Equal(IncrementalStepRunReason.Modified, ReasonAfter(Source, Source.Replace("Dot(w, x)", "Dot(x, w)", StringComparison.Ordinal), Shared));

    [Fact]
    public void An_edit_of_a_method_in_another_file_modifies_the_equations_that_call_it() =>
        Assert.Equal(IncrementalStepRunReason.Modified, ReasonAfter(Shared, Shared.Replace("2 * v", "3 * v", StringComparison.Ordinal), Source));

    [Fact]
    public void No_object_of_the_compiler_is_kept()
    {
        object[] values = [.. TrackedRun.Start(SourceCompilation.Of(Source, Shared), new ReadingGenerator()).Values().Select(static v => v.Value)];
        Assert.NotEmpty(values);
        Assert.All(values, static v => Assert.Null(CompilerObjects.Find(v)));
    }

    private static IncrementalStepRunReason ReasonAfter(string before, string after, string otherFile)
    {
        TrackedRun run = TrackedRun.Start(SourceCompilation.Of(before, otherFile), new ReadingGenerator());
        Assert.Null(run.Result.Exception);
        return run.Edit(after).Reasons("Sample")["Reading"];
    }

    /// <summary>Reading alone, with an output, for only what leads to one is tracked.</summary>
    private sealed class ReadingGenerator : IIncrementalGenerator
    {
        public void Initialize(IncrementalGeneratorInitializationContext context) => context.RegisterSourceOutput(
            context.SyntaxProvider
                .ForAttributeWithMetadataName(
                    "KernelGen.ModelAttribute",
                    static (_, _) => true,
                    static (found, cancellation) =>
                        ModelReader.Read((INamedTypeSymbol)found.TargetSymbol, found.SemanticModel.Compilation, report: null, cancellation)!.Spec)
                .WithTrackingName("Reading"),
            static (output, spec) => output.AddSource(spec.Type.FullName + ".g.cs", "// Read."));
    }
}
