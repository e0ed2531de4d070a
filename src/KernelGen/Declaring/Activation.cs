namespace KernelGen;

/// <summary>The function that a unit applies to its weighted sum z.</summary>
public enum Activation
{
    /// <summary>y = z.</summary>
    Linear,

    /// <summary>y = max(z, 0); the derivative at 0 is taken as 0.</summary>
    Relu,

    /// <summary>y = log(1 + eᶻ), the soft rectifier.</summary>
    Softplus,

    /// <summary>y = 1 / (1 + e⁻ᶻ).</summary>
    Logistic,

    /// <summary>y = tanh z.</summary>
    Tanh,

    /// <summary>y = 1 if z &gt; 0, else 0. It has no useful gradient: only for models without a loss.</summary>
    HardThreshold,
}
