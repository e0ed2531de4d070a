using System.Runtime.CompilerServices;

namespace KernelGen;

/// <summary>How a step follows from the gradient g: <see cref="GradientDescent"/>, <see cref="Momentum"/>, <see cref="Adam"/>, <see cref="RmsProp"/> or <see cref="AdaGrad"/>.</summary>
/// <remarks>
/// The first three are steps of the model's own: the gradient never reaches memory. The others take it from there. What is set here holds for a whole training; what changes from step to step lies in a state of its
/// own.
/// </remarks>
public abstract record Optimizer
{
    private protected Optimizer()
    {
    }

    /// <summary>A share of what was, which a step keeps.</summary>
    private protected static double Share(double value, [CallerMemberName] string property = "") => value is >= 0 and < 1
        ? value
        : throw new ArgumentOutOfRangeException(property, value, $"{property}: expected a number in [0, 1).");

    /// <summary>A number that keeps quotients finite.</summary>
    private protected static double Positive(double value, [CallerMemberName] string property = "") =>
        (float)value is > 0 and < float.PositiveInfinity
            ? value
            : throw new ArgumentOutOfRangeException(property, value, $"{property}: expected a positive number that single precision holds.");
}

/// <summary>Plain gradient descent: θ ← θ − ηg.</summary>
public sealed record GradientDescent : Optimizer;
