using System.Collections.Immutable;
using KernelGen.Generators.Tests.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace KernelGen.Generators.Tests.Declarations;

/// <summary>Right declarations with random tokens missing, doubled, exchanged or replaced: most are wrong, none may break the generator.</summary>
public class MutationTests
{
    private const int Mutants = 240;

    private static readonly string[] Sources =
    [
        """
        using KernelGen;

        namespace Clinic;

        public static partial class Outer
        {
            [Model(Inputs = 4, Precision = Precision.Both)]
            [Dense(3, Activation.Tanh, Bias = false)]
            [Dense(units: 2, activation: Activation.Linear)]
            [Loss(Loss.SoftmaxCrossEntropy, Targets = Targets.Distribution)]
            [Regularize(L1 = 1e-3, L2 = 0.1)]
            public sealed partial class Digits
            {
                public Digits() { }

                public int Seed { get; set; }
            }
        }
        """,
        """
        using KernelGen;

        [Model(Inputs = 2)]
        [Dense(1)]
        [Loss(Loss.Hinge)]
        internal partial class Machine { private readonly int margin = 1; public int Margin() => margin; }

        [Model(Inputs = 2)]
        [Dense(2, Activation.HardThreshold)]
        internal partial class Gate;

        internal partial class Gate { public static int Predictions; }
        """,
    ];

    /// <summary>What a token may be replaced by, where it is one of these itself: a wrong declaration that is still C#.</summary>
    private static readonly string[][] Alternatives =
    [
        ["0", "1", "2", "3", "4", "-1", "1e-3", "0.1", "int.MaxValue"],
        ["class", "record", "struct", "interface", "record struct"],
        ["public", "internal", "private", "sealed", "static", "abstract", "file", "partial", "readonly", "required", ""],
        ["Tanh", "Linear", "Relu", "HardThreshold"],
        ["SoftmaxCrossEntropy", "Hinge", "LogisticCrossEntropy", "MulticlassHinge", "SquaredError"],
        ["Single", "Double", "Both"],
        ["Distribution", "Natural"],
        ["true", "false", "null"],
        ["Model", "Dense", "Loss", "Regularize"],
        ["Digits", "Digits<T>", "Machine", "Gate", "Outer", "Seed", "margin", "Margin", "Predictions", "Predict", "W1", "parameters", "Kernels", "@class"],
        ["L1", "L2"],
    ];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_damaged_declaration_is_refused_or_compiles(int which)
    {
        string[] tokens = Tokens(Sources[which]);
        for (int seed = 0; seed < Mutants / Sources.Length; seed++)
        {
            string source = Mutate(tokens, new Random(seed));
            string? fault = await FindFault(source);
            Assert.True(fault is null, $"seed {seed}: {fault}\n{source}");
        }
    }

    /// <summary>Otherwise the test above would show no more than that the compiler refuses what is not C#.</summary>
    [Fact]
    public void Many_damaged_declarations_are_still_declarations()
    {
        int valid = Enumerable.Range(0, Mutants / Sources.Length)
            .Select(seed => SourceCompilation.Of(Mutate(Tokens(Sources[1]), new Random(seed))))
            .Count(static c => !c.GetDiagnostics().Any(static d => d.Severity == DiagnosticSeverity.Error));
        Assert.InRange(valid, Mutants / Sources.Length / 8, Mutants / Sources.Length);
    }

    [Fact]
    public async Task The_undamaged_declarations_are_right()
    {
        foreach (string source in Sources)
        {
            Assert.Null(await FindFault(string.Concat(Tokens(source))));
            Assert.Empty(await DeclarationAnalysis.Of(source));
        }
    }

    /// <summary>What is wrong with how the generator and the analyzer take a source, or null.</summary>
    private static async Task<string?> FindFault(string source)
    {
        TrackedRun run = TrackedRun.Start(SourceCompilation.Of(source));
        if (run.Result.Exception is { } exception)
        {
            return $"the generator threw {exception}";
        }

        ImmutableArray<Diagnostic> diagnostics = await DeclarationAnalysis.Of(run.Source);
        if (diagnostics.FirstOrDefault(static d => !d.Id.StartsWith("KG", StringComparison.Ordinal)) is { } broken)
        {
            return $"the analyzer broke: {broken}";
        }

        // Where the user's own part compiles, either we have a word to say or what we add compiles too.
        bool compiles = !run.Source.GetDiagnostics().Any(static d => d.Severity == DiagnosticSeverity.Error);
        if (!compiles || !diagnostics.IsEmpty)
        {
            return null;
        }

        return run.Complete.GetDiagnostics().FirstOrDefault(static d => d.Severity == DiagnosticSeverity.Error) is { } error
            ? $"nothing was reported, but what is generated does not compile: {error}"
            : null;
    }

    private static string[] Tokens(string source) =>
        [.. CSharpSyntaxTree.ParseText(source).GetRoot().DescendantTokens().Select(static t => t.ToFullString())];

    private static string Mutate(string[] tokens, Random random)
    {
        List<string> mutant = [.. tokens];

        // Half of the mutants have a single fault, so that some stay valid C#.
        int count = random.Next(2) == 0 ? 1 : 1 + random.Next(3);
        for (int i = 0; i < count; i++)
        {
            int place = random.Next(mutant.Count);
            int other = random.Next(mutant.Count);
            switch (random.Next(8))
            {
                case 0:
                    mutant.RemoveAt(place);
                    break;
                case 1:
                    mutant.Insert(place, mutant[place]);
                    break;
                case 2:
                    (mutant[place], mutant[other]) = (mutant[other], mutant[place]);
                    break;
                default:
                    Replace(mutant, random);
                    break;
            }
        }

        return string.Concat(mutant);
    }

    private static void Replace(List<string> mutant, Random random)
    {
        int[] places = [.. Enumerable.Range(0, mutant.Count).Where(i => Alternatives.Any(a => a.Contains(mutant[i].Trim())))];
        int place = places[random.Next(places.Length)];
        string[] alternatives = Alternatives.First(a => a.Contains(mutant[place].Trim()));
        mutant[place] = alternatives[random.Next(alternatives.Length)] + " ";
    }
}
