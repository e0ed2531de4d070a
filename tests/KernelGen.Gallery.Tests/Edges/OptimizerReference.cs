using System.Numerics;

namespace KernelGen.Gallery.Tests.Edges;

/// <summary>Steps number by number in double precision, as the papers write them.</summary>
internal static class OptimizerReference
{
    /// <summary>v ← μv + g, θ ← θ − ηv; after Nesterov θ ← θ − η(μv + g).</summary>
    public static void Step<T>(Momentum optimizer, double rate, double[] theta, T[] gradient, double[] velocity)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < theta.Length; i++)
        {
            double g = double.CreateChecked(gradient[i]);
            velocity[i] = optimizer.Coefficient * velocity[i] + g;
            theta[i] -= rate * (optimizer.Nesterov ? optimizer.Coefficient * velocity[i] + g : velocity[i]);
        }
    }

    /// <summary>m ← β₁m + (1 − β₁)g, s ← β₂s + (1 − β₂)g², θ ← θ − η(m̂ / (√ŝ + ε) + λθ).</summary>
    public static void Step<T>(Adam optimizer, double rate, int step, double[] theta, T[] gradient, double[] means, double[] squares)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < theta.Length; i++)
        {
            double g = double.CreateChecked(gradient[i]);
            means[i] = optimizer.Beta1 * means[i] + (1 - optimizer.Beta1) * g;
            squares[i] = optimizer.Beta2 * squares[i] + (1 - optimizer.Beta2) * g * g;
            double mean = means[i] / (1 - Math.Pow(optimizer.Beta1, step));
            double square = squares[i] / (1 - Math.Pow(optimizer.Beta2, step));
            theta[i] -= rate * (mean / (Math.Sqrt(square) + optimizer.Epsilon) + optimizer.Decay * theta[i]);
        }
    }

    /// <summary>s ← ρs + (1 − ρ)g², θ ← θ − η·g / (√s + ε).</summary>
    public static void Step<T>(RmsProp optimizer, double rate, double[] theta, T[] gradient, double[] squares)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < theta.Length; i++)
        {
            double g = double.CreateChecked(gradient[i]);
            squares[i] = optimizer.Decay * squares[i] + (1 - optimizer.Decay) * g * g;
            theta[i] -= rate * g / (Math.Sqrt(squares[i]) + optimizer.Epsilon);
        }
    }

    /// <summary>s ← s + g², θ ← θ − η·g / (√s + ε).</summary>
    public static void Step<T>(AdaGrad optimizer, double rate, double[] theta, T[] gradient, double[] squares)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < theta.Length; i++)
        {
            double g = double.CreateChecked(gradient[i]);
            squares[i] += g * g;
            theta[i] -= rate * g / (Math.Sqrt(squares[i]) + optimizer.Epsilon);
        }
    }
}
