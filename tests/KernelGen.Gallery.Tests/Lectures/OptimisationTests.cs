using KernelGen.Gallery.Examples;
using KernelGen.Gallery.Models;
using KernelGen.Gallery.Searching;
using KernelGen.Numerics;
using KernelGen.Training;

namespace KernelGen.Gallery.Tests.Lectures;

/// <summary>What the lectures say of optimisation (002 §4, 003, 004), and the closed form of row L2.</summary>
public sealed class OptimisationTests
{
    private static readonly Dataset<double, double> Plane = InDouble(PlaneExamples.NoisyPlane(seed: 1).Training);
    private static readonly Dataset<float, float> Xor = EmbeddedExamples.ExclusiveOr().Training;

    // L2.
    [Fact]
    public void Gradient_descent_on_linear_regression_converges_to_the_closed_form()
        => Close.To(ClosedForm(), Trained(TrainingOptions.FullBatch, 400, 0.9, LearningRateSchedule.Constant), 1e-10);

    [Theory]
    [InlineData(TrainingOptions.FullBatch)]
    [InlineData(32)]
    [InlineData(1)]
    public void Full_batch_mini_batch_and_single_example_descent_come_near_one_optimum(int batch)
        => Assert.InRange(Distance(Trained(batch, batch == 1 ? 20 : 200, batch == 1 ? 0.02 : 0.2, LearningRateSchedule.Constant)), 0, 0.03);

    [Fact]
    public void A_rate_that_shrinks_over_training_ends_nearer_to_the_optimum_than_one_that_does_not()
    {
        double constant = Distance(Trained(1, 60, 0.1, LearningRateSchedule.Constant));
        Assert.InRange(Distance(Trained(1, 60, 0.1, LearningRateSchedule.InverseTime(1))), 0, constant / 3);
        Assert.InRange(Distance(Trained(1, 60, 0.1, LearningRateSchedule.Exponential(0.9))), 0, constant / 3);
    }

    [Fact]
    public void Least_squares_converges_below_a_rate_of_2_over_the_largest_eigenvalue_and_diverges_above()
    {
        double limit = 2 / LargestEigenvalue();
        Assert.InRange(Distance(Trained(TrainingOptions.FullBatch, 2000, 0.98 * limit, LearningRateSchedule.Constant)), 0, 1e-6);
        Assert.InRange(Distance(Trained(TrainingOptions.FullBatch, 400, 1.02 * limit, LearningRateSchedule.Constant)), 1e3, double.PositiveInfinity);
    }

    // 003: a step of gradient descent costs about three costs, so the searches may look at three times as many.
    [Fact]
    public void Random_and_genetic_search_lose_to_gradient_descent()
    {
        Dataset<float, float> ring = HardCases.Ring(100, 1);
        PlaneNetwork network = new();
        network.Initialize(seed: 1);
        new Trainer<PlaneNetwork>(network, new TrainingOptions { Epochs = 1000, BatchSize = TrainingOptions.FullBatch, LearningRate = 1, Seed = 1 }).Fit(ring);
        double descent = Evaluation.Cost(network, ring, network.CreateWorkspace(100));
        Assert.InRange(CostSearch.Random(network, ring, evaluations: 3000, deviation: 2, seed: 1), 2 * descent, double.MaxValue);
        Assert.InRange(CostSearch.Genetic(network, ring, population: 60, generations: 98, deviation: 2, seed: 1), 1.5 * descent, double.MaxValue);
    }

    [Fact]
    public void A_search_leaves_the_best_that_it_met_in_the_model()
    {
        XorNetwork network = new();
        double cost = CostSearch.Genetic(network, Xor, population: 20, generations: 30, deviation: 1, seed: 3);
        Assert.Equal(cost, Evaluation.Cost(network, Xor, network.CreateWorkspace(4)));
        Assert.InRange(cost, 0, Math.Log(2));
    }

    // 002 §4.
    [Fact]
    public void A_convex_cost_has_one_value_at_the_end_of_every_descent()
    {
        TrainingExamples<float> points = PlaneExamples.HalfPlane(seed: 1, negative: 0);
        double[] x = [.. points.Test.Inputs.ToArray()];
        double[] t = [.. points.Test.Targets.ToArray()];
        double[] costs =
        [
            .. Enumerable.Range(1, 5).Select(seed =>
            {
                Point point = Point.Of<RegularisedLogistic.DoublePrecision>().Drawn(seed, limit: 5);
                for (int step = 0; step < 500; step++)
                {
                    point = point.Step(1, x, t);
                }

                return point.Cost(x, t);
            }),
        ];
        Assert.All(costs, cost => Assert.Equal(costs[0], cost, 1e-12));
    }

