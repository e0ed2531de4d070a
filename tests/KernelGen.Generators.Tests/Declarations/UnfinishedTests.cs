using System.Collections.Immutable;
using KernelGen.Generators.Tests.Running;
using Microsoft.CodeAnalysis;
using static KernelGen.Generators.Tests.Declarations.DeclarationAnalysis;

namespace KernelGen.Generators.Tests.Declarations;

/// <summary>Code as it stands while it is being typed.</summary>
public class UnfinishedTests
{
    [Theory]
    [InlineData("[Model(Inputs = 4)] [Dense] public partial class Digits;")]
    [InlineData("[Model(Inputs = 4)] [Dense()] public partial class Digits;")]
    [InlineData("[Model(Inputs = 4)] [Dense( public partial class Digits;")]
    [InlineData("[Model(Inputs = 4)] [Dense(]")]
    [InlineData("[Model(Inputs = 4)] [Dense(] public partial class Digits;")]
    [InlineData("[Model(Inputs = 4)] [Dense(units)] public partial class Digits;")]
    [InlineData("[Model(Inputs = 4)] [Dense(3, Activation.)] public partial class Digits;")]
    [InlineData("[Model(Inputs = 4)] [Dense(3, Activation.Sine)] public partial class Digits;")]
    [InlineData("[Model(Inputs = 4)] [Dense(3, Relu)] public partial class Digits;")]
    [InlineData("[Model(Inputs = 4)] [Dense(activation: Activation.Relu)] public partial class Digits;")]
    [InlineData("[Model(Inputs = 4)] [Dense(3, 3)] public partial class Digits;")]
    [InlineData("[Model(Inputs = 4)] [Dense(\"3\")] public partial class Digits;")]
    [InlineData("[Model(Inputs = 4)] [Dense(3.5)] public partial class Digits;")]
    [InlineData("[Model(Inputs = 4)] [Dense(null)] public partial class Digits;")]
    [InlineData("[Model(Inputs = 4)] [Dense(new[] { 3 })] public partial class Digits;")]
    [InlineData("[Model(Inputs = )] [Dense(3)] public partial class Digits;")]
    [InlineData("[Model(Inputs)] [Dense(3)] public partial class Digits;")]
    [InlineData("[Model(Inputs: 4)] [Dense(3)] public partial class Digits;")]
    [InlineData("[Model(4)] [Dense(3)] public partial class Digits;")]
    [InlineData("[Model(Inputs = 4 [Dense(3)] public partial class Digits;")]
    [InlineData("[Model(Inputs = 4)] [Dense(3)] [Loss] public partial class Digits;")]
    [InlineData("[Model(Inputs = 4)] [Dense(3)] [Loss(Loss.)] public partial class Digits;")]
    [InlineData("[Model(Inputs = 4)] [Dense(3)] [Loss(Loss.SoftmaxCrossEntropy, Targets = )] public partial class Digits;")]
    [InlineData("[Model(Inputs = 4)] [Dense(3)] [Loss(Loss.SquaredError)] [Regularize(L2 = )] public partial class Digits;")]
    [InlineData("[Model(Inputs = 4)] [Dense(3)] [Loss(Loss.SquaredError)] [Regularize(L2 = lambda)] public partial class Digits;")]
    [InlineData("[Model(Inputs = 4, Precision = Precision.)] [Dense(3)] public partial class Digits;")]
    [InlineData("[Model(Inputs = 4)] [Dense(3, Bias = )] public partial class Digits;")]
    [InlineData("[Model(Inputs = 4)] [Dense(3, Bias = maybe)] public partial class Digits;")]
    [InlineData("[Model(Inputs = 4)] [Dense(3)] public partial class")]
    [InlineData("[Model(Inputs = 4)] [Dense(3)] public partial struct Digits;")]
    [InlineData("[Model(Inputs = 4)] [Dense(3)] public partial interface IDigits;")]
    [InlineData("[Model(Inputs = 4)] [Dense(3)] public enum Digits;")]
    [InlineData("[Model(Inputs = 4)] [Dense(3)] public static partial class Digits { } public partial class Digits<T> { }")]
    [InlineData("[Model(Inputs = 4)] [Dense(3)]")]
    [InlineData("[Model(Inputs = 4)] [Dense(3)] public void Digits() { }")]
    public async Task Nothing_is_written_and_nothing_breaks(string source)
    {
        TrackedRun run = TrackedRun.Start(SourceCompilation.Of("using KernelGen;\n" + source));
        AssertSilent(run);
        AssertNoneBroke(await Of(run));
        Assert.Contains(run.Source.GetDiagnostics().Concat(await Of(run)), static d => d.Severity == DiagnosticSeverity.Error);
    }

    [Theory]
    [InlineData("[Model(Inputs = 4)] [Model(Inputs = 5)] [Dense(3)] public partial class Digits;")]
    [InlineData("[Model(Inputs = 4)] [Dense(3)] public partial class Digits; [Model(Inputs = 4)] public partial class Digits;")]
    [InlineData("[Model(Inputs = 4)] [Dense(3)] public partial class Digits; [Model(Inputs = 4)] [Dense(3)] public partial class Digits;")]
    [InlineData("[Model(Inputs = 4)] [Dense(3)] public partial class Digits; public class Digits;")]
    [InlineData("[Model(Inputs = 4)] [Dense(3)] public partial class Digits : Missing;")]
    [InlineData("[Model(Inputs = 4)] [Dense(3)] [Missing] public partial class Digits;")]
    [InlineData("[Model(Inputs = 4, Inputs = 5)] [Dense(3)] public partial class Digits;")]
    [InlineData("[Model(Inputs = 4)] [Dense(3, activation: Activation.Relu, activation: Activation.Tanh)] public partial class Digits;")]
    public async Task A_declaration_said_twice_breaks_nothing(string source)
    {
        TrackedRun run = TrackedRun.Start(SourceCompilation.Of("using KernelGen;\n" + source));
        Assert.Null(run.Result.Exception);
        AssertNoneBroke(await Of(run));
    }

    private static void AssertNoneBroke(ImmutableArray<Diagnostic> diagnostics) =>
        Assert.DoesNotContain(diagnostics, static d => !d.Id.StartsWith("KG", StringComparison.Ordinal));
}
