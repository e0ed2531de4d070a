using System.Runtime.CompilerServices;

namespace KernelGen;

/// <summary>How a step follows from the gradient g: <see cref="GradientDescent"/>, <see cref="Momentum"/> or <see cref="Adam"/>.</summary>
/// <remarks>What is set here holds for a whole training; what changes from step to step lies in a state of its own.</remarks>
public abstract record Optimizer
{
    private protected Optimizer()
    {
    }

    /// <summary>A share of what was, which a step keeps.</summary>
    private protected static double Share(double value, [CallerMemberName] string property = "") => value is >= 0 and < 1
        ? value
        : throw new ArgumentOutOfRangeException(property, value, $"{property}: expected a number in [0, 1).");
}

/// <summary>Plain gradient descent: θ ← θ − ηg.</summary>
public sealed record GradientDescent : Optimizer;
