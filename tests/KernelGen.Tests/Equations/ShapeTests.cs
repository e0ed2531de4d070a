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
        Func<object>[] operations =
        [
            () => a + b, () => a - b, () => a * b, () => a / b, () => Dot(a, b), () => Min(a, b), () => Max(a, b),
            () => Where(1, a, b), () => Where(a, a, b), () => Where(a, b, a), () => Where(a, b, 0), () => Where(a, 0, b),
        ];
        foreach (Func<object> operation in operations)
        {
            string message = Assert.Throws<ArgumentException>(() => operation()).Message;
            Assert.Contains("[2]", message, StringComparison.Ordinal);
            Assert.Contains("[3]", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Matrices_of_different_shapes_are_not_combined()
    {
        var a = new Matrix(2, 3, new double[6]);
        foreach (Func<object> operation in (Func<object>[])[() => a + Transpose(a), () => a - Transpose(a)])
        {
            string message = Assert.Throws<ArgumentException>(() => operation()).Message;
            Assert.Contains("[2 × 3]", message, StringComparison.Ordinal);
            Assert.Contains("[3 × 2]", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_entry_outside_the_shape_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Vector([1, 2])[2]);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Vector([1, 2])[^3]);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Matrix(1, 2, [1, 2])[1, 0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Matrix(1, 2, [1, 2])[0, -1]);
    }

    [Theory]
    [InlineData(0, 4)]
    [InlineData(3, 2)]
    [InlineData(4, 4)]
    public void A_range_outside_the_vector_is_refused_and_named(int start, int end)
    {
        string message = Assert.Throws<ArgumentOutOfRangeException>(() => new Vector([1, 2, 3])[start..end]).Message;
        Assert.Contains("0..3", message, StringComparison.Ordinal);
        Assert.Contains($"got {start}..{end}", message, StringComparison.Ordinal);
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
}
