using static KernelGen.Generators.Tests.Learning.LearningNotes;

namespace KernelGen.Generators.Tests.Learning;

/// <summary>Logarithms, quotients and square roots: which can meet a zero.</summary>
public class ReachableZeroTests
{
    [Theory]
    [InlineData("{|KG0052:Log|}(Dot(w, x))", "The logarithm of its argument is not finite where that is zero or negative, which nothing prevents; keep it positive")]
    [InlineData("{|KG0052:Log|}(SumOfSquares(w * x))", "is not finite where that is zero, which nothing prevents")]
    [InlineData("{|KG0052:Log|}(Relu(Dot(w, x)))", "where that is zero,")]
    [InlineData("{|KG0052:Log|}(Abs(Dot(w, x)))", "where that is zero,")]
    [InlineData("{|KG0052:Log|}(1 - Exp(Dot(w, x)))", "where that is zero or negative,")]
    [InlineData("{|KG0052:Log|}(Tanh(Dot(w, x)) + 1 - 0.5)", "where that is zero or negative,")]
    [InlineData("Where(Dot(w, x), {|KG0052:Log|}(Dot(w, x)), 0)", "where that is zero or negative,")]
    public Task A_logarithm_that_can_meet_zero_is_reported(string term, string message) => SaysOfUnit($"{term} + SquaredError(Y(x, w, b), t)", "Dot(w, x) + b", message);

    [Theory]
    [InlineData("Log(Exp(Dot(w, x)))")]
    [InlineData("Log(1 + Exp(Dot(w, x)))")]
    [InlineData("Log(Logistic(Dot(w, x)))")]
    [InlineData("Log(1 - Logistic(Dot(w, x)))")]
    [InlineData("Sum(Log(Softmax(x * w)))")]
    [InlineData("Log(Sum(Exp(x * w)))")]
    [InlineData("Log(Square(Dot(w, x)) + 1e-6)")]
    [InlineData("Log(Max(Dot(w, x), 1e-6))")]
    [InlineData("Log(Where(Dot(w, x), Dot(w, x), 1))")]
    [InlineData("Log(Tanh(Dot(w, x)) + 1)")]
    [InlineData("Log(Softplus(Dot(w, x)) * Exp(b))")]
    [InlineData("Log(Sqrt(1 + SumOfSquares(w)))")]
    [InlineData("Log(2) * Dot(w, x)")]
    [InlineData("Log(2 + Sin(Dot(w, x)))")]
    public Task A_logarithm_of_what_is_positive_is_right(string term) => SaysOfUnit($"{term} + SquaredError(Y(x, w, b), t)", "Dot(w, x) + b");

    [Theory]
    [InlineData("x[0] {|KG0052:/|} w[0]", "The quotient by its divisor is not finite where that is zero")]
    [InlineData("Dot(w, x) {|KG0052:/|} Sqrt(SumOfSquares(x))", "is zero, which nothing prevents; keep the divisor away from it")]
    [InlineData("Dot(w, x) {|KG0052:/|} b", "The quotient by 'b'")]
    [InlineData("Dot(w, x) {|KG0052:/|} Sum(x)", "zero")]
    [InlineData("1 {|KG0052:/|} (1 - Logistic(Dot(w, x)) - 0.5)", "zero")]
    public Task A_quotient_by_what_can_be_zero_is_reported(string term, string message) => SaysOfUnit($"{term} + SquaredError(Y(x, w, b), t)", "Dot(w, x) + b", message);

    [Theory]
    [InlineData("Dot(w, x) / 2")]
    [InlineData("Dot(w, x) / -2")]
    [InlineData("Dot(w, x) / (Sqrt(SumOfSquares(x)) + 1e-8)")]
    [InlineData("Dot(w, x) / Sqrt(SumOfSquares(x) + 1e-8)")]
    [InlineData("Dot(w, x) / Exp(b)")]
    [InlineData("Dot(w, x) / (Abs(b) + 1)")]
    [InlineData("Dot(w, x) / (-1 - Square(b))")]
    [InlineData("1 / (1 / (1 + Exp(Dot(w, x))))")]
    public Task A_quotient_by_what_is_never_zero_is_right(string term) => SaysOfUnit($"{term} + SquaredError(Y(x, w, b), t)", "Dot(w, x) + b");

