using KernelGen.Equations;
using static KernelGen.Equations.Functions;

namespace KernelGen.Tests.Equations;

public class ShapeTests
{
    [Fact]
    public void A_matrix_refuses_a_vector_of_another_length_and_names_both_shapes()
    {
        string message = Assert.Throws<ArgumentException>(() => new Matrix(2, 3, new double[6]) * new Vector(new double[4])).Message;
        Assert.Contains("[2 × 3]", message, StringComparison.Ordinal);
        Assert.Contains("[4]", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Vectors_of_different_lengths_are_not_combined()
    {
        var a = new Vector([1, 2]);
        var b = new Vector([1, 2, 3]);
        foreach (Func<object> operation in (Func<object>[])[() => a + b, () => a - b, () => a * b, () => Dot(a, b)])
        {
            string message = Assert.Throws<ArgumentException>(() => operation()).Message;
            Assert.Contains("[2]", message, StringComparison.Ordinal);
            Assert.Contains("[3]", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_entry_outside_the_shape_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Vector([1, 2])[2]);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Matrix(1, 2, [1, 2])[1, 0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Matrix(1, 2, [1, 2])[0, -1]);
    }

    [Fact]
    public void Softmax_of_nothing_is_refused() => Assert.Throws<ArgumentException>(() => Softmax(new Vector([])));

    [Fact]
    public void An_entry_carries_its_derivative()
    {
        Assert.Equal(new Scalar(2, 7), new Vector([1, 2], [6, 7])[1]);
        Assert.Equal(new Scalar(3, 8), new Matrix(2, 2, [1, 2, 3, 4], [6, 7, 8, 9])[1, 0]);
        Assert.Equal(new Scalar(2), new Vector([1, 2])[1]);
    }

    [Fact]
    public void Constants_make_no_tangents()
    {
        var x = new Vector([1, 2]);
        Assert.Null((new Matrix(1, 2, [3, 4]) * x).Tangents);
        Assert.Null((x + x).Tangents);
        Assert.Null(((Scalar)2 * x).Tangents);
        Assert.Null(Relu(x).Tangents);
        Assert.Null(Softmax(x).Tangents);
    }

    [Fact]
    public void No_result_shares_memory_with_its_argument()
    {
        double[] values = [1, 2];
        double[] tangents = [3, 4];
        var x = new Vector(values, tangents);
        foreach (Vector y in (Vector[])[-x, x + x, 1 * x, Relu(x), Abs(x), Softmax(x)])
        {
            Assert.NotSame(values, y.Values);
            Assert.NotSame(tangents, y.Tangents);
        }

        Assert.Equal([1, 2], values);
        Assert.Equal([3, 4], tangents);
    }
}
