using System.Reflection;
using KernelGen.Equations;
using KernelGen.Generators.Reading;

namespace KernelGen.Generators.Tests.Equations;

/// <summary>The generator cannot reference the runtime package, so it spells the vocabulary again: both must agree.</summary>
public class EquationVocabularyTests
{
    [Fact]
    public void Functions_have_the_names_of_the_runtime() => Assert.Equal(
        typeof(Functions).GetMethods(BindingFlags.Public | BindingFlags.Static).Select(static m => m.Name).Distinct().Order(StringComparer.Ordinal),
        Vocabulary.Names.Order(StringComparer.Ordinal));

    [Fact]
    public void Values_have_the_names_of_the_runtime() => Assert.Equal(
        [nameof(Scalar), nameof(Vector), nameof(Matrix), nameof(Label)], Enum.GetNames<ValueKind>());
}
