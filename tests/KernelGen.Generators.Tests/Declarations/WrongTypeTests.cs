using static KernelGen.Generators.Tests.Declarations.DeclarationAnalysis;

namespace KernelGen.Generators.Tests.Declarations;

/// <summary>Classes that cannot hold a model.</summary>
public class WrongTypeTests
{
    private const string Attributes = "[Model(Inputs = 4)] [Dense(1)] ";

    [Fact]
    public Task A_class_that_is_not_partial_is_refused_at_its_name() =>
        Refuses(Attributes + "public class {|KG0001:Digits|};", "write 'partial class Digits'");

    [Fact]
    public Task A_generic_class_is_refused_at_its_type_parameters() =>
        Refuses(Attributes + "public partial class Digits{|KG0002:<T>|};", "remove the type parameters");

    [Fact]
    public Task A_record_is_refused() =>
        Refuses(Attributes + "public partial record {|KG0015:Digits|};", "'Digits' is a record");

    [Fact]
    public Task A_static_class_is_refused() =>
        Refuses(Attributes + "public static partial class {|KG0015:Digits|};", "'Digits' is static");

    [Fact]
    public Task An_abstract_class_is_refused() =>
        Refuses(Attributes + "public abstract partial class {|KG0015:Digits|};", "'Digits' is abstract");

    [Fact]
    public Task A_class_local_to_its_file_is_refused() =>
        Refuses(Attributes + "file partial class {|KG0015:Digits|};", "'Digits' is local to its file");

    [Fact]
    public Task A_class_inside_one_that_is_local_to_its_file_is_refused() =>
        Refuses("file partial class {|KG0016:Outer|} { " + Attributes + "public partial class Digits; }", "'Outer' contains the model 'Digits'");

    [Fact]
    public Task A_class_inside_one_that_is_not_partial_is_refused() =>
        Refuses("public class {|KG0016:Outer|} { " + Attributes + "public partial class Digits; }", "must itself be a partial, non-generic type, not local to a file");

    [Fact]
    public Task A_class_inside_a_generic_one_is_refused() =>
        Refuses("public partial class {|KG0016:Outer|}<T> { " + Attributes + "public partial class Digits; }", "'Outer' contains the model 'Digits'");

    [Fact]
    public Task Every_container_is_looked_at() => Refuses(
        "public struct {|KG0016:A|} { public partial class B { public interface {|KG0016:C|} { " + Attributes + "public partial class Digits; } } }",
        "'A' contains", "'C' contains");

    [Fact]
    public Task A_class_that_cannot_be_made_without_arguments_is_refused() =>
        Refuses(Attributes + "public partial class {|KG0018:Digits|}(int seed) { public int Seed => seed; }", "has no public constructor without parameters; add one");

    [Fact]
    public Task A_class_whose_parameterless_constructor_is_private_is_refused() =>
        Refuses(Attributes + "public partial class {|KG0018:Digits|} { private Digits() { } }", "has no public constructor");

    [Fact]
    public Task A_class_with_required_members_is_refused() => Refuses(
        Attributes + "public partial class {|KG0018:Digits|} { public required int Seed { get; init; } }", "required member 'Seed'");

    [Theory]
    [InlineData("Dense(1)", "[Dense]")]
    [InlineData("Loss(Loss.Hinge)", "[Loss]")]
    [InlineData("Regularize(L2 = 1)", "[Regularize]")]
    public Task Attributes_of_a_model_mean_nothing_without_one(string attribute, string named) =>
        Refuses($"[{{|KG0019:{attribute}|}}] public partial class Digits;", $"{named} means nothing on 'Digits'");
}
