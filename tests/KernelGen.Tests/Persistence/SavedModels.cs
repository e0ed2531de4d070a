using KernelGen.Equations;
using static KernelGen.Equations.Functions;

namespace KernelGen.Tests.Persistence;

/// <summary>Weights that the kernels keep in either order, with padding.</summary>
[Model(Inputs = 20, Precision = Precision.Both)]
[Dense(24, Activation.Relu)]
[Dense(3)]
[Loss(Loss.SoftmaxCrossEntropy)]
[Regularize(L2 = 1e-3)]
public sealed partial class SavedNetwork;

/// <summary>The same under another name, with another regularisation.</summary>
[Model(Inputs = 20)]
[Dense(24, Activation.Relu)]
[Dense(3)]
[Loss(Loss.SoftmaxCrossEntropy)]
public sealed partial class RenamedNetwork;

/// <summary>Other units in the same places.</summary>
[Model(Inputs = 20)]
[Dense(24, Activation.Tanh)]
[Dense(3)]
[Loss(Loss.SoftmaxCrossEntropy)]
public sealed partial class OtherNetwork;

/// <summary>Weights of a single input, which lie as a vector does.</summary>
[Model(Inputs = 1)]
[Dense(3, Activation.Tanh)]
[Dense(1)]
[Loss(Loss.SquaredError)]
public sealed partial class SingleInput;

[Model]
public sealed partial class TanhEquations
{
    [Objective]
    private static Scalar Objective([Input(4)] Vector x, [Target] Scalar t, [Parameter(3, 4)] Matrix w, [Parameter(3)] Vector v)
        => SquaredError(Output(x, w, v), t) + 1e-3 * SumOfSquares(w);

    [Output]
    private static Scalar Output(Vector x, Matrix w, Vector v)
    {
        Vector h = Tanh(w * x);
        return Dot(v, h);
    }
}

/// <summary>The prediction of <see cref="TanhEquations"/>, told in other words and learned by another objective.</summary>
[Model]
public sealed partial class RewordedEquations
{
    [Objective]
    private static Scalar Objective([Input(4)] Vector x, [Target] Scalar t, [Parameter(3, 4)] Matrix w, [Parameter(3)] Vector v)
        => AbsoluteError(Output(x, w, v), t);

    [Output]
    private static Scalar Output(Vector x, Matrix w, Vector v)
    {
        Vector activations = Tanh(w * x);
        return Dot(v, activations);
    }
}

/// <summary>Parameters of the names and shapes of <see cref="TanhEquations"/>, used otherwise.</summary>
[Model]
public sealed partial class LogisticEquations
{
    [Objective]
    private static Scalar Objective([Input(4)] Vector x, [Target] Scalar t, [Parameter(3, 4)] Matrix w, [Parameter(3)] Vector v)
        => SquaredError(Output(x, w, v), t) + 1e-3 * SumOfSquares(w);

    [Output]
    private static Scalar Output(Vector x, Matrix w, Vector v)
    {
        Vector h = Logistic(w * x);
        return Dot(v, h);
    }
}
