using BenchmarkDotNet.Attributes;
using KernelGen.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace KernelGen.Benchmarks;

/// <summary>What the generator adds to a build (cold), and to a keystroke in an unrelated file (cached).</summary>
[MemoryDiagnoser]
public class GeneratorBenchmarks
{
    private Compilation compilation = null!;
    private Compilation edited = null!;
    private GeneratorDriver warm = null!;

    /// <summary>Models of the project, no two of the same shape.</summary>
    [Params(1, 20)]
    public int Models { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        string assemblies = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        SyntaxTree unrelated = CSharpSyntaxTree.ParseText("class Unrelated;");
        compilation = CSharpCompilation.Create(
            "Declarations",
            [CSharpSyntaxTree.ParseText(Declarations(Models)), unrelated],
            assemblies.Split(Path.PathSeparator).Select(static path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        edited = compilation.ReplaceSyntaxTree(unrelated, CSharpSyntaxTree.ParseText("class Unrelated { }"));
        warm = NewDriver().RunGenerators(compilation);
        int generated = warm.GetRunResult().GeneratedTrees.Length;
        if (generated != Models)
        {
            throw new InvalidOperationException($"{Models} models were declared; {generated} were generated.");
        }
    }

    // A clone has not bound its symbols yet, so that no run profits from the one before it.
    [Benchmark(Baseline = true)]
    public GeneratorDriver Cold() => NewDriver().RunGenerators(compilation.Clone());

    [Benchmark]
    public GeneratorDriver Cached() => warm.RunGenerators(edited.Clone());

    private static CSharpGeneratorDriver NewDriver() => CSharpGeneratorDriver.Create(new ModelGenerator());

    private static string Declarations(int count) => "using KernelGen;\n" + string.Concat(Enumerable.Range(0, count).Select(static i => $"""

        [Model(Inputs = {100 + 7 * i})]
        [Dense({128 - i}, Activation.Relu)]
        [Dense(10)]
        [Loss(Loss.SoftmaxCrossEntropy)]
        public sealed partial class Classifier{i};

        """));
}
