using KernelGen.Generators.Reading;
using static KernelGen.Generators.Tests.Equations.EquationSource;

namespace KernelGen.Generators.Tests.Equations;

/// <summary>Whole models, from their methods to the form that graphs are made of.</summary>
public class ReadingFormTests
{
    private const string Regularised = """
        [Objective(Convex = true)]
        static Scalar Objective([Input(30)] Vector x, [Target] Scalar t, [Parameter(30)] Vector w, [Parameter] Scalar b)
            => CrossEntropy(Probability(x, w, b), t) + 1e-3 * SumOfSquares(w) / 2;

        [Output]
        static Scalar Probability(Vector x, Vector w, Scalar b) => Logistic(Dot(w, x) + b);
        """;

    [Fact]
    public void Regularised_logistic_regression() => AssertForm(
        Regularised,
        """
        x: Input Vector[30]
        t: Target Scalar
        w: Parameter Vector[30]
        b: Parameter Scalar
        #4 = Dot(w, x)
        #5 = Add(#4, b)
        #6 = Logistic(#5)
        #7 = CrossEntropy(#6, t)
        #9 = SumOfSquares(w)
        #10 = Multiply(0.001, #9)
        #12 = Divide(#10, 2)
        #13 = Add(#7, #12)
        objective (convex) Objective(x, t, w, b) = #13
        output Probability(x, w, b) = #6
        """);

    [Fact]
    public void An_unrolled_recurrent_cell_shares_its_weights_over_time() => AssertForm(
        """
        const int Steps = 2, Width = 3;

        [Objective]
        static Scalar Loss([Input(Steps * Width)] Vector x, [Target(2)] Vector t,
            [Parameter(4, Width)] Matrix u, [Parameter(4, 4)] Matrix v, [Parameter(2, 4)] Matrix o, [Parameter(4, Frozen = true)] Vector start)
            => SquaredError(Read(x, u, v, o, start), t);

        [Output]
        static Vector Read(Vector x, Matrix u, Matrix v, Matrix o, Vector start)
        {
            Vector state = start;
            for (int step = 0; step < Steps; step++)
            {
                state = Tanh(u * x[(step * Width)..((step + 1) * Width)] + v * state);
            }

            return o * state;
        }
        """,
        """
        x: Input Vector[6]
        t: Target Vector[2]
        u: Parameter Matrix[4, 3]
        v: Parameter Matrix[4, 4]
        o: Parameter Matrix[2, 4]
        start: Parameter Vector[4], frozen
        #6 = x[0..+3]
        #7 = Multiply(u, #6)
        #8 = Multiply(v, start)
        #9 = Add(#7, #8)
        state#10 = Tanh(#9)
        #11 = x[3..+3]
        #12 = Multiply(u, #11)
        #13 = Multiply(v, state#10)
        #14 = Add(#12, #13)
        state#15 = Tanh(#14)
        #16 = Multiply(o, state#15)
        #17 = SquaredError(#16, t)
        objective Loss(x, t, u, v, o, start) = #17
        output Read(x, u, v, o, start) = #16
        """);

    [Fact]
    public void A_method_called_twice_names_its_values_where_they_end_up() => AssertForm(
        """
        [Objective]
        static Scalar Loss([Input(4)] Vector x, [Target] Label t, [Parameter(3, 4)] Matrix w1, [Parameter(3, 3)] Matrix w2, [Hyperparameter(Value = 0.01)] Scalar lambda)
        {
            var logits = Logits(x, w1, w2);
            return SoftmaxCrossEntropy(logits, t) + lambda * (Norm1(w1) + Norm1(w2));
        }

        [Output]
        static Vector Classes(Vector x, Matrix w1, Matrix w2) => Softmax(Logits(x, w1, w2));

        private static Vector Logits(Vector x, Matrix w1, Matrix w2)
        {
            var hidden = Layers.Dense(x, w1);
            return Layers.Dense(hidden, weights: w2, activate: false);
        }
        """,
        """
        x: Input Vector[4]
        t: Target Label
        w1: Parameter Matrix[3, 4]
        w2: Parameter Matrix[3, 3]
        lambda: Hyperparameter Scalar, 0.01
        z#5 = Multiply(w1, x)
        hidden#6 = Relu(z#5)
        logits#7 = Multiply(w2, hidden#6)
        #8 = SoftmaxCrossEntropy(logits#7, t)
        #9 = Norm1(w1)
        #10 = Norm1(w2)
        #11 = Add(#9, #10)
        #12 = Multiply(lambda, #11)
        #13 = Add(#8, #12)
        #14 = Softmax(logits#7)
        objective Loss(x, t, w1, w2, lambda) = #13
        output Classes(x, w1, w2) = #14
        """,
        """
        using KernelGen.Equations;
        using F = KernelGen.Equations.Functions;

        internal static class Layers
        {
            public static Vector Dense(Vector input, Matrix weights, bool activate = true)
            {
                var z = weights * input;
                if (activate)
                {
                    return F.Relu(z);
                }

                return z;
            }
        }
        """);

    [Fact]
    public void A_prediction_without_an_objective_has_the_roles_itself() => AssertForm(
        "[Output] internal static Vector @class([Input] Scalar a, [Input(2)] Vector x, [Parameter(2)] Vector w) => a * x + w;",
        """
        a: Input Scalar
        x: Input Vector[2]
        w: Parameter Vector[2]
        #3 = Multiply(a, x)
        #4 = Add(#3, w)
        output @class(a, x, w) = #4
        """);

    [Fact]
    public void An_objective_without_a_target_is_its_own_output() => AssertForm(
        "[Objective] static Scalar F([Input(Gradient = true)] Scalar s) => Sin(s);",
        """
        s: Input Scalar, gradient
        #1 = Sin(s)
        objective F(s) = #1
        output F(s) = #1
        """);

    [Fact]
    public void Inputs_of_the_model_are_the_total_of_its_inputs()
    {
        ModelSpec spec = Read(Model("[Output] static Vector F([Input] Scalar a, [Input(5)] Vector x) => a * x;")).Spec;
        Assert.Equal(6, spec.Inputs);
        Assert.Empty(spec.Layers);
    }

    [Fact]
    public void Every_step_has_the_syntax_that_it_comes_from() => Assert.Equal(
        "[Input(4)] Vector x|[Parameter(4)] Vector w|[Parameter] Scalar b|2|Dot(w, x)|2 * Dot(w, x)|y += b",
        string.Join('|', OriginsOf(Read(Predicting("{ var y = 2 * Dot(w, x); y += b; return y; }")))));

    [Fact]
    public void The_same_equations_written_elsewhere_are_equal()
    {
        ModelSpec moved = Read("// Moved.\n\n" + Model(Regularised.Replace("=>", "\n =>  ", StringComparison.Ordinal))).Spec;
        Assert.Equal(Read(Model(Regularised)).Spec, moved);
    }

    [Fact]
    public void Other_equations_are_not_equal()
    {
        ModelSpec other = Read(Model(Regularised.Replace("1e-3", "1e-4", StringComparison.Ordinal))).Spec;
        Assert.NotEqual(Read(Model(Regularised)).Spec, other);
    }

    private static void AssertForm(string members, string expected, params string[] otherFiles) =>
        Assert.Equal(expected, FormText.Of(Read([Model(members), .. otherFiles]).Spec.Equations!));
}
