using KernelGen.Equations;
using static KernelGen.Equations.Functions;

namespace KernelGen.Gallery.Models;

/// <summary>Points of the plane, one hidden layer: what a linear classifier cannot tell apart, it can.</summary>
[Model(Inputs = 2)]
[Dense(16, Activation.Tanh)]
[Dense(1)]
[Loss(Loss.LogisticCrossEntropy)]
public sealed partial class PlaneNetwork;

/// <summary>Exclusive or with few hidden units, as probabilities.</summary>
[Model(Inputs = 2)]
[Dense(4, Activation.Tanh)]
[Dense(1)]
[Loss(Loss.LogisticCrossEntropy)]
public sealed partial class XorNetwork;

/// <summary>Which of two patterns of 16 pixels, wherever it starts: a linear classifier cannot tell (004).</summary>
[Model(Inputs = 16)]
[Dense(2)]
[Loss(Loss.SoftmaxCrossEntropy)]
public sealed partial class PatternSoftmax;

/// <summary>Which of two patterns of 16 pixels, wherever it starts, with a hidden layer.</summary>
[Model(Inputs = 16)]
[Dense(24, Activation.Relu)]
[Dense(2)]
[Loss(Loss.SoftmaxCrossEntropy)]
public sealed partial class PatternNetwork;

/// <summary>Three linear layers: no more expressive than one (004).</summary>
[Model(Inputs = 3, Precision = Precision.Both)]
[Dense(5)]
[Dense(4)]
[Dense(2)]
[Loss(Loss.SquaredError)]
public sealed partial class DeepLinear;

/// <summary>The multilayer perceptron of 004, vector by vector: z = W₁x + b₁, h = σ(z), y = W₂h + b₂, L = ½‖t − y‖².</summary>
[Model(Precision = Precision.Both)]
public sealed partial class PerceptronVectors
{
    [Objective]
    private static Scalar Objective(
        [Input(3)] Vector x, [Target(2)] Vector t,
        [Parameter(4, 3)] Matrix w1, [Parameter(4)] Vector b1, [Parameter(2, 4)] Matrix w2, [Parameter(2)] Vector b2)
        => SquaredError(Outputs(x, w1, b1, w2, b2), t);

    [Output]
    private static Vector Outputs(Vector x, Matrix w1, Vector b1, Matrix w2, Vector b2)
    {
        Vector z = w1 * x + b1;
        Vector h = Logistic(z);
        return w2 * h + b2;
    }
}

/// <summary>The multilayer perceptron of 004, unit by unit: zᵢ = Σⱼ wᵢⱼxⱼ + bᵢ, hᵢ = σ(zᵢ), yₖ = Σᵢ wₖᵢhᵢ + bₖ.</summary>
/// <remarks>The weights lie row by row in one vector a layer.</remarks>
[Model(Precision = Precision.Both)]
public sealed partial class PerceptronScalars
{
    private const int Inputs = 3;
    private const int Hidden = 4;

    [Objective]
    private static Scalar Objective(
        [Input(Inputs)] Vector x, [Target(2)] Vector t,
        [Parameter(Hidden * Inputs)] Vector w1, [Parameter(Hidden)] Vector b1, [Parameter(2 * Hidden)] Vector w2, [Parameter(2)] Vector b2)
        => SquaredError(OutputUnit(0, x, w1, b1, w2, b2), t[0]) + SquaredError(OutputUnit(1, x, w1, b1, w2, b2), t[1]);

    [Output]
    private static Vector Outputs(Vector x, Vector w1, Vector b1, Vector w2, Vector b2)
        => Concat(OutputUnit(0, x, w1, b1, w2, b2), OutputUnit(1, x, w1, b1, w2, b2));

    private static Scalar OutputUnit(int k, Vector x, Vector w1, Vector b1, Vector w2, Vector b2)
    {
        Scalar y = b2[k];
        for (int i = 0; i < Hidden; i++)
        {
            y += w2[k * Hidden + i] * HiddenUnit(i, x, w1, b1);
        }

        return y;
    }

    private static Scalar HiddenUnit(int i, Vector x, Vector w1, Vector b1)
    {
        Scalar z = b1[i];
        for (int j = 0; j < Inputs; j++)
        {
            z += w1[i * Inputs + j] * x[j];
        }

        return Logistic(z);
    }
}

/// <summary>A hidden layer beside a direct connection from the inputs to the outputs.</summary>
[Model(Precision = Precision.Both)]
public sealed partial class SkipConnection
{
    [Objective]
    private static Scalar Objective(
        [Input(2)] Vector x, [Target] Scalar t, [Parameter(8, 2)] Matrix w1, [Parameter(8)] Vector b1,
        [Parameter(8)] Vector w2, [Parameter(2)] Vector skip, [Parameter] Scalar b2)
        => SquaredError(Prediction(x, w1, b1, w2, skip, b2), t);

    [Output]
    private static Scalar Prediction(Vector x, Matrix w1, Vector b1, Vector w2, Vector skip, Scalar b2)
        => Dot(w2, Tanh(w1 * x + b1)) + Dot(skip, x) + b2;
}

/// <summary>Two inputs through the same weights: equal or not, by how far apart their embeddings lie.</summary>
[Model(Precision = Precision.Both)]
public sealed partial class SharedWeights
{
    [Objective]
    private static Scalar Objective(
        [Input(2)] Vector left, [Input(2)] Vector right, [Target] Scalar t,
        [Parameter(6, 2)] Matrix w, [Parameter(6)] Vector b, [Parameter] Scalar threshold)
        => CrossEntropy(Probability(left, right, w, b, threshold), t);

    [Output]
    private static Scalar Probability(Vector left, Vector right, Matrix w, Vector b, Scalar threshold)
        => Logistic(threshold - SumOfSquares(Embedding(left, w, b) - Embedding(right, w, b)));

    private static Vector Embedding(Vector x, Matrix w, Vector b) => Tanh(w * x + b);
}

/// <summary>A recurrent cell, unrolled over five bits: weights shared over time.</summary>
[Model]
public sealed partial class RecurrentCell
{
    private const int Steps = 5;
    private const int Units = 4;

    [Objective]
    private static Scalar Objective(
        [Input(Steps)] Vector bits, [Target] Scalar t, [Parameter(Units, 1)] Matrix fromInput, [Parameter(Units, Units)] Matrix fromState,
        [Parameter(Units)] Vector start, [Parameter(Units)] Vector w, [Parameter] Scalar b)
        => CrossEntropy(Probability(bits, fromInput, fromState, start, w, b), t);

    [Output]
    private static Scalar Probability(Vector bits, Matrix fromInput, Matrix fromState, Vector start, Vector w, Scalar b)
    {
        Vector state = start;
        for (int step = 0; step < Steps; step++)
        {
            state = Tanh(fromInput * bits[step..(step + 1)] + fromState * state);
        }

        return Logistic(Dot(w, state) + b);
    }
}
