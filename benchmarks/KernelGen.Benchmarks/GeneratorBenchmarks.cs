using BenchmarkDotNet.Attributes;
using KernelGen.Benchmarks.ColdBuild;
using KernelGen.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace KernelGen.Benchmarks;

/// <summary>What the generator adds to a build, and to keystrokes; the C# compiler's own work on what it writes is not in it.</summary>
[MemoryDiagnoser]
public class GeneratorBenchmarks
{
    private Compilation compilation = null!;
    private Compilation editedElsewhere = null!;
    private Compilation editedBeside = null!;
    private GeneratorDriver warm = null!;

    /// <summary>What is declared.</summary>
    public enum Declared
    {
        /// <summary>One perceptron with a hidden layer.</summary>
        OneModel,

        /// <summary>One perceptron of twenty layers, no two of the same shape.</summary>
        TwentyLayers,

        /// <summary>Fifty models of eight kinds, layers and equations.</summary>
        FiftyModels,
    }

    /// <summary>The project.</summary>
    [ParamsAllValues]
    public Declared Project { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        string assemblies = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        SyntaxTree unrelated = CSharpSyntaxTree.ParseText("class Unrelated;");
        string text = Text();
        SyntaxTree declarations = CSharpSyntaxTree.ParseText(text);
        compilation = CSharpCompilation.Create(
            "Declarations",
            [declarations, unrelated],
            assemblies.Split(Path.PathSeparator).Select(static path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        editedElsewhere = compilation.ReplaceSyntaxTree(unrelated, CSharpSyntaxTree.ParseText("class Unrelated { }"));
        editedBeside = compilation.ReplaceSyntaxTree(declarations, CSharpSyntaxTree.ParseText(text + "\nclass Beside;\n"));
        warm = NewDriver().RunGenerators(compilation);
        int expected = Project == Declared.FiftyModels ? 50 : 1;
        int generated = warm.GetRunResult().GeneratedTrees.Length;
        if (generated != expected)
        {
            throw new InvalidOperationException($"{expected} models were declared; {generated} were generated.");
        }
    }

    // A clone has not bound its symbols yet, so that no run profits from the one before it.

    /// <summary>A build.</summary>
    [Benchmark(Baseline = true)]
    public GeneratorDriver Cold() => NewDriver().RunGenerators(compilation.Clone());

    /// <summary>A keystroke in a file without models.</summary>
    [Benchmark]
    public GeneratorDriver EditInAnotherFile() => warm.RunGenerators(editedElsewhere.Clone());

    /// <summary>A keystroke in the file of the models, outside of them: they are read again, and found unchanged.</summary>
    [Benchmark]
    public GeneratorDriver EditInTheSameFile() => warm.RunGenerators(editedBeside.Clone());

    private static CSharpGeneratorDriver NewDriver() => CSharpGeneratorDriver.Create(new ModelGenerator());

    private string Text() => Project switch
    {
        Declared.OneModel => Perceptron([128]),
        Declared.TwentyLayers => Perceptron(Enumerable.Range(0, 19).Select(static i => 200 - 7 * i)),
        _ => MixedModels.Declare(50),
    };

    private static string Perceptron(IEnumerable<int> hidden) => $"""
        using KernelGen;

        [Model(Inputs = 784)]
        {string.Concat(hidden.Select(static units => $"[Dense({units}, Activation.Relu)]"))}
        [Dense(10)]
        [Loss(Loss.SoftmaxCrossEntropy)]
        public sealed partial class Perceptron;
        """;
}
