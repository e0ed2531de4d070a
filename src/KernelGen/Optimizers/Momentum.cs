namespace KernelGen;

/// <summary>Gradient descent with momentum: v ← μv + g, θ ← θ − ηv (Polyak 1964).</summary>
public sealed record Momentum : Optimizer
{
    /// <summary>The share μ of the velocity that a step keeps; 0 is plain gradient descent.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is NaN or outside [0, 1).</exception>
    public double Coefficient { get; init => field = Share(value); } = 0.9;

    /// <summary>Whether a step looks ahead, θ ← θ − η(μv + g), as Nesterov's does (Sutskever et al. 2013).</summary>
    public bool Nesterov { get; init; }
}
