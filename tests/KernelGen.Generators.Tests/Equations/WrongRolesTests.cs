using static KernelGen.Generators.Tests.Equations.EquationRefusal;

namespace KernelGen.Generators.Tests.Equations;

/// <summary>Methods and parameters that make no model, whatever their equations are.</summary>
public class WrongRolesTests
{
    private const string Output = "[Output] static Scalar Y(Vector x, Vector w) => Dot(w, x);";
    private const string Objective = "[Objective] static Scalar L([Input(3)] Vector x, [Target] Scalar t, [Parameter(3)] Vector w) => SquaredError(Y(x, w), t);";

    [Theory]
    [InlineData("Model, {|KG0020:Dense(3)|}", "[Dense] has no meaning")]
    [InlineData("Model, {|KG0020:Loss(Loss.Hinge)|}", "[Loss] has no meaning")]
    [InlineData("Model, {|KG0020:Regularize(L2 = 1)|}", "[Regularize] has no meaning")]
    [InlineData("Model(Inputs = {|KG0020:3|})", "Inputs (the total of what is marked [Input]) has no meaning")]
    public Task Layers_beside_equations_are_refused(string attributes, string message) =>
        Refuses($"[{attributes}] public sealed partial class Sample {{ {Objective} {Output} }}", "'Sample' is declared by its equations (the method 'L'), where " + message);

    [Theory]
    [InlineData("Objective")]
    [InlineData("Output")]
    public Task Two_methods_of_one_kind_are_refused_at_the_second(string kind) => RefusesMembers(
        $"{Objective} {Output} [{{|KG0021:{kind}|}}] static Scalar Second(Vector w) => Sum(w);",
        $"'Sample' already has an [{kind}], the method '{(kind == "Objective" ? "L" : "Y")}'");

    // Beside a generated method there may be another; beside a property, such as that of a parameter, there may not.
    [Theory]
    [InlineData("static Scalar {|KG0011:F|}([Input(3)] Vector x, [Parameter(3)] Vector f) => Dot(f, x);", "F")]
    [InlineData("static Scalar {|KG0011:Info|}([Input(3)] Vector x) => Sum(x);", "Info")]
    public Task An_equation_that_is_called_as_a_generated_property_is_refused(string method, string name) =>
        RefusesMembers("[Output] " + method, $"'{name}' is also the name of a member that the build writes into 'Sample'; rename it");

    [Theory]
    [InlineData("Scalar {|KG0022:Y|}([Input(3)] Vector x) => Sum(x);", "'Y' is not static")]
    [InlineData("static Scalar {|KG0022:Y|}<T>([Input(3)] Vector x) => Sum(x);", "'Y' has type parameters")]
    [InlineData("static extern Scalar {|KG0022:Y|}([Input(3)] Vector x);", "'Y' has no body")]
    [InlineData("static partial Scalar {|KG0022:Y|}([Input(3)] Vector x);", "'Y' has no body")]
    public Task Methods_that_no_one_can_read_or_call_are_refused_at_their_name(string method, string message) =>
        RefusesMembers("[Output] " + method, message + ", but an equation depends on its parameters alone");

    [Fact]
    public Task A_property_is_no_equation() =>
        RefusesMembers("static Scalar Y { [{|KG0022:Output|}] get => 1; }", "is not an ordinary method");

    [Theory]
    [InlineData("[Objective] static {|KG0023:Vector|} L([Input(3)] Vector x) => x;", "[Objective] returns a Scalar, but 'L' returns Vector")]
    [InlineData("[Objective] static {|KG0023:double|} L([Input(3)] Vector x) => 1;", "'L' returns double")]
    [InlineData("[Output] static {|KG0023:Matrix|} L([Input(3)] Vector x) => Outer(x, x);", "[Output] returns a Scalar or a Vector, but 'L' returns Matrix")]
    [InlineData("[Output] static {|KG0023:void|} L([Input(3)] Vector x) { }", "'L' returns void")]
    public Task A_result_of_another_type_is_refused_where_it_stands(string method, string message) => RefusesMembers(method, message);

    [Theory]
    [InlineData("Scalar {|KG0024:p|}", "write one of [Input], [Parameter], [Hyperparameter] before it")]
    [InlineData("Vector {|KG0024:p|}", "write one of [Input(length)], [Parameter(length)] before it")]
    [InlineData("Matrix {|KG0024:p|}", "write one of [Parameter(rows, columns)] before it")]
    public Task A_parameter_without_a_role_is_refused_at_its_name(string parameter, string message) =>
        RefusesMembers($"[Output] static Scalar Y([Input] Scalar x, {parameter}) => x;", message);

