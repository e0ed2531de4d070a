using static KernelGen.Generators.Tests.Learning.LearningNotes;

namespace KernelGen.Generators.Tests.Learning;

/// <summary>Logarithms and quotients: which can meet a zero.</summary>
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
