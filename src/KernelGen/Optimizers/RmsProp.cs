namespace KernelGen;

/// <summary>RMSProp (Tieleman and Hinton 2012): s ← ρs + (1 − ρ)g², θ ← θ − η·g / (√s + ε).</summary>
public sealed record RmsProp : Optimizer
{
    /// <summary>The share ρ of the mean of the squared gradients that a step keeps.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is NaN or outside [0, 1).</exception>
    public double Decay { get; init => field = Share(value); } = 0.9;

    /// <summary>ε, which keeps the step of a parameter without a gradient finite.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite in single precision.</exception>
    public double Epsilon { get; init => field = Positive(value); } = 1e-8;
}

/// <summary>AdaGrad (Duchi, Hazan and Singer 2011): s ← s + g², θ ← θ − η·g / (√s + ε).</summary>
public sealed record AdaGrad : Optimizer
{
    /// <summary>ε, which keeps the step of a parameter without a gradient finite.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite in single precision.</exception>
    public double Epsilon { get; init => field = Positive(value); } = 1e-10;
}