    [Theory]
    [InlineData("{|KG0052:Sqrt|}(SumOfSquares(x - w))", "The derivative of the square root of its argument is not finite where that is zero, which nothing prevents; keep it positive")]
    [InlineData("{|KG0052:Sqrt|}(Abs(Dot(w, x)))", "where that is zero,")]
    [InlineData("Sum({|KG0052:Sqrt|}(Relu(x * w)))", "where that is zero,")]
    [InlineData("Square({|KG0052:Sqrt|}(Square(Dot(w, x))))", "where that is zero,")]
    [InlineData("Where(Square(b), {|KG0052:Sqrt|}(Square(b)), 0)", "where that is zero,")]
    [InlineData("{|KG0052:Sqrt|}(Dot(w, x))", "The square root of its argument is not finite where that is negative, which nothing prevents; keep it positive")]
    [InlineData("{|KG0052:Sqrt|}(b)", "The square root of 'b' is not finite where that is negative")]
    [InlineData("{|KG0052:Sqrt|}(x[0])", "where that is negative")]
    public Task A_square_root_that_can_meet_zero_is_reported(string term, string message) => SaysOfUnit($"{term} + SquaredError(Y(x, w, b), t)", "Dot(w, x) + b", message);

    [Theory]
    [InlineData("Sqrt(1 + Square(Dot(w, x)))")]
    [InlineData("Sqrt(SumOfSquares(x - w) + 1e-12)")]
    [InlineData("Sqrt(Exp(b))")]
    [InlineData("Sqrt(Max(Dot(w, x), 1e-12))")]
    [InlineData("Dot(w, x) * Sqrt(2)")]
    [InlineData("Dot(w, x) * Sqrt(SumOfSquares(x))")]
    public Task A_square_root_of_what_is_positive_or_has_no_derivative_is_right(string term) => SaysOfUnit($"{term} + SquaredError(Y(x, w, b), t)", "Dot(w, x) + b");

    [Theory]
    [InlineData("SquaredError(b * Sqrt(SumOfSquares(x)), t)", "[Input(4)]", "b * Sqrt(SumOfSquares(x))")]
    [InlineData("SquaredError(b * {|KG0052:Sqrt|}(SumOfSquares(x)), t)", "[Input(4, Gradient = true)]", "b * Sum(x)")]
    [InlineData("SquaredError(b * Sum(x), t)", "[Input(4)]", "Sqrt(SumOfSquares(b * x))")]
    public Task A_square_root_at_zero_matters_where_a_derivative_of_the_objective_is_asked_for(string objective, string role, string prediction) => SaysOfMembers(
        $"""
        [Objective] static Scalar J({role} Vector x, [Target] Scalar t, [Parameter] Scalar b) => {objective};
        [Output] static Scalar Y(Vector x, Scalar b) => {prediction};
        """);

    [Theory]
    [InlineData("[Hyperparameter(Value = 2)]", "z / s")]
    [InlineData("[Hyperparameter(Value = -2)]", "z / s")]
    [InlineData("[Hyperparameter]", "z {|KG0052:/|} s")]
    public Task A_hyperparameter_is_taken_to_keep_its_sign(string role, string prediction) => SaysOfMembers(
        $"[Output] static Scalar Y([Input] Scalar z, {role} Scalar s) => {prediction};");

    [Theory]
    [InlineData("Min(Max(Dot(w, x) + b, 0), 1)", true)]
    [InlineData("Min(Max(Dot(w, x) + b, 0.001), 1)", true)]
    [InlineData("Min(Max(Dot(w, x) + b, 0.001), 0.999)", false)]
    [InlineData("Exp(-Square(Dot(w, x) + b))", true)]
    public Task A_cross_entropy_is_a_logarithm(string probability, bool isReported) => SaysOfUnit(
        $"{(isReported ? "{|KG0052:CrossEntropy|}" : "CrossEntropy")}(Y(x, w, b), t)", probability);

    [Fact]
    public Task A_distribution_may_have_zeros() => SaysOfLayer(
        "{|KG0052:CrossEntropy|}(Y(x, w, b), t)", "Relu(w * x + b) {|KG0052:/|} Sum(Relu(w * x + b))", "The logarithm of the probability is not finite", "The quotient by its divisor");

    [Fact]
    public Task A_line_that_runs_often_is_reported_once() => SaysOfMembers(
        """
        [Output]
        static Scalar Y([Input(4)] Vector x, [Parameter(4)] Vector w)
        {
            Scalar s = 0;
            for (int i = 0; i < 4; i++)
            {
                s += x[i] {|KG0052:/|} w[i];
            }

            return s;
        }
        """);
}
