using KernelGen.Equations;
using static KernelGen.Equations.Functions;

namespace KernelGen.Gallery.Models;

/// <summary>The activations of 004 side by side: linear, ReLU, soft ReLU, hard threshold, logistic, tanh.</summary>
[Model(Precision = Precision.Both)]
public sealed partial class Activations
{
    [Output]
    private static Vector Values([Input] Scalar z) => Concat(z, Relu(z), Softplus(z), HardThreshold(z), Logistic(z), Tanh(z));
}

/// <summary>The slopes of the activations, as the gradient of their sum: linear, ReLU, soft ReLU, logistic, tanh.</summary>
[Model(Precision = Precision.Both)]
public sealed partial class ActivationSlopes
{
    [Objective]
    private static Scalar Total([Input(5, Gradient = true)] Vector z) => z[0] + Relu(z[1]) + Softplus(z[2]) + Logistic(z[3]) + Tanh(z[4]);
}

/// <summary>A logistic of growing steepness: σ(gx) approaches a hard threshold (004).</summary>
[Model]
public sealed partial class SteepLogistic
{
    [Output]
    private static Scalar Value([Input] Scalar x, [Hyperparameter(Value = 5)] Scalar gain) => Logistic(gain * x);
}

/// <summary>The multivariate chain rule of 004: f = y + e^{xy} with x = cos t and y = t².</summary>
[Model(Precision = Precision.Both)]
public sealed partial class ChainRule
{
    [Objective]
    private static Scalar F([Input(Gradient = true)] Scalar t)
    {
        Scalar x = Cos(t);
        Scalar y = Square(t);
        return y + Exp(x * y);
    }
}
