using KernelGen.Equations;
using static KernelGen.Equations.Functions;

namespace KernelGen.Tests.Equations;

public class SelectionTests
{
    private static readonly Vector A = new([1, 5, 3], [1, 1, 1]);
    private static readonly Vector B = new([4, 2, 3], [2, 2, 2]);

    [Fact]
    public void The_larger_and_the_smaller_number_bring_their_slopes()
    {
        Assert.Equal([4, 5, 3], Max(A, B).Values);
        Assert.Equal([2, 1, 2], Max(A, B).Tangents!);
        Assert.Equal([1, 2, 3], Min(A, B).Values);
        Assert.Equal([1, 2, 2], Min(A, B).Tangents!);
    }

    [Fact]
    public void Of_two_equal_numbers_the_second_is_taken()
    {
        var second = new Scalar(3, 7);
        Assert.Equal(second, Max(new Scalar(3, 1), second));
        Assert.Equal(second, Min(new Scalar(3, 1), second));
        Assert.Equal(7, Max(A, second).Tangents![2]);
        Assert.Equal(1, Max(second, A).Tangents![2]);
        Assert.Equal(7, Min(A, second).Tangents![2]);
        Assert.Equal(1, Min(second, A).Tangents![2]);
    }

    [Fact]
    public void A_bound_applies_to_every_entry()
    {
        Assert.Equal([2, 5, 3], Max(A, 2).Values);
        Assert.Equal([2, 5, 3], Max(2, A).Values);
        Assert.Equal([1, 2, 2], Min(A, 2).Values);
        Assert.Equal([1, 2, 2], Min(2, A).Values);
        Assert.Equal([0, 1, 1], Max(2, A).Tangents!);
    }

    [Theory]
    [InlineData(double.NaN, 1)]
    [InlineData(1, double.NaN)]
    public void What_is_not_a_number_is_not_hidden(double a, double b)
    {
        Assert.Equal(double.NaN, Max(a, b).Value);
        Assert.Equal(double.NaN, Min(a, b).Value);
    }

    [Theory]
    [InlineData(0.1, 2)]
    [InlineData(0, 3)]
    [InlineData(-0.1, 3)]
    public void A_condition_chooses_the_first_only_above_0(double condition, double expected)
    {
        Assert.Equal(new Scalar(expected, 5), Where(new Scalar(condition, 100), new Scalar(2, 5), new Scalar(3, 5)));
        Assert.Equal(expected == 2 ? A.Values : B.Values, Where(condition, A, B).Values);
        Assert.Equal(expected == 2 ? A.Tangents : B.Tangents, Where(condition, A, B).Tangents);
    }

    [Fact]
    public void A_vector_of_conditions_chooses_entry_by_entry()
    {
        var condition = new Vector([-1, 0, 1]);
        Assert.Equal([4, 2, 3], Where(condition, A, B).Values);
        Assert.Equal([2, 2, 1], Where(condition, A, B).Tangents!);
        Assert.Equal([9, 9, 3], Where(condition, A, 9).Values);
        Assert.Equal([4, 2, 9], Where(condition, 9, B).Values);
        Assert.Equal([8, 8, 9], Where(condition, 9, 8).Values);
    }

    [Fact]
    public void A_rectifier_is_a_maximum_and_a_choice()
    {
        foreach (double z in (double[])[-2, -0.5, 0, 0.5, 2])
        {
            var dual = new Scalar(z, 1);
            Assert.Equal(Relu(dual), Max(dual, 0));
            Assert.Equal(Relu(dual), Where(dual, dual, 0));
            Assert.Equal(Abs(dual).Value, Max(dual, -dual).Value);
        }
    }
}
