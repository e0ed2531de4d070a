using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace KernelGen.Generators.Tests.Running;

/// <summary>The text is the same wherever and however often it is made.</summary>
public class GeneratedTextTests
{
    private const string Source = """
        using KernelGen;

        namespace Models;

        /// <summary>Has factors, exponents and large numbers to write.</summary>
        [Model(Inputs = 2000, Precision = Precision.Both)]
        [Dense(7, Activation.Softplus)]
        [Dense(3)]
        [Loss(Loss.SoftmaxCrossEntropy)]
        [Regularize(L1 = 1.5e-7, L2 = 12345.678)]
        public sealed partial class Everything;
        """;

    [Fact]
    public void Text_does_not_depend_on_the_culture()
    {
        string unusual = GeneratorRun.Of(Source).Text;
        Assert.Equal(CultureInfo.InvariantCulture, CultureInfo.CurrentCulture);
        GeneratorDriver driver = CSharpGeneratorDriver.Create(new ModelGenerator()).RunGenerators(SourceCompilation.Of(Source));
        Assert.Equal(driver.GetRunResult().Results.Single().GeneratedSources.Single().SourceText.ToString(), unusual);
    }

    [Fact]
    public void Two_runs_give_the_same_text() =>
        Assert.Equal(
            TrackedRun.Start(SourceCompilation.Of(Source)).Result.GeneratedSources.Single().SourceText.ToString(),
            TrackedRun.Start(SourceCompilation.Of(Source)).Result.GeneratedSources.Single().SourceText.ToString());

    [Fact]
    public void Lines_ended_otherwise_in_the_source_give_the_same_text() =>
        Assert.Equal(
            GeneratorRun.Of(Source).Text,
            GeneratorRun.Of(Source.Replace("\n", "\r\n", StringComparison.Ordinal)).Text);

    [Fact]
    public void Lines_of_code_are_short_enough_to_read() => Assert.Empty(GeneratedText.LongLines(GeneratorRun.Of(Source).Text));
}
