using System.Reflection;
using KernelGen.Generators.Tests.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace KernelGen.Generators.Tests.Laws;

/// <summary>Assemblies of many models, which say themselves what is in them.</summary>
internal static class GeneratedAssembly
{
    /// <summary>The namespaces that the texts use.</summary>
    public const string Usings = "using System;\nusing System.Collections.Generic;\nusing KernelGen;\nusing KernelGen.Generators.Tests.Laws;\n";

    private static readonly string TestAssembly = typeof(GeneratedAssembly).Assembly.Location;

    /// <summary>A class that lists the models' probes, so that nothing has to be searched for in the assembly.</summary>
    public static string ListOfProbes(IEnumerable<string> models) => $$"""
        internal sealed class Probes : List<IModelProbe>
        {
            public Probes() => AddRange([{{string.Join(", ", models.Select(static m => m + ".Probe"))}}]);
        }

        """;

    /// <summary>Takes the texts as they are; no generator runs.</summary>
    public static CSharpCompilation Parse(OutputKind kind, params IEnumerable<string> sources)
    {
        CSharpCompilation compilation = SourceCompilation.Of(sources);

        // A third of the compiler's time goes into warnings about null, which the tests of the generator ask for.
        return compilation
            .WithOptions(compilation.Options.WithOutputKind(kind).WithNullableContextOptions(NullableContextOptions.Annotations))
            .AddReferences(MetadataReference.CreateFromFile(TestAssembly));
    }

    /// <summary>Lets the generator write the models that the text declares.</summary>
    public static Compilation Generate(OutputKind kind, string source)
    {
        CSharpCompilation declarations = Parse(kind, source);
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new ModelGenerator().AsSourceGenerator()], parseOptions: (CSharpParseOptions)declarations.SyntaxTrees[0].Options);
        driver.RunGeneratorsAndUpdateCompilation(declarations, out Compilation compilation, out var diagnostics);
        Assert.Empty(diagnostics);
        return compilation;
    }

    /// <summary>The assembly's bytes; any warning fails.</summary>
    public static byte[] Emit(Compilation compilation)
    {
        using var memory = new MemoryStream();
        var result = compilation.Emit(memory);
        Assert.Empty(result.Diagnostics.Where(static d => d.Severity >= DiagnosticSeverity.Warning).Select(static d => d.ToString()).Take(10));
        return memory.ToArray();
    }

    public static IReadOnlyList<IModelProbe> LoadProbes(byte[] assembly)
        => (IReadOnlyList<IModelProbe>)Assembly.Load(assembly).CreateInstance("Probes")!;
}
