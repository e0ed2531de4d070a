using static KernelGen.Generators.Tests.Learning.LearningNotes;

namespace KernelGen.Generators.Tests.Learning;

/// <summary>Biases that are regularised, and arguments that nothing is learned from.</summary>
public class ArgumentTests
{
    [Theory]
    [InlineData("SquaredError(Y(x, w, b), t) + {|KG0049:SumOfSquares|}(b)")]
    [InlineData("SquaredError(Y(x, w, b), t) + 0.1 * (Norm1(w) + {|KG0049:Norm1|}(b))")]
    [InlineData("SquaredError(Y(x, w, b), t) + {|KG0049:Square|}(b)")]
    [InlineData("SquaredError(Y(x, w, b), t) + b {|KG0049:*|} b")]
    [InlineData("SquaredError(Y(x, w, b), t) + 0.1 * b {|KG0049:*|} b")]
    [InlineData("SquaredError(Y(x, w, b), t) + 0.1 * (b {|KG0049:*|} b) / 2")]
    [InlineData("SquaredError(Y(x, w, b), t) + 0.1 * (0.5 * b) {|KG0049:*|} b")]
    [InlineData("SquaredError(Y(x, w, b), t) + {|KG0049:SumOfSquares|}(Concat(w, b))")]
    public Task A_penalty_on_what_is_only_added_is_reported(string objective) =>
        SaysOfUnit(objective, "Dot(w, x) + b", "'b' is only added, so this penalty pulls predictions towards zero");

    [Theory]
    [InlineData("SquaredError(Y(x, w, b), t) + SumOfSquares(w)", "Dot(w, x) + b")]
    [InlineData("SquaredError(Y(x, w, b), t) + SumOfSquares(w) + SumOfSquares(b)", "b * Dot(w, x)")]
    [InlineData("SquaredError(Y(x, w, b), t) + SumOfSquares(w) + SumOfSquares(b)", "Dot(w + b, x)")]
    [InlineData("SquaredError(Y(x, w, b), t) + SumOfSquares(w) + SumOfSquares(b)", "b * Dot(w, x) + b")]
    [InlineData("SquaredError(b, t) + SumOfSquares(b) + Dot(w, x)", "b")]
    [InlineData("SquaredError(Y(x, w, b), t) / (1 + Square(b))", "Dot(w, x) + b")]
    [InlineData("SquaredError(Y(x, w, b), t) * (1 + Abs(b))", "Dot(w, x) + b")]
    [InlineData("SquaredError(Y(x, w, b), t) + t * b * b", "Dot(w, x) + b")]
    [InlineData("SquaredError(Y(x, w, b), t) + 0.1 * b * b * b", "Dot(w, x) + b")]
    public Task A_penalty_on_what_weighs_is_right(string objective, string prediction) => SaysOfUnit(objective, prediction);

    [Fact]
    public Task The_bias_of_a_layer_is_known_too() => SaysOfLayer("SquaredError(Y(x, w, b), t) + {|KG0049:SumOfSquares|}(b)", "Tanh(w * x + b)");

    [Fact]
    public Task Arguments_that_do_not_reach_the_objective_are_reported_at_their_names() => SaysOfMembers(
        """
        [Objective]
        static Scalar J(
            [Input(4)] Vector x, [Input] Scalar {|KG0050:s|}, [Input] Scalar {|KG0050:r|}, [Target] Scalar {|KG0050:t|}, [Parameter(4)] Vector w,
            [Parameter] Scalar {|KG0050:b|}, [Parameter] Scalar {|KG0050:c|}, [Parameter(Frozen = true)] Scalar scale,
            [Parameter(Frozen = true)] Scalar {|KG0050:offset|}, [Hyperparameter] Scalar shift, [Hyperparameter] Scalar {|KG0050:rate|}) => SumOfSquares(w * x);

        [Output]
        static Scalar Y(Vector x, Scalar r, Vector w, Scalar c, Scalar scale, Scalar shift) => scale * Dot(w, x) + r + c + shift;
        """,
        "'s' does not reach the objective or the output; use it or remove it",
        "'r' does not reach the objective, so what the output makes of it is not learned; use it there, or remove it",
        "'t' does not reach the objective, so nothing is learned from it; compare the prediction with it, or remove it",
        "'b' does not reach the objective, so training never changes it; use it there, or remove it",
        "'c' does not reach the objective, so training never changes it; use it there, or write Frozen = true",
        "'offset' does not reach the objective or the output; use it or remove it",
        "'rate' does not reach the objective or the output; use it or remove it");

    [Fact]
    public Task A_prediction_that_does_not_use_an_argument_is_reported() => SaysOfMembers(
        "[Output] static Scalar Y([Input(4)] Vector x, [Parameter(4)] Vector w, [Parameter] Scalar {|KG0050:b|}) => Dot(w, x);",
        "'b' does not reach the output; use it or remove it");
}
