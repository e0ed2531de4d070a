using System.Text.RegularExpressions;
using KernelGen.Generators.Reading;
using KernelGen.Generators.Tests.Declarations;
using KernelGen.Generators.Tests.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using static KernelGen.Generators.Tests.Pipeline.Specs;

namespace KernelGen.Generators.Tests.Pipeline;

public class ReadmeTests
{
    // What a new project of tests has without saying so, and what Verify adds.
    private const string TestUsings = """
        global using System;
        global using System.IO;
        global using System.Linq;
        global using System.Threading.Tasks;
        global using VerifyXunit;
        global using Xunit;
        """;

    private static readonly Regex Code = new(@"```csharp\n(?<code>.*?)```", RegexOptions.Singleline);

    [Fact]
    public void The_readme_shows_the_equations_that_are_generated()
    {
        ModelSpec declared = Of(30, global::KernelGen.Generators.Reading.Loss.LogisticCrossEntropy, Dense(1)) with { L2 = 0.001 };
        Assert.Contains(RemarksOf(ModelCompiler.Compile(declared)), Readme(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_model_of_equations_in_the_readme_is_right_and_gives_what_it_shows()
    {
        string model = Code.Matches(Readme()).Select(static m => m.Groups["code"].Value)
            .Single(static c => c.Contains("[Objective]", StringComparison.Ordinal));
        GeneratorRun run = GeneratorRun.Of(model);
        ModelExercise.RunAll(run);
        Assert.Contains(RemarksOf(run.Text), Readme(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_snapshot_test_in_the_readme_compiles()
    {
        string test = Code.Matches(Readme()).Select(static m => m.Groups["code"].Value)
            .Single(static c => c.Contains("class SnapshotTests", StringComparison.Ordinal));
        string platform = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Shown",
            [CSharpSyntaxTree.ParseText(test), CSharpSyntaxTree.ParseText(TestUsings)],
            platform.Split(Path.PathSeparator).Select(static path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

        Assert.DoesNotContain(compilation.GetDiagnostics(), static d => d.Severity is DiagnosticSeverity.Error or DiagnosticSeverity.Warning);
    }

    [Fact]
    public async Task The_shapes_that_do_not_fit_in_the_readme_are_refused_in_those_words()
    {
        string model = Code.Matches(Readme()).Select(static m => m.Groups["code"].Value)
            .Single(static c => c.Contains("[Objective]", StringComparison.Ordinal));
        var complaints = await DeclarationAnalysis.Of(model.Replace("[Input(30)]", "[Input(31)]", StringComparison.Ordinal));
        Assert.Contains(complaints, c => Readme().Contains($"error {c.Id}: {c.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}", StringComparison.Ordinal));
    }

    [Fact]
    public void The_readme_names_every_function_of_the_vocabulary_and_every_kind_of_target()
    {
        string[] rows = [.. Readme().Split('\n').SkipWhile(static l => !l.StartsWith("| targets ", StringComparison.Ordinal)).TakeWhile(static l => l.StartsWith('|'))];
        Assert.All(Vocabulary.Names, name => Assert.Contains(rows, row => Regex.IsMatch(row, $"`{name}[`(]")));
        Assert.All(["[Target] Scalar", "[Target(3)] Vector", "[Target] Label"], target => Assert.Contains(target, rows[0], StringComparison.Ordinal));
    }

    /// <summary>From the first line of the remarks to the parameters.</summary>
    private static string RemarksOf(string text) => string.Join("\n", text.ReplaceLineEndings("\n").Split('\n')
        .SkipWhile(static line => line != "/// <code>").Skip(1)
        .TakeWhile(static line => !line.StartsWith("/// parameters", StringComparison.Ordinal))
        .Select(static line => line.Length > 4 ? line[4..] : "")).TrimEnd();

    private static string Readme() => File.ReadAllText(Path.Combine(SolutionDirectory(), "README.md")).ReplaceLineEndings("\n");

    private static string SolutionDirectory()
    {
        DirectoryInfo directory = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "KernelGen.sln")))
        {
            directory = directory.Parent!;
        }

        return directory.FullName;
    }
}
