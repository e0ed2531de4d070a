using KernelGen.Tests.Training;
using KernelGen.Training;

namespace KernelGen.Tests.Optimizers;

public class MinimizationTests
{
    [Fact]
    public void The_minimum_of_many_batches_is_that_of_all_examples_and_what_is_frozen_stays()
    {
        // More examples than are looked at in one piece, and not a multiple of that.
        double[] inputs = [.. TrainingExamples.Line<double>(10_001, seed: 1).Inputs.ToArray()];
        var model = new Centroid();
        var data = new Dataset<double, double>(inputs, 2);
        var result = new Lbfgs().Minimize(model, data);

        Assert.Equal(MinimizationEnd.Converged, result.End);
        Assert.Equal(Evaluation.Cost(model, data, model.CreateWorkspace(10_001)), result.Value, 1e-12);
        Assert.Equal(inputs.Where(static (_, i) => i % 2 == 0).Average(), model.Parameters[0], 1e-7);
        Assert.Equal(inputs.Where(static (_, i) => i % 2 == 1).Average(), model.Parameters[1], 1e-7);
        Assert.Equal(Centroid.FrozenScale, model.Parameters[2]);
    }

    [Fact]
    public void A_line_without_noise_is_found()
    {
        var model = new LinearRegression<float>();
        var result = new Lbfgs().Minimize(model, TrainingExamples.Line<float>(100, seed: 1));

        Assert.Equal(3, model.Parameters[0], 1e-4f);
        Assert.Equal(-2, model.Parameters[1], 1e-4f);
        Assert.Equal(1, model.Parameters[2], 1e-4f);
        Assert.InRange(result.Value, 0, 1e-9);
    }

    [Fact]
    public void A_beginning_whose_cost_is_not_finite_is_refused_and_kept()
    {
        var model = new LinearRegression<float>();
        model.Parameters[1] = float.NaN;
        Assert.Throws<ArithmeticException>(() => new Lbfgs().Minimize(model, TrainingExamples.Line<float>(10, seed: 1)));
        Assert.Equal([0, float.NaN, 0], model.Parameters.ToArray());
    }

    [Fact]
    public void A_model_that_is_cancelled_at_once_is_as_it_was()
    {
        var model = new LogisticUnit<double>();
        model.Initialize(2);
        double[] before = model.Parameters.ToArray();
        var result = new Lbfgs().Minimize(model, TrainingExamples.HalfPlane<double>(50, seed: 1), cancellation: new CancellationToken(true));

        Assert.Equal((MinimizationEnd.Cancelled, 0), (result.End, result.Iterations));
        Assert.Equal(before, model.Parameters.ToArray());
    }

    [Fact]
    public void Data_that_do_not_fit_are_refused() =>
        Assert.Throws<ArgumentException>(
            () => new Lbfgs().Minimize(new LinearRegression<float>(), new Dataset<float, float>(new float[3], 3, new float[1])));

    [Fact]
    public void A_gradient_in_memory_needs_parameters_of_whole_registers()
    {
        var line = TrainingExamples.Line<float>(10, seed: 1);
        TrainingOptions[] options = [new() { Optimizer = new RmsProp() }, new() { Optimizer = new AdaGrad() }, new() { MaxGradientNorm = 1 }];
        Assert.All(options, o => Assert.Contains(
            "which the parameters of LinearRegression are not",
            Assert.Throws<NotSupportedException>(() => new Trainer<LinearRegression<float>>(new LinearRegression<float>(), o).Fit(line)).Message,
            StringComparison.Ordinal));
    }
}
