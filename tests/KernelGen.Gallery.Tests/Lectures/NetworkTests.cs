using KernelGen.Gallery.Examples;
using KernelGen.Gallery.Models;
using KernelGen.Training;

namespace KernelGen.Gallery.Tests.Lectures;

/// <summary>Networks as graphs of units: rows L16, L19, L22 and D4.</summary>
public sealed class NetworkTests
{
    private static readonly double[] X = [0.5, -1, 0.25, 1.5, 0.75, -2];
    private static readonly double[] T = [1, 0, -0.5, 2];

    // L16.
    [Fact]
    public void A_multilayer_perceptron_by_equations_is_the_one_by_layers()
    {
        Point equations = Point.Of<PerceptronVectors.DoublePrecision>().Drawn(seed: 4, limit: 1);
        Point layers = Point.Of<PerceptronLayers>().Drawn(seed: 4, limit: 1);
        Assert.Equal(layers.Predict(X), equations.Predict(X));
        Assert.Equal(layers.Cost(X, T), equations.Cost(X, T));
        Assert.All(new[] { "W1", "B1", "W2", "B2" }, name => Assert.Equal(layers.Gradient(name, X, T), equations.Gradient(name, X, T)));
    }

    // L16: a graph of units that layers cannot say.
    [Fact]
    public void A_skip_connection_adds_a_linear_path_beside_the_hidden_units()
    {
        Point network = Point.Of<SkipConnection.DoublePrecision>().Drawn(seed: 4, limit: 1);
        double hiddenOnly = network.With("Skip", 0, 0).Predict(0.5, -1)[0];
        Assert.Equal(hiddenOnly + 0.5 * 3 - 1 * 2, network.With("Skip", 3, 2).Predict(0.5, -1)[0], 1e-14);
    }

    // L16: the gradient of a shared weight is the sum of the gradients of its uses.
    [Fact]
    public void Shared_weights_treat_both_inputs_alike()
    {
        Point network = Point.Of<SharedWeights.DoublePrecision>().Drawn(seed: 4, limit: 1);
        Assert.Equal(network.Predict(0.5, -1, 2, 0.25)[0], network.Predict(2, 0.25, 0.5, -1)[0], 1e-15);
        Assert.Equal(1 / (1 + Math.Exp(-network.Parameter("Threshold")[0])), network.Predict(2, 0.25, 2, 0.25)[0], 1e-15);
        Assert.All(network.Gradient("W", [2, 0.25, 2, 0.25], 0), static slope => Assert.Equal(0, slope));
    }

    // L16: the weights of a recurrent cell are shared over its five steps.
    [Fact]
    public void A_recurrent_cell_learns_which_bits_are_the_majority()
    {
        RecurrentCell cell = new();
        cell.Initialize(seed: 1);
        TrainingExamples<float> rows = PlaneExamples.Majorities();
        new Trainer<RecurrentCell>(cell, new TrainingOptions { Epochs = 300, BatchSize = 8, LearningRate = 0.3, Seed = 1 }).Fit(rows.Training);
        Assert.InRange(Evaluation.ErrorRate(cell, rows.Training, cell.CreateWorkspace(32)), 0, 0.05);
    }

    // L19.
    [Fact]
    public void Three_linear_layers_predict_what_their_product_predicts()
    {
        Point deep = Point.Of<DeepLinear.DoublePrecision>().Drawn(seed: 6, limit: 1);
        double[,] w1 = Matrix(deep, "W1", 3), w2 = Matrix(deep, "W2", 5), w3 = Matrix(deep, "W3", 4);
        double[,] product = Times(w3, Times(w2, w1));
        double[,] bias = Plus(Times(w3, Plus(Times(w2, Matrix(deep, "B1", 1)), Matrix(deep, "B2", 1))), Matrix(deep, "B3", 1));
        for (int row = 0; row < 2; row++)
        {
            double[] x = X[(3 * row)..(3 * row + 3)];
            double[,] merged = Plus(Times(product, new double[,] { { x[0] }, { x[1] }, { x[2] } }), bias);
            Close.To([merged[0, 0], merged[1, 0]], deep.Predict(x), 1e-14);
        }
    }

    // L22, on the four rows of exclusive or, which no linear model of the inputs can fit.
    [Fact]
    public void Random_hidden_units_that_stay_as_they_are_let_a_linear_output_learn_exclusive_or()
    {
        RandomFeatures model = new();
        model.Initialize(seed: 1);
        float[] before = new float[model.Hidden.Rows * model.Hidden.Columns];
        model.Hidden.CopyTo(before);
        Dataset<float, float> rows = EmbeddedExamples.ExclusiveOr().Training;
        new Trainer<RandomFeatures>(model, new TrainingOptions { Epochs = 500, BatchSize = 4, LearningRate = 0.2, Seed = 1 }).Fit(rows);
        float[] after = new float[before.Length];
        model.Hidden.CopyTo(after);
        Assert.Equal(before, after);
        Assert.Equal(0, Evaluation.ErrorRate(model, rows, model.CreateWorkspace(4)));
    }

    // D4.
    [Fact]
    public void A_perceptron_unit_by_unit_gives_what_it_gives_vector_by_vector()
    {
        Point vectors = Point.Of<PerceptronVectors.DoublePrecision>().Drawn(seed: 9, limit: 1);
        Point scalars = Point.Of<PerceptronScalars.DoublePrecision>();
        string[] names = ["W1", "B1", "W2", "B2"];
        foreach (string name in names)
        {
            scalars = scalars.With(name, vectors.Parameter(name));
        }

        Close.To(vectors.Predict(X), scalars.Predict(X), 1e-14);
        Assert.Equal(vectors.Cost(X, T), scalars.Cost(X, T), 1e-14);
        Assert.All(names, name => Close.To(vectors.Gradient(name, X, T), scalars.Gradient(name, X, T), 1e-14));
    }

    private static double[,] Matrix(Point point, string name, int columns)
    {
        double[] values = point.Parameter(name);
        var matrix = new double[values.Length / columns, columns];
        foreach ((int i, double value) in values.Index())
        {
            matrix[i / columns, i % columns] = value;
        }

        return matrix;
    }

    private static double[,] Times(double[,] a, double[,] b)
    {
        var product = new double[a.GetLength(0), b.GetLength(1)];
        for (int i = 0; i < a.GetLength(0); i++)
        {
            for (int j = 0; j < b.GetLength(1); j++)
            {
                for (int k = 0; k < a.GetLength(1); k++)
                {
                    product[i, j] += a[i, k] * b[k, j];
                }
            }
        }

        return product;
    }

    private static double[,] Plus(double[,] a, double[,] b)
    {
        var sum = new double[a.GetLength(0), a.GetLength(1)];
        for (int i = 0; i < a.Length; i++)
        {
            (int row, int column) = (i / a.GetLength(1), i % a.GetLength(1));
            sum[row, column] = a[row, column] + b[row, column];
        }

        return sum;
    }
}

/// <summary>The perceptron of 004 by its layers.</summary>
[Model(Inputs = 3, Precision = Precision.Double)]
[Dense(4, Activation.Logistic)]
[Dense(2)]
[Loss(Loss.SquaredError)]
internal sealed partial class PerceptronLayers;
