namespace KernelGen;

/// <summary>A fully connected layer: <c>h = activation(W·x + b)</c>, W [units × inputs of the layer], b [units].</summary>
/// <param name="units">The number of outputs of the layer, at least 1.</param>
/// <param name="activation">The function applied to every output.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class DenseAttribute(int units, Activation activation = Activation.Linear) : Attribute
{
    /// <summary>The number of outputs of the layer.</summary>
    public int Units { get; } = units;

    /// <summary>The function applied to every output.</summary>
    public Activation Activation { get; } = activation;

    /// <summary>Whether the layer adds a bias; true unless said otherwise.</summary>
    public bool Bias { get; set; } = true;
}