    [Fact]
    public Task A_label_without_a_role_is_a_target() => RefusesMembers(
        "[Objective] static Scalar L([Input(3)] Vector x, Label {|KG0024:t|}) => SoftmaxCrossEntropy(x, t); [Output] static Vector Y(Vector x) => x;",
        "write one of [Target] before it");

    [Fact]
    public Task Roles_on_the_output_are_refused_where_there_is_an_objective() => RefusesMembers(
        Objective + "[Output] static Scalar Y([{|KG0025:Input(3)|}] Vector x, [{|KG0025:Parameter(3)|}] Vector w) => Dot(w, x);",
        "[Input] has no meaning here: roles stand on the parameters of 'L'", "[Parameter] has no meaning here");

    [Fact]
    public Task Roles_on_other_methods_are_refused() => RefusesMembers(
        Objective + Output + " static Scalar Z([{|KG0025:Hyperparameter|}] Scalar z) => z;", "[Hyperparameter] has no meaning here");

    [Fact]
    public Task A_target_without_an_objective_is_refused() => RefusesMembers(
        "[Output] static Scalar Y([Input] Scalar x, [{|KG0025:Target|}] Scalar t) => x - t;", "without an [Objective] nothing is compared with a target");

    [Fact]
    public Task A_weight_without_an_objective_is_refused() => RefusesMembers(
        "[Output] static Scalar Y([Input] Scalar x, [{|KG0025:Weight|}] Scalar weight) => x * weight;", "without an [Objective] nothing is weighed");

    [Fact]
    public Task A_second_weight_is_refused() => RefusesMembers(
        "[Objective] static Scalar L([Input] Scalar x, [Weight] Scalar a, [{|KG0055:Weight|}] Scalar b, [Parameter] Scalar w) => a * b * Square(Y(x, w)); "
        + "[Output] static Scalar Y(Scalar x, Scalar w) => w * x;",
        "'a' is already the weight");

    [Fact]
    public Task A_weight_is_a_number() => RefusesMembers(
        "[Objective] static Scalar L([Input] Scalar x, [Weight] {|KG0029:Vector|} a, [Parameter] Scalar w) => Sum(a) * Square(Y(x, w)); "
        + "[Output] static Scalar Y(Scalar x, Scalar w) => w * x;",
        "[Weight] stands before Scalar");

    [Fact]
    public Task Predictions_have_no_weight() => RefusesMembers(
        "[Objective] static Scalar L([Input] Scalar x, [Weight] Scalar weight, [Parameter] Scalar w) => weight * Square(Y(x, w, weight)); "
        + "[Output] static Scalar Y(Scalar x, Scalar w, Scalar {|KG0027:weight|}) => w * x;",
        "'weight' is the weight of an example in training");

    [Fact]
    public Task Two_roles_of_one_parameter_are_refused_at_the_second() => RefusesMembers(
        "[Output] static Scalar Y([Input, {|KG0026:Hyperparameter|}] Scalar x) => x;", "'x' is already [Input] and cannot be [Hyperparameter] too");

    [Theory]
    [InlineData("Vector {|KG0027:v|}", "'v' is none of those (x, w)")]
    [InlineData("{|KG0027:Matrix|} w", "'w' is a Vector there and a Matrix here")]
    [InlineData("Scalar {|KG0027:t|}", "'t' is the target, which is not known when predicting")]
    public Task Parameters_of_the_output_that_the_objective_does_not_have_are_refused(string parameter, string message) => RefusesMembers(
        $"[Objective] static Scalar L([Input(3)] Vector x, [Target] Scalar t, [Parameter(3)] Vector w) => t; [Output] static Scalar Y({parameter}) => 1;", message);

    [Theory]
    [InlineData("[{|KG0028:Input|}] Vector p", "'p' is a Vector, so write [Input(length)] here")]
    [InlineData("[{|KG0028:Input(3)|}] Scalar p", "'p' is a Scalar, so write [Input] here")]
    [InlineData("[{|KG0028:Parameter(3)|}] Matrix p", "'p' is a Matrix, so write [Parameter(rows, columns)] here")]
    [InlineData("[{|KG0028:Parameter(3, 1)|}] Vector p", "'p' is a Vector, so write [Parameter(length)] here")]
    [InlineData("[{|KG0028:Parameter|}] Vector p", "so write [Parameter(length)] here")]
    [InlineData("[{|KG0028:Target(3)|}] Label p", "'p' is a Label, so write [Target] here")]
    [InlineData("[{|KG0028:Target|}] Vector p", "so write [Target(length)] here")]
    [InlineData("[Input({|KG0004:0|})] Vector p", "The length of 'p' is 0, but it must be at least 1")]
    [InlineData("[Parameter({|KG0004:-1|}, {|KG0004:0|})] Matrix p", "The number of rows of 'p' is -1", "The number of columns of 'p' is 0")]
    [InlineData("[Parameter({|KG0017:65536|}, 65536)] Matrix p", "With this 'Sample' has more than 2147483591 parameters, padding included")]
    [InlineData("[Input({|KG0017:int.MaxValue|})] Vector p", "With this 'Sample' has more than 2147483591 input values")]
    public Task Sizes_that_are_missing_or_wrong_are_refused(string parameter, params string[] messages) => RefusesMembers(
        $"[Objective] static Scalar L([Input] Scalar x, {parameter}) => x; [Output] static Scalar Y(Scalar x) => x;", messages);

