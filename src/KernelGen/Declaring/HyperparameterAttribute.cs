namespace KernelGen;

/// <summary>Marks a <c>Scalar</c> argument of the equations as a constant of training that is set at run time, without a rebuild.</summary>
/// <example><code>static Scalar Objective(…, [Hyperparameter(Value = 1e-3)] Scalar lambda)</code></example>
[AttributeUsage(AttributeTargets.Parameter, Inherited = false)]
public sealed class HyperparameterAttribute : Attribute
{
    /// <summary>Its value until it is set; 0 unless said otherwise.</summary>
    public double Value { get; set; }
}
