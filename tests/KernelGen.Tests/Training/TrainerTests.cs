using KernelGen.Training;

namespace KernelGen.Tests.Training;

public class TrainerTests
{
    private static readonly Optimizer[] kinds = [new GradientDescent(), new Momentum(), new Adam()];

    [Fact]
    public void A_float_model_with_value_targets_learns()
    {
        var model = new LinearRegression<float>();
        var result = new Trainer<LinearRegression<float>>(model, new TrainingOptions { BatchSize = 8, Epochs = 60, LearningRate = 0.1f, Seed = 1 })
            .Fit(TrainingExamples.Line<float>(100, seed: 1));

        Assert.Equal(3, model.Parameters[0], 1e-3);
        Assert.Equal(-2, model.Parameters[1], 1e-3);
        Assert.Equal(1, model.Parameters[2], 1e-3);
        Assert.Equal(60 * 13, result.Steps);
    }

    [Fact]
    public void A_double_model_with_value_targets_learns()
    {
        var model = new LogisticUnit<double>();
        var result = new Trainer<LogisticUnit<double>>(model, new TrainingOptions { BatchSize = 8, Epochs = 40, LearningRate = 1 })
            .Fit(TrainingExamples.HalfPlane<double>(200, seed: 1), TrainingExamples.HalfPlane<double>(100, seed: 2));

        Assert.InRange(result.History[^1].ValidationErrorRate!.Value, 0, 0.04);
    }

    [Fact]
    public void A_double_model_with_labels_learns()
    {
        var model = new SoftmaxRegression<double>();
        var result = new Trainer<SoftmaxRegression<double>>(model, new TrainingOptions { BatchSize = 8, Epochs = 40, LearningRate = 0.5 })
            .Fit(TrainingExamples.Sectors<double>(300, seed: 1), TrainingExamples.Sectors<double>(100, seed: 2));

        Assert.InRange(result.History[^1].ValidationErrorRate!.Value, 0, 0.08);
    }

    [Fact]
    public void Data_of_another_precision_or_kind_of_target_break_the_constraints_of_Fit()
    {
        var fit = typeof(TrainerExtensions).GetMethod(nameof(TrainerExtensions.Fit))!;
        Assert.NotNull(fit.MakeGenericMethod(typeof(LogisticUnit<float>), typeof(float), typeof(float)));
        Assert.Throws<ArgumentException>(() => fit.MakeGenericMethod(typeof(LogisticUnit<float>), typeof(double), typeof(double)));
        Assert.Throws<ArgumentException>(() => fit.MakeGenericMethod(typeof(LogisticUnit<float>), typeof(float), typeof(int)));
        Assert.Throws<ArgumentException>(() => fit.MakeGenericMethod(typeof(SoftmaxRegression<float>), typeof(float), typeof(float)));
    }

    public static TheoryData<Optimizer> Optimizers => [.. kinds];

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Equal_seeds_give_equal_bits(Optimizer optimizer) => Assert.Equal(Trained(seed: 7, optimizer), Trained(seed: 7, optimizer));

    [Fact]
    public void Another_seed_gives_another_course() =>
        Assert.NotEqual(Trained(seed: 7, new GradientDescent()), Trained(seed: 8, new GradientDescent()));

    [Fact]
    public void Another_optimiser_takes_other_steps() =>
        Assert.Equal(3, kinds.Select(static optimizer => string.Join(' ', Trained(seed: 7, optimizer))).Distinct().Count());

