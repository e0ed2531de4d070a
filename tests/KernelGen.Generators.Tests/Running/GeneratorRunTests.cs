using KernelGen.Generators.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KernelGen.Generators.Tests.Running;

/// <summary>The checks that every generator test relies on can fail.</summary>
public class GeneratorRunTests
{
    private const string Source = """
        /// <summary>Has nothing wrong with it.</summary>
        public static class Plain;
        """;

    [Fact]
    public void Clean_text_from_cached_steps_passes() =>
        Assert.Equal("/// <summary>Generated.</summary>\npublic static class Written;\n", Run("/// <summary>Generated.</summary>\npublic static class Written;\n").Text);

    [Theory]
    [InlineData("public static class Undocumented;\n", "CS1591")]
    [InlineData("internal static class C { static int Unused() { int never = 0; return 1; } }\n", "CS0219")]
    [InlineData("#nullable enable\ninternal static class C { static string F() => null; }\n", "CS8603")]
    [InlineData("internal static class C { const int Overflows = int.MaxValue + 1; }\n", "CS0220")]
    [InlineData("internal static class C { static int Wrong => \"text\"; }\n", "CS0029")]
    public void A_complaint_about_generated_code_fails_the_run(string text, string complaint) =>
        Assert.Contains(complaint, Assert.Throws<GeneratorRunException>(() => Run(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("internal static class C;\r\n", "a carriage return")]
    [InlineData("internal static class C\n{\n\tconst int A = 1;\n}\n", "a tab")]
    [InlineData("internal static class C; \n", "a space at its end")]
    [InlineData("internal static class C;", "does not end")]
    public void Untidy_text_fails_the_run(string text, string fault) =>
        Assert.Contains(fault, Assert.Throws<GeneratorRunException>(() => Run(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Long_lines_are_found_unless_they_are_documentation()
    {
        string words = new('a', GeneratedText.LongestLine);
        Assert.Empty(GeneratedText.LongLines($"    /// {words}\n"));
        Assert.StartsWith("line 2 has 187 characters", Assert.Single(GeneratedText.LongLines($"\n    // {words}\n")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_that_never_compares_equal_fails_the_run() =>
        Assert.Contains("the step Reading run again", Failure(static (c, _) => (c.TargetNode.SpanStart, "")), StringComparison.Ordinal);

    [Fact]
    public void A_step_that_holds_a_symbol_fails_the_run() =>
        Assert.Contains("Item2.Inner", Failure(static (c, _) => (0, new Holder(c.TargetSymbol))), StringComparison.Ordinal);

    [Fact]
    public void A_step_that_holds_a_syntax_token_fails_the_run() =>
        Assert.Contains("ClassDeclarationSyntax", Failure(static (c, _) => (0, ((ClassDeclarationSyntax)c.TargetNode).Identifier)), StringComparison.Ordinal);

    [Fact]
    public void A_step_that_holds_a_symbol_in_a_closure_fails_the_run() =>
        Assert.Contains("ClassDeclarationSyntax", Failure(static (c, _) => (0, new Holder(() => c.TargetSymbol.Name))), StringComparison.Ordinal);

    [Fact]
    public void A_generator_that_throws_fails_the_run() =>
        Assert.Contains("out of ideas", Failure(static (_, _) => throw new InvalidOperationException("out of ideas")), StringComparison.Ordinal);

    [Fact]
    public void The_culture_of_a_run_writes_minus_and_point_otherwise()
    {
        using UnusualCulture culture = new();
        Assert.Equal("\u22121,5", $"{-1.5}");
    }

    [Fact]
    public void Values_free_of_the_compiler_are_found_free() =>
        Assert.Null(CompilerObjects.Find(new object?[] { 1, "text", null, new Holder(EquatableArray.Of(1, 2)), Operation.First }));

    private static GeneratorRun Run(string text) => GeneratorRun.Of(Source, new FixedText(text));

    private static string Failure(Func<GeneratorAttributeSyntaxContext, CancellationToken, (int, object)> read) =>
        Assert.Throws<GeneratorRunException>(() => GeneratorRun.Of(
            """
            /// <summary>Has an attribute to be found by.</summary>
            [System.Obsolete]
            public sealed class Found;
            """,
            new OneStep(read))).Message;

    private sealed record Holder(object Inner);

    private enum Operation
    {
        First,
    }

    /// <summary>Writes a text, whatever the source.</summary>
    private sealed class FixedText(string text) : IIncrementalGenerator
    {
        public void Initialize(IncrementalGeneratorInitializationContext context) =>
            context.RegisterSourceOutput(
                context.ParseOptionsProvider.Select((_, _) => text).WithTrackingName("Emitting"),
                static (output, text) => output.AddSource("Written.g.cs", text));
    }

    /// <summary>Reads what it is told from a class and writes a text that does not depend on it.</summary>
    private sealed class OneStep(Func<GeneratorAttributeSyntaxContext, CancellationToken, (int, object)> read) : IIncrementalGenerator
    {
        public void Initialize(IncrementalGeneratorInitializationContext context) =>
            context.RegisterSourceOutput(
                context.SyntaxProvider.ForAttributeWithMetadataName("System.ObsoleteAttribute", static (_, _) => true, read).WithTrackingName("Reading"),
                static (output, _) => output.AddSource("Written.g.cs", "internal static class Written;\n"));
    }
}
