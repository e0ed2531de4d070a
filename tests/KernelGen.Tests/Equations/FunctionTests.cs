using KernelGen.Equations;
using static KernelGen.Equations.Functions;

namespace KernelGen.Tests.Equations;

public class FunctionTests
{
    [Fact]
    public void Elementary_functions_have_the_values_and_slopes_of_the_calculus_books()
    {
        Near(9, -6, Square(new Scalar(-3, 1)));
        Near(3, 1.0 / 6, Sqrt(new Scalar(9, 1)));
        Near(0.5, Math.Sqrt(3) / 2, Sin(new Scalar(Math.PI / 6, 1)));
        Near(0.5, -Math.Sqrt(3) / 2, Cos(new Scalar(Math.PI / 3, 1)));
        Near(Math.E, Math.E, Exp(new Scalar(1, 1)));
        Near(1, 1 / Math.E, Log(new Scalar(Math.E, 1)));
        Near(2, -1, Abs(new Scalar(-2, 1)));
    }

    [Fact]
    public void The_root_of_a_constant_0_does_not_move()
    {
        Assert.Equal(new Scalar(0, 0), Sqrt(0));
        Assert.Equal(new Scalar(0, double.PositiveInfinity), Sqrt(new Scalar(0, 1)));
    }

    [Fact]
    public void Sums_means_and_norms_of_a_vector_and_a_matrix()
    {
        double[] values = [1, -2, 3, -8];
        double[] tangents = [1, 1, 1, 1];
        var x = new Vector(values, tangents);
        var m = new Matrix(2, 2, values, tangents);
        Assert.Equal([new(-6, 4), new(-6, 4)], new[] { Sum(x), Sum(m) });
        Assert.Equal([new(-1.5, 1), new(-1.5, 1)], new[] { Mean(x), Mean(m) });
        Assert.Equal([new(78, -12), new(78, -12)], new[] { SumOfSquares(x), SumOfSquares(m) });
        Assert.Equal([new(14, 0), new(14, 0)], new[] { Norm1(x), Norm1(m) });
    }

    [Fact]
    public void The_mean_of_nothing_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Mean(new Vector([])));
        Assert.Throws<ArgumentException>(() => Mean(new Matrix(0, 3, [])));
    }

    [Fact]
    public void The_dot_product_sums_the_products_of_entries()
        => Assert.Equal(new Scalar(32, 6), Dot(new Vector([1, 2, 3], [0, 0, 1]), new Vector([4, 5, 6])));

    [Fact]
    public void The_outer_product_has_a_row_for_each_entry_of_the_first_vector()
    {
        Matrix product = Outer(new Vector([1, 2], [1, 0]), new Vector([3, 4, 5]));
        Assert.Equal((2, 3), (product.Rows, product.Columns));
        Assert.Equal([3, 4, 5, 6, 8, 10], product.Values);
        Assert.Equal([3, 4, 5, 0, 0, 0], product.Tangents!);
    }

    [Fact]
    public void An_outer_product_times_a_vector_is_its_first_vector_times_a_dot_product()
    {
        var a = new Vector([1, 2]);
        var b = new Vector([3, 4, 5]);
        var v = new Vector([-1, 0.5, 2]);
        Assert.Equal((a * Dot(b, v)).Values, (Outer(a, b) * v).Values);
    }

    [Fact]
    public void Transposition_makes_rows_of_columns()
    {
        Matrix transposed = Transpose(new Matrix(2, 3, [1, 2, 3, 4, 5, 6], [6, 5, 4, 3, 2, 1]));
        Assert.Equal((3, 2), (transposed.Rows, transposed.Columns));
        Assert.Equal([1, 4, 2, 5, 3, 6], transposed.Values);
        Assert.Equal([6, 3, 5, 2, 4, 1], transposed.Tangents!);
    }

    [Fact]
    public void Vectors_scalars_and_numbers_are_put_one_after_the_other()
    {
        Vector x = Concat(1, new Vector([2, 3], [5, 6]), new Scalar(4, 7));
        Assert.Equal([1, 2, 3, 4], x.Values);
        Assert.Equal([0, 5, 6, 7], x.Tangents!);
    }

    [Fact]
    public void Nothing_put_together_is_refused() => Assert.Throws<ArgumentException>(() => Concat());

    [Fact]
    public void Entries_are_counted_from_either_end()
    {
        var x = new Vector([1, 2, 3], [4, 5, 6]);
        Assert.Equal(new Scalar(1, 4), x[0]);
        Assert.Equal(new Scalar(3, 6), x[^1]);
        Assert.Equal(new Scalar(1, 4), x[^3]);
    }

    [Fact]
    public void A_slice_is_a_vector_of_its_own()
    {
        var x = new Vector([1, 2, 3, 4], [5, 6, 7, 8]);
        Assert.Equal([2, 3], x[1..3].Values);
        Assert.Equal([7, 8], x[^2..].Tangents!);
        Assert.Equal(0, x[4..].Length);
        Assert.Equal(x.Values, x[..].Values);
        Assert.NotSame(x.Values, x[..].Values);
        Assert.Null(new Vector([1, 2])[..1].Tangents);
    }

    [Fact]
    public void A_vector_is_its_slices_put_together()
    {
        var x = new Vector([1, 2, 3, 4], [5, 6, 7, 8]);
        Assert.Equal(x.Values, Concat(x[..1], x[1..3], x[^1]).Values);
        Assert.Equal(x.Tangents, Concat(x[..1], x[1..3], x[^1]).Tangents);
    }

    private static void Near(double value, double slope, Scalar actual)
    {
        Assert.Equal(value, actual.Value, 15);
        Assert.Equal(slope, actual.Tangent, 15);
    }
}