    [Fact]
    public void A_full_batch_is_gradient_descent_on_all_examples()
    {
        var data = TrainingExamples.Line<double>(20, seed: 3);
        var model = new LinearRegression<double>();
        _ = new Trainer<LinearRegression<double>>(
            model, new TrainingOptions { BatchSize = TrainingOptions.FullBatch, Epochs = 5, LearningRate = 0.3 }).Fit(data);

        double[] theta = [0, 0, 0];
        for (int step = 0; step < 5; step++)
        {
            double[] gradient = MeanSquaredErrorGradient(data, theta);
            for (int i = 0; i < 3; i++)
            {
                theta[i] -= 0.3 * gradient[i];
            }
        }

        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(theta[i], model.Parameters[i], 1e-13);
        }
    }

    [Fact]
    public void Momentum_follows_its_recursion_to_the_bit()
    {
        var data = TrainingExamples.Line<double>(20, seed: 3);
        var model = new LinearRegression<double>();
        _ = new Trainer<LinearRegression<double>>(
            model, new TrainingOptions { BatchSize = 20, Epochs = 30, LearningRate = 0.05, Optimizer = new Momentum() }).Fit(data);

        var plain = new LinearRegression<double>();
        var workspace = plain.CreateWorkspace(20);
        double[] g = new double[3], v = new double[3];
        for (int step = 0; step < 30; step++)
        {
            _ = plain.Gradient(data.Inputs.Span, data.Targets.Span, g, workspace);
            for (int i = 0; i < 3; i++)
            {
                v[i] = 0.9 * v[i] + g[i];
                plain.Parameters[i] -= 0.05 * v[i];
            }
        }

        Assert.Equal(plain.Parameters.ToArray(), model.Parameters.ToArray());
    }

    [Fact]
    public void Least_squares_converges_below_a_learning_rate_of_2_over_the_largest_eigenvalue()
    {
        var data = TrainingExamples.Line<double>(50, seed: 5);
        var model = new LinearRegression<double>();
        var options = new TrainingOptions { BatchSize = 50, Epochs = 3000, LearningRate = 0.99 * 2 / LargestEigenvalue(data) };
        var result = new Trainer<LinearRegression<double>>(model, options).Fit(data);

        Assert.InRange(result.History[^1].TrainingCost, 0, 1e-20);
    }

    [Fact]
    public void Least_squares_diverges_above_a_learning_rate_of_2_over_the_largest_eigenvalue()
    {
        var data = TrainingExamples.Line<double>(50, seed: 5);
        var model = new LinearRegression<double>();
        var options = new TrainingOptions { BatchSize = 50, Epochs = 3000, LearningRate = 1.01 * 2 / LargestEigenvalue(data) };
        var result = new Trainer<LinearRegression<double>>(model, options).Fit(data);

        Assert.True(result.History[^1].TrainingCost > 1e10 * result.History[0].TrainingCost);
    }

    [Fact]
    public void Training_goes_on_from_the_parameters_the_model_has()
    {
        var data = TrainingExamples.Line<double>(30, seed: 6);
        var options = new TrainingOptions { BatchSize = 30, Epochs = 4, LearningRate = 0.2 };
        var whole = new LinearRegression<double>();
        _ = new Trainer<LinearRegression<double>>(whole, options with { Epochs = 8 }).Fit(data);
        var halves = new LinearRegression<double>();
        var trainer = new Trainer<LinearRegression<double>>(halves, options);
        _ = trainer.Fit(data);
        _ = trainer.Fit(data);

        Assert.Equal(whole.Parameters.ToArray(), halves.Parameters.ToArray());
    }

    private static float[] Trained(int seed, Optimizer optimizer)
    {
        var model = new LogisticUnit<float>();
        model.Initialize(3);
        var options = new TrainingOptions { BatchSize = 7, Epochs = 3, LearningRate = 0.5f, Optimizer = optimizer, Seed = seed };
        _ = new Trainer<LogisticUnit<float>>(model, options).Fit(TrainingExamples.HalfPlane<float>(50, seed: 4));
        return model.Parameters.ToArray();
    }

    private static double[] MeanSquaredErrorGradient(Dataset<double, double> data, double[] theta)
    {
        var gradient = new double[3];
        for (int i = 0; i < data.Count; i++)
        {
            double a = data.Inputs.Span[2 * i], b = data.Inputs.Span[2 * i + 1];
            double error = theta[0] * a + theta[1] * b + theta[2] - data.Targets.Span[i];
            gradient[0] += error * a / data.Count;
            gradient[1] += error * b / data.Count;
            gradient[2] += error / data.Count;
        }

        return gradient;
    }

    // The Hessian of the mean of ½(w·x + b − t)² is the mean of x̃x̃ᵀ with x̃ = (x, 1); power iteration finds its largest eigenvalue.
    private static double LargestEigenvalue(Dataset<double, double> data)
    {
        double[] direction = [1, 1, 1];
        double eigenvalue = 0;
        for (int iteration = 0; iteration < 1000; iteration++)
        {
            var image = new double[3];
            for (int i = 0; i < data.Count; i++)
            {
                double[] x = [data.Inputs.Span[2 * i], data.Inputs.Span[2 * i + 1], 1];
                double product = x[0] * direction[0] + x[1] * direction[1] + x[2] * direction[2];
                for (int j = 0; j < 3; j++)
                {
                    image[j] += x[j] * product / data.Count;
                }
            }

            eigenvalue = Math.Sqrt(image.Sum(static v => v * v));
            direction = [.. image.Select(v => v / eigenvalue)];
        }

        return eigenvalue;
    }
}
