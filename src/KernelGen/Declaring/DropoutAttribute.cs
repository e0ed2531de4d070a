namespace KernelGen;

/// <summary>
/// After a hidden layer: each of its units is left out of a training step with probability <c>rate</c>, for each example anew, and the
/// others are divided by 1 − rate (inverted dropout; Srivastava et al. 2014). Predictions, classes and <c>Cost</c> use all units.
/// </summary>
/// <remarks>Which units follows from <see cref="Workspace{T}.Dropout"/> alone.</remarks>
/// <param name="rate">The share of units that is left out, in [0, 1).</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class DropoutAttribute(double rate) : Attribute
{
    /// <summary>The share of units that is left out.</summary>
    public double Rate { get; } = rate;
}
