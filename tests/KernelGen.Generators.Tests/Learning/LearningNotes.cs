using System.Collections.Immutable;
using KernelGen.Generators.Tests.Declarations;
using KernelGen.Generators.Tests.Equations;
using KernelGen.Generators.Tests.Running;
using Microsoft.CodeAnalysis;

namespace KernelGen.Generators.Tests.Learning;

/// <summary>What is said of models that are right by their form; the squiggles are drawn in as in <see cref="Markup"/>.</summary>
internal static class LearningNotes
{
    public const string Class = "public sealed partial class Sample;";

    /// <summary>Asserts that exactly the marked squiggles are reported, each with its part of a message, in source order.</summary>
    /// <param name="marked">A source text after the usings of equations.</param>
    /// <param name="messageParts">One for each squiggle; none where the messages do not matter.</param>
    /// <returns>What was reported.</returns>
    public static async Task<ImmutableArray<Diagnostic>> Says(string marked, params string[] messageParts)
    {
        Markup expected = Markup.Parse(EquationSource.Usings + marked);
        TrackedRun run = TrackedRun.Start(SourceCompilation.Of(expected.Source));
        Assert.Null(run.Result.Exception);
        Assert.Empty(run.Source.GetDiagnostics().Where(static d => d.Severity == DiagnosticSeverity.Error));
        ImmutableArray<Diagnostic> found = await DeclarationAnalysis.Of(run);
        Assert.Equal(
            expected.Squiggles,
            found.Select(d => new Squiggle(d.Id, d.Location.SourceSpan.Start, expected.Source.Substring(d.Location.SourceSpan.Start, d.Location.SourceSpan.Length))));
        Assert.All(messageParts, (part, i) => Assert.Contains(part, found[i].GetMessage(null), StringComparison.Ordinal));
        return found;
    }

    /// <summary>The same of a model with these members.</summary>
    public static Task<ImmutableArray<Diagnostic>> SaysOfMembers(string members, params string[] messageParts) =>
        Says($"[Model] public sealed partial class Sample\n{{\n{members}\n}}", messageParts);

    /// <summary>Of a linear unit: x [4], t and w [4] are given, b is a bias and Y their prediction.</summary>
    /// <param name="objective">An expression of them.</param>
    /// <param name="prediction">An expression of x, w and b.</param>
    /// <param name="messageParts">One for each squiggle.</param>
    public static Task<ImmutableArray<Diagnostic>> SaysOfUnit(string objective, string prediction, params string[] messageParts) => SaysOfMembers(
        $"""
            [Objective]
            static Scalar J([Input(4)] Vector x, [Target] Scalar t, [Parameter(4)] Vector w, [Parameter] Scalar b) => {objective};

            [Output]
            static Scalar Y(Vector x, Vector w, Scalar b) => {prediction};
        """,
        messageParts);

    /// <summary>Of a layer of three units with a target of three values: x [4], w [3×4] and b [3].</summary>
    public static Task<ImmutableArray<Diagnostic>> SaysOfLayer(string objective, string prediction, params string[] messageParts) => SaysOfMembers(
        $"""
            [Objective]
            static Scalar J([Input(4)] Vector x, [Target(3)] Vector t, [Parameter(3, 4)] Matrix w, [Parameter(3)] Vector b) => {objective};

            [Output]
            static Vector Y(Vector x, Matrix w, Vector b) => {prediction};
        """,
        messageParts);
}
