using static KernelGen.Generators.Tests.Learning.LearningNotes;

namespace KernelGen.Generators.Tests.Learning;

/// <summary>Cross-entropies of what the equations show to be probabilities, and of what they do not.</summary>
public class DistributionTests
{
    private const string Marked = "{|KG0048:CrossEntropy|}(Y(x, w, b), t)";
    private const string Unmarked = "CrossEntropy(Y(x, w, b), t)";

    [Theory]
    [InlineData("Logistic(Dot(w, x) + b)")]
    [InlineData("1 / (1 + Exp(-Dot(w, x) - b))")]
    [InlineData("Exp(Dot(w, x) + b) / (1 + Exp(Dot(w, x) + b))")]
    [InlineData("1 - Logistic(Dot(w, x) + b)")]
    [InlineData("Logistic(Dot(w, x)) * Logistic(b)")]
    [InlineData("Exp(-Softplus(Dot(w, x) + b))")]
    [InlineData("Exp(-Square(Dot(w, x)) - Softplus(b))")]
    [InlineData("Softmax(w * b + x)[0]")]
    [InlineData("(Tanh(Dot(w, x) + b) + 1) / 2")]
    [InlineData("Min(Max(Dot(w, x) + b, 1e-6), 1 - 1e-6)")]
    [InlineData("0.05 + 0.9 * Logistic(Dot(w, x) + b)")]
    [InlineData("Where(Dot(x, x) - 1, Logistic(Dot(w, x) + b), 0.5)")]
    public Task A_probability_is_known_by_what_makes_it(string probability) => SaysOfUnit(Unmarked, probability);

    [Theory]
    [InlineData("Dot(w, x) + b")]
    [InlineData("Tanh(Dot(w, x) + b)")]
    [InlineData("Softplus(Dot(w, x) + b)")]
    [InlineData("2 * Logistic(Dot(w, x) + b)")]
    [InlineData("Max(Dot(w, x) + b, 0)")]
    public Task Other_numbers_are_reported(string score) => SaysOfUnit(
        Marked, score, "CrossEntropy takes a probability, and nothing keeps its first argument between 0 and 1; write LogisticCrossEntropy if it is a logit");

    [Fact]
    public Task What_has_a_name_is_called_by_it() => SaysOfMembers(
        """
        [Objective]
        static Scalar J([Input(4)] Vector x, [Target] Label t, [Parameter(3, 4)] Matrix w)
        {
            Vector z = w * x;
            return {|KG0048:CrossEntropy|}(z, t);
        }

        [Output]
        static Vector Y(Vector x, Matrix w) => w * x;
        """,
        "nothing makes the entries of 'z' so; write SoftmaxCrossEntropy if it holds logits, or apply Softmax");

    [Theory]
    [InlineData("Softmax(w * x + b)")]
    [InlineData("Exp(w * x + b) / Sum(Exp(w * x + b))")]
    [InlineData("Max(Softmax(w * x + b), 1e-9)")]
    [InlineData("Softmax(w * x + b) + 1e-9")]
    [InlineData("0.9 * Softmax(w * x + b) + 0.1 / 3")]
    [InlineData("(Softmax(w * x) + Softmax(b)) / 2")]
    [InlineData("Logistic(x[0]) * Softmax(w * x) + (1 - Logistic(x[0])) * Softmax(b)")]
    [InlineData("Concat(0.5 * Softmax((w * x + b)[..2]), 0.5)")]
    [InlineData("Where(x[0], Softmax(w * x), Softmax(b))")]
    public Task A_distribution_is_known_by_what_makes_it(string distribution) => SaysOfLayer(Unmarked, distribution);

    [Theory]
    [InlineData("w * x + b", "nothing makes the entries of its first argument so; write SoftmaxCrossEntropy")]
    [InlineData("Logistic(w * x + b)", "nothing makes those of its first argument do so; apply Softmax instead, or sum up")]
    [InlineData("Softmax(w * x + b) + Softmax(b)", "nothing makes the entries")]
    [InlineData("2 * Softmax(w * x + b)", "nothing makes the entries")]
    public Task Other_vectors_are_reported(string vector, string message) => SaysOfLayer(Marked, vector, message);

    [Fact]
    public Task A_pair_of_a_probability_and_the_rest_is_a_distribution() => SaysOfMembers(
        """
        [Objective]
        static Scalar J([Input(4)] Vector x, [Target] Label t, [Parameter(4)] Vector w) => CrossEntropy(Y(x, w), t);

        [Output]
        static Vector Y(Vector x, Vector w) { Scalar p = Logistic(Dot(w, x)); return Concat(1 - p, p); }
        """);

    [Fact]
    public Task A_divergence_takes_distributions_too() => SaysOfLayer(
        "{|KG0048:KullbackLeibler|}(Y(x, w, b), t)", "w * x + b", "KullbackLeibler takes probabilities that sum to 1, and nothing makes the entries of its first argument so; apply Softmax");
}
