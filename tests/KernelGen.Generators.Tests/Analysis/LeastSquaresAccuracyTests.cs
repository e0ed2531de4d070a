using System.Globalization;
using System.Reflection;

namespace KernelGen.Generators.Tests.Analysis;

/// <summary>The closed form against Householder's factors of the same columns, with √λ·I above them for λ‖w‖² terms.</summary>
public class LeastSquaresAccuracyTests
{
    private const int Examples = 40;
    private const int Inputs = 3;
    private const int Outputs = 2;

    private delegate void Solver(ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets);

    // The factors of the error and of ‖w‖² and ‖b‖², where the cost is error·‖y − t‖² + …
    [Theory]
    [InlineData("SquaredError(Predict(x, w, b), t)", 0.5, 0, 0)]
    [InlineData("SquaredError(Predict(x, w, b), t) + lambda * SumOfSquares(w) / 2", 0.5, 0.15, 0)]
    [InlineData("SumOfSquares(Predict(x, w, b) - t) + 0.01 * SumOfSquares(b) + lambda * (SumOfSquares(w) + Dot(b, b))", 1, 0.3, 0.31)]
    [InlineData("Mean(Square(t - Predict(x, w, b))) * 3 + SumOfSquares(w) / lambda + Mean(Square(b))", 1.5, 1 / 0.3, 0.5)]
    public void It_is_the_solution_by_orthogonal_factors(string objective, double error, double ofWeights, double ofBiases)
    {
        AssertSolved(objective, error, ofWeights, ofBiases, [1, 1, 1], 1e-11);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1e-3)]
    public void Columns_of_very_different_size_are_no_trouble(double lambda)
    {
        AssertSolved($"SquaredError(Predict(x, w, b), t) + {lambda.ToString(CultureInfo.InvariantCulture)} * SumOfSquares(w) / 2", 0.5, lambda / 2, 0, [1e-7, 1, 1e7], 1e-9);
    }

    private static void AssertSolved(string objective, double error, double ofWeights, double ofBiases, double[] sizes, double tolerance)
    {
        AnalyzedModel model = AnalyzedModel.OfEquations(
            $$"""
            [Objective]
            static Scalar Objective([Input(3)] Vector x, [Target(2)] Vector t, [Parameter(2, 3)] Matrix w, [Parameter(2)] Vector b, [Hyperparameter(Value = 0.1)] Scalar lambda)
                => {{objective}};

            [Output]
            static Vector Predict(Vector x, Matrix w, Vector b) => w * x + b;
            """);
        Random random = new(3);
        double[] inputs = [.. Enumerable.Range(0, Examples * Inputs).Select(i => sizes[i % Inputs] * (random.NextDouble() - 0.3))];
        double[] targets = [.. Enumerable.Range(0, Examples * Outputs).Select(_ => random.NextDouble())];
        var solved = (IModel<double>)Activator.CreateInstance(model.Type, nonPublic: true)!;
        model.Type.GetProperty("Lambda")!.SetValue(solved, 0.3);
        model.Type.GetMethod("SolveLeastSquares", BindingFlags.Public | BindingFlags.Instance)!.CreateDelegate<Solver>(solved)(inputs, targets);

        for (int output = 0; output < Outputs; output++)
        {
            double[] expected = ByOrthogonalFactors(inputs, [.. targets.Where((_, i) => i % Outputs == output)], Examples * ofWeights / error, Examples * ofBiases / error);
            for (int k = 0; k <= Inputs; k++)
            {
                ParameterLayout layout = model.Info.Parameters[k < Inputs ? 0 : 1];
                double actual = solved.Parameters[k < Inputs ? layout.IndexOf(output, k) : layout.IndexOf(output, 0)];
                Assert.InRange(actual / expected[k], 1 - tolerance, 1 + tolerance);
            }
        }
    }

    /// <summary>Of x₁, x₂, x₃ and 1 by Householder's reflections (Golub and Van Loan, Matrix Computations, §5.2).</summary>
    private static double[] ByOrthogonalFactors(double[] inputs, double[] targets, double ridge, double biasRidge)
    {
        const int columns = Inputs + 1;
        // Rows that weigh much in small columns come first: reflections lose of them what stands below.
        double[][] rows =
        [
            .. Enumerable.Range(0, columns).Select(k => (double[])[.. Enumerable.Range(0, columns + 1).Select(l => k == l ? Math.Sqrt(k < Inputs ? ridge : biasRidge) : 0)]),
            .. Enumerable.Range(0, Examples).Select(n => (double[])[.. inputs.AsSpan(n * Inputs, Inputs), 1, targets[n]]),
        ];
        for (int k = 0; k < columns; k++)
        {
            double[] reflection = [.. rows.Select((row, i) => i < k ? 0 : row[k])];
            reflection[k] += Math.CopySign(Math.Sqrt(reflection.Sum(static x => x * x)), reflection[k]);
            double square = reflection.Sum(static x => x * x);
            for (int column = k; column <= columns; column++)
            {
                double share = 2 * rows.Select((row, i) => row[column] * reflection[i]).Sum() / square;
                for (int i = k; i < rows.Length; i++)
                {
                    rows[i][column] -= share * reflection[i];
                }
            }
        }

        double[] solution = new double[columns];
        for (int k = columns - 1; k >= 0; k--)
        {
            double rest = rows[k][columns];
            for (int l = k + 1; l < columns; l++)
            {
                rest -= rows[k][l] * solution[l];
            }

            solution[k] = rest / rows[k][k];
        }

        return solution;
    }
}
