using KernelGen.Equations;

namespace KernelGen.Tests.Equations;

public class OperatorTests
{
    private static readonly Vector A = new([1, 2, 4]);
    private static readonly Vector B = new([8, 6, -2]);
    private static readonly Matrix M = new(2, 2, [1, 2, 3, 4]);
    private static readonly Matrix N = new(2, 2, [5, 7, 9, 11]);

    [Fact]
    public void Vectors_combine_entry_by_entry()
    {
        Assert.Equal([9, 8, 2], (A + B).Values);
        Assert.Equal([-7, -4, 6], (A - B).Values);
        Assert.Equal([8, 12, -8], (A * B).Values);
        Assert.Equal([8, 3, -0.5], (B / A).Values);
        Assert.Equal([-1, -2, -4], (-A).Values);
    }

    [Fact]
    public void A_scalar_stands_for_a_vector_of_equal_entries_on_either_side()
    {
        Scalar s = 4;
        Assert.Equal([5, 6, 8], (A + s).Values);
        Assert.Equal([5, 6, 8], (s + A).Values);
        Assert.Equal([-3, -2, 0], (A - s).Values);
        Assert.Equal([3, 2, 0], (s - A).Values);
        Assert.Equal([4, 8, 16], (A * s).Values);
        Assert.Equal([4, 8, 16], (s * A).Values);
        Assert.Equal([0.25, 0.5, 1], (A / s).Values);
        Assert.Equal([4, 2, 1], (s / A).Values);
    }

    [Fact]
    public void A_number_stands_for_a_scalar()
    {
        Assert.Equal([2.5, 5, 10], (2.5 * A).Values);
        Assert.Equal([0, 1, 3], (A - 1).Values);
        Assert.Equal([0.5, 1, 1.5, 2], (M / 2).Values);
        Assert.Equal(new Scalar(0.75, -1), 1 - new Scalar(0.25, 1));
    }

    [Fact]
    public void Matrices_add_and_subtract_entry_by_entry()
    {
        Assert.Equal([6, 9, 12, 15], (M + N).Values);
        Assert.Equal([4, 5, 6, 7], (N - M).Values);
        Assert.Equal([-1, -2, -3, -4], (-M).Values);
        Assert.Equal((2, 2), ((M + N).Rows, (M + N).Columns));
    }

    [Fact]
    public void A_scalar_stands_for_a_matrix_of_equal_entries_on_either_side()
    {
        Scalar s = 12;
        Assert.Equal([13, 14, 15, 16], (M + s).Values);
        Assert.Equal([13, 14, 15, 16], (s + M).Values);
        Assert.Equal([-11, -10, -9, -8], (M - s).Values);
        Assert.Equal([11, 10, 9, 8], (s - M).Values);
        Assert.Equal([12, 24, 36, 48], (M * s).Values);
        Assert.Equal([12, 24, 36, 48], (s * M).Values);
        Assert.Equal([12, 6, 4, 3], (s / M).Values);
        Assert.Equal(M.Values, (s * M / s).Values);
    }

    [Fact]
    public void A_moving_scalar_moves_every_entry()
    {
        var s = new Scalar(2, 1);
        Assert.Equal([1, 2, 4], (s * A).Tangents!);
        Assert.Equal([-0.25, -0.5, -1], (A / s).Tangents!);
        Assert.Equal([1, 1, 1, 1], (s - M).Tangents!);
    }

    [Theory]
    [InlineData("op_Multiply")]
    [InlineData("op_Division")]
    public void Two_matrices_are_neither_multiplied_nor_divided(string operation)
        => Assert.DoesNotContain($"Matrix {operation}(Matrix, Matrix)", Vocabulary.All.Keys);
}
