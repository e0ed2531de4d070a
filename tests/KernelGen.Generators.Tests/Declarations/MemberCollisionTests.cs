using KernelGen.Generators.Tests.Running;
using Microsoft.CodeAnalysis;
using static KernelGen.Generators.Tests.Declarations.DeclarationAnalysis;

namespace KernelGen.Generators.Tests.Declarations;

/// <summary>Members of the user's with the names of generated ones.</summary>
public class MemberCollisionTests
{
    [Theory]
    [InlineData("private readonly int other = 1, {|KG0011:parameters|} = 2;", "parameters")]
    [InlineData("public const int {|KG0011:InputCount|} = 4;", "InputCount")]
    [InlineData("public void {|KG0011:Predict|}(string text) { }", "Predict")]
    [InlineData("public int {|KG0011:W1|} => 1;", "W1")]
    [InlineData("public int {|KG0011:B2|} { get; set; }", "B2")]
    [InlineData("public sealed class {|KG0011:Equations|};", "Equations")]
    [InlineData("private enum {|KG0011:Kernels|} { One }", "Kernels")]
    [InlineData("private delegate void {|KG0011:Gradient|}();", "Gradient")]
    [InlineData("public event System.Action? {|KG0011:Info|};", "Info")]
    [InlineData("public event System.Action {|KG0011:Probe|} { add { } remove { } }", "Probe")]
    [InlineData("public sealed class {|KG0011:DoublePrecision|};", "DoublePrecision")]
    public Task Any_kind_of_member_is_refused_at_its_name(string member, string name) => Refuses(
        $$"""
        [Model(Inputs = 4, Precision = Precision.Both)]
        [Dense(3, Activation.Tanh)]
        [Dense(1)]
        [Loss(Loss.Hinge)]
        public partial class Digits
        {
            {{member}}
        }
        """,
        $"'{name}' is also the name of a member that the build writes into 'Digits'; rename it");

    [Theory]
    [InlineData("Predict")]
    [InlineData("W1")]
    [InlineData("Kernels")]
    public Task A_class_with_the_name_of_its_own_member_is_refused(string name) =>
        Refuses($"[Model(Inputs = 4)] [Dense(1)] public partial class {{|KG0011:{name}|}};", $"'{name}' is also the name");

    [Fact]
    public Task Every_colliding_overload_is_refused_in_whichever_part_it_stands() => Refuses(
        """
        [Model(Inputs = 4)] [Dense(1)] public partial class Digits { public void {|KG0011:Predict|}() { } }
        public partial class Digits { public void {|KG0011:Predict|}(int a) { } }
        """,
        "'Predict'", "'Predict'");

    [Theory]
    [InlineData("public string Info => \"\";")]
    [InlineData("protected static int W1;")]
    [InlineData("private protected void Predict() { }")]
    public Task A_name_that_would_hide_an_inherited_member_is_refused_at_the_class(string member) => Refuses(
        $$"""
        public class Named { {{member}} private int InputCount() => 1; protected int W3() => InputCount(); }
        public class Renamed : Named;
        [Model(Inputs = 4)] [Dense(1)] public partial class {|KG0011:Digits|} : Renamed;
        """,
        "is also the name of a member that the build writes into 'Digits'");

    [Theory]
    [InlineData("", "public int B1 => 1;")]
    [InlineData("", "public int W2 => 1;")]
    [InlineData("", "public int Cost => 1;")]
    [InlineData("", "public sealed class DoublePrecision;")]
    [InlineData("[Loss(Loss.SquaredError)]", "public int Classify() => 1;")]
    public Task A_name_that_this_model_does_not_get_is_free(string loss, string member) => Accepts(
        $"[Model(Inputs = 4)] [Dense(1, Bias = false)] {loss} public partial class Digits {{ {member} }}");

    /// <summary>The list of names is kept by hand; what is generated is the judge.</summary>
    [Theory]
    [InlineData("[Dense(2)]", "Single")]
    [InlineData("[Dense(2, Bias = false)] [Dense(1)] [Loss(Loss.SquaredError)]", "Double")]
    [InlineData("[Dense(3, Activation.Relu)] [Dense(2)] [Loss(Loss.SoftmaxCrossEntropy)] [Regularize(L1 = 1)]", "Both")]
    [InlineData("[Dense(1)] [Loss(Loss.Hinge)]", "Both")]
    public async Task Every_generated_member_is_one_that_collides(string layers, string precision)
    {
        string head = $"using KernelGen;\n\n[Model(Inputs = 4, Precision = Precision.{precision})] {layers} public partial class Digits";
        INamedTypeSymbol model = TrackedRun.Start(SourceCompilation.Of(head + ";")).Complete.GetTypeByMetadataName("Digits")!;
        string[] generated = [.. model.GetMembers().Where(static m => m.CanBeReferencedByName).Select(static m => m.Name).Distinct()];
        string members = string.Join(' ', generated.Select(static n => $"private class {n};"));
        IEnumerable<Diagnostic> found = await Of($"{head} {{ {members} }}");
        Assert.Equal(generated.Order(), found.Where(static d => d.Id == "KG0011").Select(static d => d.GetMessage(null).Split('\'')[1]).Order());
    }
}
