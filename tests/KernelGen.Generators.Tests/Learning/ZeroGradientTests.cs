using static KernelGen.Generators.Tests.Learning.LearningNotes;

namespace KernelGen.Generators.Tests.Learning;

/// <summary>Steps that nothing can be learned through.</summary>
public class ZeroGradientTests
{
    private const string Linear = "Dot(w, x) + b";

    [Fact]
    public Task A_hard_threshold_before_the_objective_is_an_error_that_says_what_to_write() => SaysOfUnit(
        "SquaredError(Y(x, w, b), t)", "{|KG0008:HardThreshold|}(Dot(w, x) + b)",
        "replace it by something smooth, such as Logistic or Tanh, keep it out of the objective, or write Frozen = true on every parameter before it");

    [Fact]
    public Task A_hard_threshold_in_layers_is_told_of_attributes() => Says(
        $"[Model(Inputs = 2)] [Dense(1, {{|KG0008:Activation.HardThreshold|}})] [Loss(Loss.SquaredError)] {Class}",
        "use Activation.Logistic or Activation.Tanh, or remove [Loss] to predict only");

    [Fact]
    public Task A_hard_threshold_of_the_output_alone_is_right() =>
        SaysOfUnit("LogisticCrossEntropy(Dot(w, x) + b, t)", "HardThreshold(Dot(w, x) + b)");

    [Fact]
    public Task A_hard_threshold_of_frozen_parameters_is_right() => SaysOfMembers(
        """
        [Objective]
        static Scalar J([Input(4)] Vector x, [Target] Scalar t, [Parameter(9, 4, Frozen = true)] Matrix r, [Parameter(9)] Vector w) =>
            SquaredError(Y(x, r, w), t);

        [Output]
        static Scalar Y(Vector x, Matrix r, Vector w) => Dot(w, HardThreshold(r * x));
        """);

    [Fact]
    public Task A_choice_between_numbers_is_a_hard_threshold() =>
        SaysOfUnit("SquaredError(Y(x, w, b), t)", $"{{|KG0008:Where|}}({Linear}, 1, 0)", "The gradient of the condition of Where is zero almost everywhere");

    [Fact]
    public Task A_choice_between_what_learns_is_right() =>
        SaysOfUnit("SquaredError(Y(x, w, b), t)", $"Where({Linear}, {Linear}, 0.01 * ({Linear}))");

    [Fact]
    public Task A_choice_by_the_target_is_right() => SaysOfUnit($"Where(t, Softplus(-({Linear})), Softplus({Linear}))", Linear);

    [Fact]
    public Task A_hard_threshold_written_twice_is_reported_twice() => SaysOfUnit(
        "Square({|KG0008:HardThreshold|}(Dot(w, x) + b) - t)", "{|KG0008:HardThreshold|}(Dot(w, x) + b)");

    [Theory]
    [InlineData("CrossEntropy({|KG0051:Softmax|}(Z(x, w)), t)", "Softmax of a single entry is 1 whatever the entry is", "or write Logistic for one score")]
    [InlineData("{|KG0051:SoftmaxCrossEntropy|}(Z(x, w), t)", "SoftmaxCrossEntropy of a single entry is 0", "or write LogisticCrossEntropy for one score")]
    [InlineData("{|KG0051:MulticlassHinge|}(Z(x, w), t)", "MulticlassHinge of a single entry is 0", "or write Hinge for one score")]
    public async Task A_decision_between_one_class_is_an_error(string objective, string what, string instead)
    {
        string members = $"""
            [Objective] static Scalar J([Input(4)] Vector x, [Target] Label t, [Parameter(1, 4)] Matrix w) => {objective};
            [Output] static Vector Z(Vector x, Matrix w) => w * x;
            """;
        await SaysOfMembers(members, what);
        await SaysOfMembers(members, instead);
    }
}