    [Theory]
    [InlineData("[Input(3)] {|KG0029:Matrix|} p", "[Input] stands before Scalar or Vector, but 'p' is a Matrix")]
    [InlineData("[Input] {|KG0029:Label|} p", "[Input] stands before Scalar or Vector, but 'p' is a Label")]
    [InlineData("[Target(3)] {|KG0029:Matrix|} p", "[Target] stands before Scalar, Vector or Label")]
    [InlineData("[Parameter] {|KG0029:Label|} p", "[Parameter] stands before Scalar, Vector or Matrix")]
    [InlineData("[Hyperparameter] {|KG0029:Vector|} p", "[Hyperparameter] stands before Scalar, but 'p' is a Vector")]
    [InlineData("[Hyperparameter] {|KG0029:double|} p", "Equations compute with Scalar, Vector, Matrix and Label, but 'p' is double")]
    [InlineData("{|KG0029:int|} p", "but 'p' is int")]
    [InlineData("[Input] {|KG0029:ref|} Scalar p", "'p' is passed by reference")]
    [InlineData("[Input] {|KG0029:in|} Scalar p", "'p' is passed by reference")]
    public Task Roles_that_a_type_cannot_have_are_refused(string parameter, string message) => RefusesMembers(
        $"[Objective] static Scalar L([Input] Scalar x, {parameter}) => x; [Output] static Scalar Y(Scalar x) => x;", message);

    [Fact]
    public Task A_second_target_is_refused() => RefusesMembers(
        Objective.Replace("[Parameter", "[{|KG0030:Target|}] Scalar u, [Parameter", StringComparison.Ordinal) + Output, "'t' is already the target");

    [Fact]
    public Task Equations_without_an_input_are_refused_at_their_name() =>
        RefusesMembers("[Objective] static Scalar {|KG0031:L|}([Parameter] Scalar w) => w * w;", "'L' has no [Input]");

    [Fact]
    public Task A_target_without_an_output_is_refused_at_the_objective() => RefusesMembers(
        "[Objective] static Scalar {|KG0032:L|}([Input] Scalar x, [Target] Scalar t) => SquaredError(x, t);", "'L' compares with the target 't'");

    [Fact]
    public Task A_gradient_without_an_objective_is_refused() => RefusesMembers(
        "[Output] static Scalar Y([Input(Gradient = {|KG0033:true|})] Scalar x) => x;", "The gradient of 'x' is that of the objective, and 'Sample' has none");

    [Theory]
    [InlineData("double.NaN", "NaN")]
    [InlineData("1e308 * 10", "Infinity")]
    public Task A_hyperparameter_that_is_not_finite_is_refused(string value, string said) => RefusesMembers(
        $"[Output] static Scalar Y([Input] Scalar x, [Hyperparameter(Value = {{|KG0034:{value}|}})] Scalar h) => x;", $"The value of 'h' is {said}");

    [Fact]
    public Task Equations_without_a_model_are_refused_at_their_mark() =>
        Refuses($"public static class Sample {{ [{{|KG0019:Output|}}] static Scalar Y([Input] Scalar x) => x; }}", "[Output] means nothing on 'Sample' without [Model]; write [Model] above the class");

    [Fact]
    public Task A_model_of_neither_form_is_told_of_both() => Refuses(
        "[{|KG0005:Model|}] public sealed partial class {|KG0003:Sample|};", "Inputs", "such as [Dense(10)], below [Model], or the model's equations as static methods with [Objective] and [Output]");

    [Fact]
    public Task Roles_without_a_marked_method_are_told_of_the_marks_and_not_of_what_layers_need() => Refuses(
        "[Model] public sealed partial class {|KG0003:Sample|} { static Scalar Y([Input(5)] Vector x) => Sum(x); }",
        "the model's equations as static methods with [Objective] and [Output]");

    [Fact]
    public Task What_is_wrong_with_the_class_is_told_of_equations_too() => Refuses(
        "[Model] public sealed class {|KG0001:Sample|} { [Output] static Scalar Y([Input] Scalar x, Scalar {|KG0024:p|}) => x; }", "partial", "'p' has no role");
}
