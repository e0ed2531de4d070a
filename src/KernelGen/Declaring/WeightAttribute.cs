namespace KernelGen;

/// <summary>Marks a <c>Scalar</c> argument of the equations as what an example counts in training: not negative, usually about 1.</summary>
/// <remarks>
/// The objective multiplies its loss by it. Weights are given beside a batch, as <see cref="Workspace{T}.Weights"/>, and are 1 until
/// they are. At most one argument is the weight.
/// </remarks>
/// <example><code>static Scalar Objective([Input(30)] Vector x, [Target] Scalar t, [Weight] Scalar weight, …) => weight * …</code></example>
[AttributeUsage(AttributeTargets.Parameter, Inherited = false)]
public sealed class WeightAttribute : Attribute;
