namespace KernelGen;

/// <summary>How a parameter is filled before training.</summary>
public enum Initialization
{
    /// <summary>Zero.</summary>
    Zero,

    /// <summary>Normal with variance 2 / inputs, before a rectifier (He et al. 2015).</summary>
    He,

    /// <summary>Uniform in ±√(6 / (inputs + outputs)) (Glorot and Bengio 2010).</summary>
    Glorot,
}
