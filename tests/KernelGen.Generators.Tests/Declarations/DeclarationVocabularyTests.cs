using ReaderPrecision = KernelGen.Generators.Reading.Precision;
using ReaderActivation = KernelGen.Generators.Reading.Activation;
using ReaderLoss = KernelGen.Generators.Reading.Loss;
using ReaderTargets = KernelGen.Generators.Reading.Targets;

namespace KernelGen.Generators.Tests.Declarations;

/// <summary>The generator cannot reference the runtime package, so it spells the enumerations again: the constants must agree.</summary>
public class DeclarationVocabularyTests
{
    [Fact]
    public void Precisions_have_the_values_of_the_runtime() => AssertSame<Precision, ReaderPrecision>();

    [Fact]
    public void Activations_have_the_values_of_the_runtime() => AssertSame<Activation, ReaderActivation>();

    [Fact]
    public void Losses_have_the_values_of_the_runtime() => AssertSame<Loss, ReaderLoss>();

    [Fact]
    public void Targets_have_the_values_of_the_runtime() => AssertSame<Targets, ReaderTargets>();

    private static void AssertSame<TRuntime, TReader>()
        where TRuntime : struct, Enum
        where TReader : struct, Enum =>
        Assert.Equal(Constants<TRuntime>(), Constants<TReader>());

    private static IEnumerable<(string, int)> Constants<TEnum>()
        where TEnum : struct, Enum => Enum.GetValues<TEnum>().Select(static v => (v.ToString(), Convert.ToInt32(v, null)));
}
