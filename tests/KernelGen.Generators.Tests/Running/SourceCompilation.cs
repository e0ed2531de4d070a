using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace KernelGen.Generators.Tests.Running;

/// <summary>Compilations as strict as a user's may be: any warning that generated code could cause, somebody has turned on.</summary>
internal static class SourceCompilation
{
    public const string Path = "Models.cs";

    // Public generated members need documentation, or a library that documents its own would not build: hence Diagnose.
    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.Latest, DocumentationMode.Diagnose);

    private static readonly CSharpCompilation Empty = CSharpCompilation.Create(
        "Models",
        references: References(),
        options: new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            optimizationLevel: OptimizationLevel.Release,
            checkOverflow: true,
            deterministic: true,
            warningLevel: 9999,
            nullableContextOptions: NullableContextOptions.Enable));

    public static CSharpCompilation Of(params IEnumerable<string> sources) =>
        Empty.AddSyntaxTrees(sources.Select((source, index) => Parse(source, index == 0 ? Path : $"Models{index}.cs")));

    /// <summary>The compilation after an edit of its first file.</summary>
    public static CSharpCompilation Edited(this CSharpCompilation compilation, string source)
    {
        SyntaxTree before = compilation.SyntaxTrees[0];
        return compilation.ReplaceSyntaxTree(before, before.WithChangedText(SourceText.From(source)));
    }

    private static SyntaxTree Parse(string source, string path) => CSharpSyntaxTree.ParseText(SourceText.From(source), Parsing, path);

    private static List<PortableExecutableReference> References()
    {
        string framework = System.IO.Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string trusted = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        return trusted.Split(System.IO.Path.PathSeparator)
            .Where(path => System.IO.Path.GetDirectoryName(path) == framework || path == typeof(ModelAttribute).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path))
            .ToList();
    }
}
