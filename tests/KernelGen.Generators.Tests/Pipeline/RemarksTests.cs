using KernelGen.Generators.Tests.Equations;

namespace KernelGen.Generators.Tests.Pipeline;

/// <summary>The remarks above a generated class, as a person reads them.</summary>
public class RemarksTests
{
    // Comments within the code show equations too.
    private static readonly string[] Remarks = [.. ModelCompiler.Compile(EquationSource.Read(EquationSource.Model(
        """
        [Objective]
        static Scalar J([Input(4)] Vector x, [Target] Scalar t, [Parameter(4, 4)] Matrix w, [Parameter(4)] Vector start, [Parameter] Scalar b)
            => SquaredError(Y(x, w, start, b), t);

        [Output]
        static Scalar Y(Vector x, Matrix w, Vector start, Scalar b)
        {
            Vector h = Relu(w * x + start);
            Scalar d = Sqrt(SumOfSquares(h) + 1);
            return d + b;
        }
        """)).Spec).ReplaceLineEndings("\n").Split('\n').Where(static l => l.StartsWith("///", StringComparison.Ordinal))];

    [Fact]
    public void Names_sizes_and_places_of_parameters_stand_in_columns()
    {
        string[] lines = [.. Remarks.SkipWhile(static l => !l.StartsWith("/// parameters", StringComparison.Ordinal)).Skip(1).Take(3)];
        Assert.Equal(["w", "start", "b"], lines.Select(static l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]));
        Assert.Single(lines.Select(static l => l.IndexOf('[', StringComparison.Ordinal)).Distinct());
        Assert.Single(lines.Select(static l => l.IndexOf("  at ", StringComparison.Ordinal)).Distinct());
    }

    [Fact]
    public void A_condition_is_written_with_its_sign() => Assert.Contains(Remarks, static l => l.Contains("·[h > 0]", StringComparison.Ordinal));

    [Fact]
    public void The_adjoint_of_a_root_of_squares_has_no_factors_that_cancel() =>
        Assert.Equal("y\u0304 / d·h", Assert.Single(Remarks, static l => l.Contains("h̄ = ", StringComparison.Ordinal)).Split("h̄ = ")[1]);
}
