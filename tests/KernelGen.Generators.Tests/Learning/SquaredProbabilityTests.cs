using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using static KernelGen.Generators.Tests.Learning.LearningNotes;

namespace KernelGen.Generators.Tests.Learning;

/// <summary>Squared errors of probabilities, and functions that are applied twice.</summary>
public class SquaredProbabilityTests
{
    private const string Unit = "Logistic(Dot(w, x) + b)";

    [Fact]
    public Task A_logistic_unit_with_squared_error_is_told_of_its_cross_entropy() => Says(
        $"[Model(Inputs = 4)] [Dense(1, Activation.Logistic)] [Loss({{|KG0045:Loss.SquaredError|}})] {Class}",
        "almost no gradient where the prediction is confidently wrong (which makes it robust to flipped labels, and slow to learn from all others); write Loss.LogisticCrossEntropy");

    [Fact]
    public async Task Several_logistic_units_have_no_matching_loss()
    {
        Diagnostic found = Assert.Single(await Says($"[Model(Inputs = 4)] [Dense(3, Activation.Logistic)] [Loss({{|KG0045:Loss.SquaredError|}})] {Class}"));
        Assert.EndsWith("from all others)", found.GetMessage(null), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[Dense(5, Activation.Logistic)] [Dense(1)] [Loss(Loss.SquaredError)]")]
    [InlineData("[Dense(1, Activation.Tanh)] [Loss(Loss.SquaredError)]")]
    [InlineData("[Dense(1, Activation.Logistic)] [Loss(Loss.AbsoluteError)]")]
    [InlineData("[Dense(1, Activation.Logistic)]")]
    public Task Other_layers_are_right(string layers) => Says($"[Model(Inputs = 4)] {layers} {Class}");

    [Theory]
    [InlineData("{|KG0045:SquaredError|}(Y(x, w, b), t)", "; write CrossEntropy, whose gradient is prediction − target")]
    [InlineData("0.1 * {|KG0045:SquaredError|}(Y(x, w, b), t) + SumOfSquares(w)", "; write CrossEntropy")]
    [InlineData("{|KG0045:SquaredError|}(t, Y(x, w, b))", "from all others)")]
    [InlineData("{|KG0045:Square|}(Y(x, w, b) - t) / 2", "from all others)")]
    [InlineData("{|KG0045:SumOfSquares|}(t - Y(x, w, b)) / 2", "from all others)")]
    [InlineData("(t - Y(x, w, b)) {|KG0045:*|} (t - Y(x, w, b))", "from all others)")]
    public Task The_squared_error_of_a_logistic_is_reported_however_it_is_written(string objective, string message) => SaysOfUnit(objective, Unit, message);

    [Theory]
    [InlineData("{|KG0045:SquaredError|}(Y(x, w, b), t)", "squared error of a softmax", "Softmax(w * x + b)")]
    [InlineData("{|KG0045:SquaredError|}(Y(x, w, b), t)", "squared error of a logistic", "Logistic(w * x + b)")]
    public Task So_it_is_of_vectors(string objective, string message, string prediction) => SaysOfLayer(objective, prediction, message);

    [Theory]
    [InlineData("1 / (1 + Exp(-Dot(w, x) - b))")]
    [InlineData("1 / (Exp(b - Dot(w, x)) + 1)")]
    [InlineData("Exp(Dot(w, x) + b) / (1 + Exp(Dot(w, x) + b))")]
    public async Task So_it_is_of_a_logistic_that_is_written_out(string prediction)
    {
        await SaysOfUnit("{|KG0045:SquaredError|}(Y(x, w, b), t)", prediction, "squared error of a logistic");
        await SaysOfUnit("{|KG0046:LogisticCrossEntropy|}(Y(x, w, b), t)", prediction, "Logistic is applied twice");
        await SaysOfUnit("CrossEntropy(Y(x, w, b), t)", prediction);
    }

    [Fact]
    public async Task So_it_is_of_a_softmax_that_is_written_out()
    {
        const string prediction = "Exp(w * x + b) / Sum(Exp(w * x + b))";
        await SaysOfLayer("{|KG0045:SquaredError|}(Y(x, w, b), t)", prediction, "squared error of a softmax");
        await SaysOfLayer("{|KG0046:SoftmaxCrossEntropy|}(Y(x, w, b), t)", prediction, "Softmax is applied twice");
        await SaysOfLayer("CrossEntropy(Y(x, w, b), t)", prediction);
    }

    [Theory]
    [InlineData("Logistic(1 {|KG0046:/|} (1 + Exp(-Dot(w, x) - b)))")]
    [InlineData("1 / (1 + Exp(-{|KG0046:Logistic|}(Dot(w, x) + b)))")]
    public Task One_of_two_logistics_may_be_written_out(string prediction) =>
        SaysOfUnit("CrossEntropy(Y(x, w, b), t)", prediction, "Logistic is applied twice on the way to the loss, so that no prediction can be confident; remove one");

    [Theory]
    [InlineData("1 / (2 + Exp(-Dot(w, x) - b))")]
    [InlineData("2 / (1 + Exp(-Dot(w, x) - b)) - 1")]
    [InlineData("Exp(Dot(w, x)) / (1 + Exp(Dot(w, x) + b))")]
    public Task What_only_looks_like_a_logistic_is_none(string prediction) => SaysOfUnit("SquaredError(Y(x, w, b), t)", prediction);

    [Theory]
    [InlineData("CrossEntropy(Y(x, w, b), t)", Unit)]
    [InlineData("SquaredError(Y(x, w, b), t)", "2 * Logistic(Dot(w, x) + b) - 1")]
    [InlineData("SquaredError(Y(x, w, b), t)", "Dot(w, Logistic(x)) + b")]
    [InlineData("SquaredError(Y(x, w, b), Logistic(b)) + t", "Logistic(Dot(w, x))")]
    public Task Other_equations_are_right(string objective, string prediction) => SaysOfUnit(objective, prediction);

    [Theory]
    [InlineData("{|KG0046:LogisticCrossEntropy|}(Y(x, w, b), t)", Unit, "LogisticCrossEntropy takes logits and applies Logistic itself; write CrossEntropy")]
    [InlineData("CrossEntropy(Y(x, w, b), t)", "Logistic({|KG0046:Logistic|}(Dot(w, x) + b))", "Logistic is applied twice on the way to the loss, so that no prediction can be confident; remove one")]
    public Task A_logistic_applied_twice_is_reported(string objective, string prediction, string message) => SaysOfUnit(objective, prediction, message);

    [Fact]
    public Task A_softmax_applied_twice_is_reported() => SaysOfLayer(
        "{|KG0046:SoftmaxCrossEntropy|}(Y(x, w, b), t)", "Softmax(w * x + b)", "SoftmaxCrossEntropy takes logits and applies Softmax itself");

    [Fact]
    public Task A_logistic_layer_before_logistic_cross_entropy_is_reported_at_its_activation() => Says(
        $"[Model(Inputs = 4)] [Dense(1, {{|KG0046:Activation.Logistic|}})] [Loss(Loss.LogisticCrossEntropy)] {Class}",
        "Loss.LogisticCrossEntropy takes logits and applies it itself; leave the layer linear");

    [Fact]
    public Task Hidden_units_may_be_logistic_before_a_logistic() =>
        Says($"[Model(Inputs = 4)] [Dense(3, Activation.Logistic)] [Dense(1)] [Loss(Loss.LogisticCrossEntropy)] {Class}");

    [Fact]
    public async Task A_warning_leaves_the_model_as_it_is()
    {
        ImmutableArray<Diagnostic> found = await SaysOfUnit("{|KG0045:SquaredError|}(Y(x, w, b), t)", Unit);
        Assert.Equal(DiagnosticSeverity.Warning, found[0].Severity);
    }
}
