using KernelGen.Equations;

namespace KernelGen.Tests.Equations;

public class ArgumentsTests
{
    private static readonly Arguments Example = new(
        new Vector([1, 2, 3], [4, 5, 6]),
        new Vector([2], [9]),
        [new Matrix(2, 1, [7, 8], [1, 0]), new Matrix(1, 1, [5], [3])]);

    [Fact]
    public void Several_inputs_lie_side_by_side()
    {
        Assert.Equal([1, 2], Example.InputSlice(0, 2).Values);
        Assert.Equal([4, 5], Example.InputSlice(0, 2).Tangents!);
        Assert.Equal(new Scalar(3, 6), Example.InputScalar(2));
    }

    [Fact]
    public void Inputs_past_the_example_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Example.InputSlice(2, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Example.InputScalar(3));
    }

    [Fact]
    public void A_parameter_is_read_as_what_it_was_declared()
    {
        Assert.Equal([7, 8], Example.Vector(0).Values);
        Assert.Equal([1, 0], Example.Vector(0).Tangents!);
        Assert.Same(Example.Parameters[0], Example.Matrix(0));
        Assert.Equal(new Scalar(5, 3), Example.ParameterScalar(1));
    }

    [Fact]
    public void A_target_is_read_as_a_number_or_a_class()
    {
        Assert.Equal(new Scalar(2, 9), Example.TargetScalar);
        Assert.Equal(new Label(2), Example.TargetLabel);
    }

    [Fact]
    public void Hyperparameters_are_constants_in_the_order_given()
    {
        Arguments given = Example with { Hyperparameters = [0.5, 1e-3] };
        Assert.Equal(new Scalar(1e-3, 0), given.Hyperparameter(1));
    }

    [Fact]
    public void A_hyperparameter_that_was_not_given_is_refused_with_its_index_and_their_number()
    {
        string message = Assert.Throws<ArgumentOutOfRangeException>(() => Example.Hyperparameter(0)).Message;
        Assert.Contains("hyperparameter 0, but 0 were given", message, StringComparison.Ordinal);
    }
}