    // 004: 0.0012 → 3.8 once seen. Were the cost convex, the average could not cost more.
    [Fact]
    public void A_trained_network_averaged_over_the_permutations_of_its_hidden_units_costs_far_more()
    {
        XorNetwork network = new();
        network.Initialize(seed: 1);
        new Trainer<XorNetwork>(network, new TrainingOptions { Epochs = 3000, BatchSize = 4, LearningRate = 0.5, Seed = 1 }).Fit(Xor);
        Workspace<float> workspace = network.CreateWorkspace(4);
        Assert.InRange(Evaluation.Cost(network, Xor, workspace), 0, 0.01);
        Average(network.W1, rows: true);
        Average(network.B1, rows: true);
        Average(network.W2, rows: false);
        Assert.InRange(Evaluation.Cost(network, Xor, workspace), 0.4774, 10);
    }

    // The best that a function monotone in one direction can do: three rows of exclusive or share the probability 2/3.
    [Fact]
    public void A_network_of_identical_monotone_units_costs_at_least_0_477_on_exclusive_or()
    {
        XorNetwork network = new();
        Workspace<float> workspace = network.CreateWorkspace(4);
        RandomSource random = new(7);
        double lowest = double.MaxValue;
        for (int draw = 0; draw < 2000; draw++)
        {
            foreach (ref float parameter in network.Parameters)
            {
                parameter = 0;
            }

            float[] weights = [.. Enumerable.Range(0, 5).Select(_ => (float)random.NextDouble(-6, 6))];
            for (int unit = 0; unit < 4; unit++)
            {
                (network.W1[unit, 0], network.W1[unit, 1], network.B1[unit], network.W2[0, unit]) = (weights[0], weights[1], weights[2], weights[3]);
            }

            network.B2[0] = weights[4];
            lowest = Math.Min(lowest, Evaluation.Cost(network, Xor, workspace));
        }

        double bound = 0.75 * -(Math.Log(1.0 / 3) / 3 + 2 * Math.Log(2.0 / 3) / 3);
        Assert.Equal(0.477, bound, 0.0005);
        Assert.InRange(lowest, bound - 1e-6, bound + 0.1);
    }

    private static double[] Trained(int batch, int epochs, double rate, LearningRateSchedule schedule)
    {
        LinearRegression.DoublePrecision model = new();
        new Trainer<LinearRegression.DoublePrecision>(
            model, new TrainingOptions { Epochs = epochs, BatchSize = batch, LearningRate = rate, Schedule = schedule, Seed = 1 }).Fit(Plane);
        return [model.W[0], model.W[1], model.B[0]];
    }

    private static double Distance(double[] parameters)
        => Math.Sqrt(parameters.Zip(ClosedForm(), static (a, b) => (a - b) * (a - b)).Sum());

    /// <summary>What the generated solver finds without a step.</summary>
    private static double[] ClosedForm()
    {
        LinearRegression.DoublePrecision model = new();
        model.SolveLeastSquares(Plane.Inputs.Span, Plane.Targets.Span);
        return [model.W[0], model.W[1], model.B[0]];
    }

    private static double LargestEigenvalue()
    {
        double[][] moments = Moments();
        double[] v = [1, 1, 1];
        double length = 0;
        for (int i = 0; i < 500; i++)
        {
            double[] next = [.. moments.Select(row => row.Zip(v, static (m, x) => m * x).Sum())];
            length = Math.Sqrt(next.Sum(static x => x * x));
            v = [.. next.Select(x => x / length)];
        }

        return length;
    }

    private static double[][] Moments()
        => [.. Enumerable.Range(0, 3).Select(i => (double[])[.. Enumerable.Range(0, 3).Select(j => Columns().Average(row => row[i] * row[j]))])];

    private static IEnumerable<double[]> Columns() => Plane.Inputs.ToArray().Chunk(2).Select(static x => (double[])[.. x, 1]);

    private static Dataset<double, double> InDouble(Dataset<float, float> data)
        => new((double[])[.. data.Inputs.ToArray()], data.InputCount, (double[])[.. data.Targets.ToArray()]);

    private static void Average(ParameterView parameter, bool rows)
    {
        for (int other = 0; other < (rows ? parameter.Columns : parameter.Rows); other++)
        {
            int count = rows ? parameter.Rows : parameter.Columns;
            float sum = 0;
            for (int i = 0; i < count; i++)
            {
                sum += rows ? parameter[i, other] : parameter[other, i];
            }

            for (int i = 0; i < count; i++)
            {
                (rows ? ref parameter[i, other] : ref parameter[other, i]) = sum / count;
            }
        }
    }
}
