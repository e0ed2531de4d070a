using static KernelGen.Generators.Tests.Declarations.DeclarationAnalysis;

namespace KernelGen.Generators.Tests.Declarations;

/// <summary>Declarations that are right: nothing is said of them, also when their generated part is in sight.</summary>
public class RightDeclarationTests
{
    private const string Attributes = "[Model(Inputs = 4)] [Dense(3, Activation.Relu)] [Dense(2)] [Loss(Loss.SoftmaxCrossEntropy)] ";

    [Theory]
    [InlineData("public sealed partial class Digits;")]
    [InlineData("namespace Clinic.Models; {0} internal partial class Digits;")]
    [InlineData("namespace Clinic { namespace Models { {0} partial class Digits { } } }")]
    [InlineData("public partial class Outer { {0} private sealed partial class Digits; }")]
    [InlineData("public readonly partial struct Outer { {0} public partial class Digits; }")]
    [InlineData("public ref partial struct Outer { {0} public partial class Digits; }")]
    [InlineData("public partial interface IOuter { {0} public partial class Digits; }")]
    [InlineData("public partial record Outer(int Size) { {0} protected partial class Digits; }")]
    [InlineData("public partial record struct Outer(int Size) { {0} public partial class Digits; }")]
    [InlineData("public static partial class A { public partial struct B { {0} public partial class Digits; } }")]
    [InlineData("namespace @namespace.@class; {0} public partial class @return;")]
    [InlineData("namespace @int; public partial struct @struct { {0} public partial class @base; }")]
    [InlineData("namespace Größe; {0} public partial class 数字;")]
    [InlineData("public sealed partial class Digits { public Digits() { } public Digits(int seed) => Initialize(seed); }")]
    [InlineData("public partial class Digits { [System.Diagnostics.CodeAnalysis.SetsRequiredMembers] public Digits() { } public required int Seed; }")]
    [InlineData("public partial class Digits; public sealed partial class Digits;")]
    public Task Any_place_for_a_class_will_do(string type) =>
        Accepts(type.Contains("{0}", StringComparison.Ordinal) ? type.Replace("{0}", Attributes, StringComparison.Ordinal) : Attributes + type);

    [Theory]
    [InlineData("[Model(Inputs = 4), Dense(1)]")]
    [InlineData("[global::KernelGen.Model(Inputs = 4)] [global::KernelGen.DenseAttribute(units: 1)]")]
    [InlineData("[type: Model(Inputs = 4)] [type: Dense(1)]")]
    [InlineData("[Model(Inputs = 2 * 2)] [Dense('\\u0001')]")]
    [InlineData("[Model(Inputs = sizeof(int))] [Dense(activation: default, units: 1)]")]
    [InlineData("[Model(Inputs = 4)] [Dense(1)] [Loss(Loss.SquaredError)] [Regularize]")]
    [InlineData("[Model(Inputs = 4)] [Dense(1)] [Loss(Loss.SquaredError)] [Regularize(L1 = 0, L2 = 0)]")]
    [InlineData("[System.Obsolete, Model(Inputs = 4)] [Dense(2, Activation.HardThreshold)]")]
    public Task Attributes_may_be_spelt_in_any_way(string attributes) => Accepts(attributes + " public partial class Digits;");

    [Fact]
    public Task Attributes_may_be_named_by_an_alias() =>
        Accepts("using M = KernelGen.ModelAttribute; using D = KernelGen.DenseAttribute;\n[M(Inputs = 4)] [D(1)] public partial class Digits;");

    [Fact]
    public async Task Attributes_of_the_same_name_from_elsewhere_mean_nothing() => Assert.Empty(await Of(
        """
        namespace Fashion;

        public sealed class ModelAttribute : System.Attribute;

        public sealed class DenseAttribute : System.Attribute;

        [Model] [Dense] public class Catwalk;
        """));
}
