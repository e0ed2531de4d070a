namespace KernelGen.Testing;

/// <summary>Which finite difference approximates a derivative.</summary>
public enum Differences
{
    /// <summary>(J(θ + h) − J(θ − h)) / 2h: truncation error of order h².</summary>
    TwoSided,

    /// <summary>(J(θ + h) − J(θ)) / h: truncation error of order h.</summary>
    OneSided,
}

/// <summary>What a gradient check looks at, and how strictly.</summary>
public sealed record GradientCheckOptions
{
    /// <summary>Examples in the batch; 3 by default.</summary>
    public int BatchSize { get; init; } = 3;

    /// <summary>The finite difference to compare with.</summary>
    public Differences Differences { get; init; } = Differences.TwoSided;

    /// <summary>
    /// The step, to be multiplied by max(1, |θ|); by default ∛ε for two-sided and √ε for one-sided differences, which
    /// balance truncation (of order h² or h) against rounding (ε|J|/h).
    /// </summary>
    public double? Step { get; init; }

    /// <summary>The largest relative error of a difference that passes; by default 1e-6 two-sided and 1e-4 one-sided.</summary>
    public double? RelativeErrorLimit { get; init; }

    /// <summary>A parameter or an example nearer than this to a kink is drawn again; some 16 steps by default.</summary>
    public double KinkMargin { get; init; } = 1e-4;

    /// <summary>Models of up to this many parameters are checked at each of them.</summary>
    public int FullCheckLimit { get; init; } = 5000;

    /// <summary>In larger models, the parameters drawn from each block.</summary>
    public int SampleSize { get; init; } = 64;

    /// <summary>Random directions in each block along which the gradient is compared as a whole, beside the block's own values.</summary>
    public int Directions { get; init; } = 2;

    /// <summary>What else to look at; nothing by default.</summary>
    public SanityChecks Sanity { get; init; }

    /// <summary>
    /// What <see cref="SanityChecks.CostAtZero"/> expects, for objectives that are equations; by default what a declared loss costs, and
    /// no check without one.
    /// </summary>
    public double? CostAtZero { get; init; }

    internal double EffectiveLimit => RelativeErrorLimit ?? (Differences == Differences.TwoSided ? 1e-6 : 1e-4);

    internal double StepFor(double parameter) => (Step ?? ErrorBounds.BestStep(Differences)) * Math.Max(1, Math.Abs(parameter));

    /// <summary>Refuses what makes no sense.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A count is too small, or a step, limit or margin is not positive and finite.</exception>
    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(BatchSize, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(FullCheckLimit);
        ArgumentOutOfRangeException.ThrowIfLessThan(SampleSize, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(Directions);
        RequirePositive(Step ?? 1, nameof(Step));
        RequirePositive(EffectiveLimit, nameof(RelativeErrorLimit));
        RequirePositive(KinkMargin, nameof(KinkMargin));
        if (KinkMargin > 0.01)
        {
            throw new ArgumentOutOfRangeException(
                nameof(KinkMargin), KinkMargin, "Parameters and inputs are small: a margin above 0.01 would leave nothing to draw.");
        }
    }

    private static void RequirePositive(double value, string name)
    {
        if (!(double.IsFinite(value) && value > 0))
        {
            throw new ArgumentOutOfRangeException(name, value, "Expected a positive, finite number.");
        }
    }
}
