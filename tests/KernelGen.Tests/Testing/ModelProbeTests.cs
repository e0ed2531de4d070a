using KernelGen.Testing;

namespace KernelGen.Tests.Testing;

public class ModelProbeTests
{
    private static readonly IModelProbe Line = LineModel.Probe;

    [Fact]
    public void A_model_is_checked_by_its_type_alone()
    {
        GradientCheckReport report = GradientCheck.Run<LineModel>(seed: 7).ThrowIfFailed();
        Assert.Equal(("LineModel", 7, Precision.Single), (report.Model, report.Seed, report.Precision));
    }

    [Fact]
    public void Kernels_are_called_with_the_given_parameters()
    {
        Assert.Equal([7, 1], Line.Predict([2, 1], [3, 0]));
        Assert.Equal([7], Line.Predict([2, 1], [3]));
        Assert.Equal(12.5, Line.Cost([2, 1], [3], [2]));
        var gradient = new double[2];
        Assert.Equal(12.5, Line.Gradient([2, 1], [3], [2], gradient));
        Assert.Equal([15, 5], gradient);
    }

    [Fact]
    public void The_gradient_in_the_inputs_has_one_row_for_each_example()
    {
        var gradients = new double[2];
        Line.InputGradient([2, 1], [3, 0], [2, 4], gradients);
        Assert.Equal([5, -3], gradients);
        Assert.Equal("x", Assert.Single(GradientCheck.Run<LineModel>().ThrowIfFailed().InputBlocks).Name);
    }

    [Fact]
    public void A_model_whose_inputs_ask_for_no_gradient_says_so()
    {
        var gradients = new double[1];
        Func<object?>[] refused =
        [
            () => { SignModel.Probe.InputGradient([], [1], [1], gradients); return null; },
            () => { ((IModelProbe)new EquationsAsKernels(null, TargetKind.None, 2)).InputGradient([], [1], [1], gradients); return null; },
        ];
        Assert.All(refused, static call => Assert.Contains("asks for its gradient", Assert.Throws<NotSupportedException>(call).Message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_step_leaves_the_parameters_after_it()
    {
        double[] parameters = [2, 1];
        Assert.Equal(12.5, Line.SgdStep(parameters, [3], [2], 0.125));
        Assert.Equal([2 - 15.0 / 8, 1 - 5.0 / 8], parameters);
    }

    [Fact]
    public void Labels_reach_the_model_as_whole_numbers()
    {
        Assert.Equal(1.5, SignModel.Probe.Cost([], [1, -1], [1, 2]));
        Assert.Equal([1, 0], SignModel.Probe.Classify([], [1, -1]));
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(double.NaN)]
    [InlineData(1e10)]
    public void A_label_that_is_no_whole_number_is_refused_with_its_row(double label)
    {
        string message = Assert.Throws<ArgumentException>(() => SignModel.Probe.Cost([], [1, -1], [1, label])).Message;
        Assert.Contains("Row 1: expected a label 0 … 1", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_lengths_are_refused_before_anything_is_changed()
    {
        double[] parameters = [2, 1];
        double[] three = [1, 2, 3];
        Assert.Equal("parameters", Assert.Throws<ArgumentException>(() => Line.Predict(three, [3])).ParamName);
        Assert.Equal("inputs", Assert.Throws<ArgumentException>(() => Line.Predict(parameters, [])).ParamName);
        Assert.Equal("gradient", Assert.Throws<ArgumentException>(() => Line.Gradient(parameters, [3], [2], three)).ParamName);
        Assert.Equal("targets", Assert.Throws<ArgumentException>(() => Line.SgdStep(parameters, [3], [2, 2], 1)).ParamName);
        Assert.Equal("inputGradients", Assert.Throws<ArgumentException>(() => Line.InputGradient(parameters, [3], [2], three)).ParamName);
        Assert.Equal([2, 1], parameters);
        Assert.Equal([1, 2, 3], three);
    }

    [Fact]
    public void A_model_that_decides_nothing_has_no_classes()
        => Assert.Throws<NotSupportedException>(() => Line.Classify([2, 1], [3]));

    [Fact]
    public void A_model_without_an_objective_predicts_and_says_so_when_asked_for_more()
    {
        var probe = new PredictionProbe<LineModel, float>(LineModel.Info with { Loss = null }, LineModel.Output);
        Assert.Equal([7], probe.Predict([2, 1], [3]));
        double[] gradient = [0, 0];
        Func<object>[] refused =
        [
            () => probe.Cost([2, 1], [3], [2]), () => probe.Gradient([2, 1], [3], [2], gradient),
            () => probe.SgdStep(gradient, [3], [2], 1), () => probe.Objective(null!),
        ];
        Assert.All(refused, static call
            => Assert.Contains("LineModel has no objective", Assert.Throws<NotSupportedException>(call).Message, StringComparison.Ordinal));
    }
}
