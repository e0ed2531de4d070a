using Microsoft.CodeAnalysis;

namespace KernelGen.Generators.Tests.Declarations;

/// <summary>Diagnostics come from an analyzer, so everything that governs analyzers governs them.</summary>
public class SuppressionTests
{
    private const string Wrong = """
        using KernelGen;
        [Model(Inputs = 4)] [Dense(1)] public partial class Digits { public int Info => 1; }
        """;

    [Fact]
    public async Task A_pragma_suppresses() =>
        Assert.Empty(await DeclarationAnalysis.Of("#pragma warning disable KG0011\n" + Wrong));

    [Fact]
    public async Task A_pragma_for_another_rule_does_not() =>
        Assert.Equal("KG0011", Assert.Single(await DeclarationAnalysis.Of("#pragma warning disable KG0010\n" + Wrong)).Id);

    [Fact]
    public async Task An_attribute_suppresses() => Assert.Empty(await DeclarationAnalysis.Of(Wrong.Replace(
        "public int Info",
        "[System.Diagnostics.CodeAnalysis.SuppressMessage(\"KernelGen\", \"KG0011\")] public int Info",
        StringComparison.Ordinal)));

    [Fact]
    public async Task An_editorconfig_suppresses() =>
        Assert.Empty(await DeclarationAnalysis.Of(Wrong, "root = true\n[*.cs]\ndotnet_diagnostic.KG0011.severity = none\n"));

    [Fact]
    public async Task An_editorconfig_lowers_the_severity()
    {
        Diagnostic diagnostic = Assert.Single(
            await DeclarationAnalysis.Of(Wrong, "root = true\n[*.cs]\ndotnet_diagnostic.KG0011.severity = warning\n"));
        Assert.Equal(DiagnosticSeverity.Warning, diagnostic.Severity);
    }
}
