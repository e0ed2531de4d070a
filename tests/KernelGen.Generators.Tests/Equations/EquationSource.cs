using System.Collections.Immutable;
using KernelGen.Generators.Reading;
using KernelGen.Generators.Tests.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace KernelGen.Generators.Tests.Equations;

/// <summary>Source texts of models declared by equations, and what Reading makes of them.</summary>
internal static class EquationSource
{
    public const string Usings = "using KernelGen;\nusing KernelGen.Equations;\nusing static KernelGen.Equations.Functions;\n\n";

    /// <summary>A model with the given members.</summary>
    public static string Model(string members) => $"{Usings}[Model]\ninternal sealed partial class Sample\n{{\n{members}\n}}\n";

    /// <summary>A model that predicts y from x [4], w [4] and b by the given body.</summary>
    public static string Predicting(string body, string others = "") =>
        Model($"[Output] static Scalar Predict([Input(4)] Vector x, [Parameter(4)] Vector w, [Parameter] Scalar b) {body}\n{others}");

    /// <summary>The steps of a model <see cref="Predicting"/>, with what stands before them left out.</summary>
    public static string StepsOf(string body, string others = "")
    {
        string[] lines = FormText.Of(Read(Predicting(body, others)).Spec.Equations!).Split('\n');
        return string.Join('\n', lines.Skip(3).Select(static l => l.Replace("output Predict(x, w, b)", "y", StringComparison.Ordinal)));
    }

    /// <summary>What Reading makes of the class <c>Sample</c>, which must be right.</summary>
    public static ModelReading Read(params string[] sources)
    {
        CSharpCompilation compilation = SourceCompilation.Of(sources);
        Assert.Empty(compilation.GetDiagnostics().Where(static d => d.Severity >= DiagnosticSeverity.Warning));
        List<Diagnostic> said = [];
        ModelReading? reading = ModelReader.Read(compilation.GetTypeByMetadataName("Sample")!, compilation, said.Add, default);
        Assert.Empty(said);
        return reading!;
    }

    /// <summary>Where each step is written, as text.</summary>
    public static ImmutableArray<string> OriginsOf(ModelReading reading) => [.. reading.Origins.Select(static o => o.ToString())];
}
