namespace KernelGen;

/// <summary>
/// Adam (Kingma and Ba 2015): m ← β₁m + (1 − β₁)g, s ← β₂s + (1 − β₂)g², θ ← θ − η·m̂ / (√ŝ + ε), where m̂ = m / (1 − β₁ᵗ) and
/// ŝ = s / (1 − β₂ᵗ) in step t.
/// </summary>
public sealed record Adam : Optimizer
{
    /// <summary>The share β₁ of the mean of the gradients that a step keeps.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is NaN or outside [0, 1).</exception>
    public double Beta1 { get; init => field = Share(value); } = 0.9;

    /// <summary>The share β₂ of the mean of their squares that a step keeps.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is NaN or outside [0, 1).</exception>
    public double Beta2 { get; init => field = Share(value); } = 0.999;

    /// <summary>ε, which keeps the step of a parameter without a gradient finite.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite in single precision.</exception>
    public double Epsilon { get; init => field = Positive(value); } = 1e-8;

    /// <summary>
    /// The decay λ of all parameters, apart from the gradient: η·λθ more is taken from θ, which makes it AdamW (Loshchilov and Hutter
    /// 2019). What a model declares as L2 is part of its gradient.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is NaN or outside [0, 1].</exception>
    public double Decay
    {
        get;
        init => field = value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(nameof(Decay), value, $"{nameof(Decay)}: expected a number in [0, 1].");
    }
}
