namespace KernelGen;

/// <summary>Marks the equation that training makes small: its mean over the batch, with terms of parameters alone counted once.</summary>
/// <remarks>
/// Stands on one static method of a <see cref="ModelAttribute"/> class that returns a <c>Scalar</c>. Every parameter of the method
/// has a role: <see cref="InputAttribute"/>, <see cref="TargetAttribute"/>, <see cref="ParameterAttribute"/> or
/// <see cref="HyperparameterAttribute"/>. The method is ordinary C# that runs: the build compiles it to kernels, the gradient check
/// calls it.
/// </remarks>
/// <example>
/// <code>
/// [Model]
/// public sealed partial class RidgeRegression
/// {
///     [Objective]
///     static Scalar Objective(
///         [Input(13)] Vector x, [Target] Scalar t, [Parameter(13)] Vector w, [Parameter] Scalar b,
///         [Hyperparameter(Value = 1e-3)] Scalar lambda)
///         => SquaredError(Predict(x, w, b), t) + lambda * SumOfSquares(w) / 2;
///
///     [Output]
///     static Scalar Predict(Vector x, Vector w, Scalar b) => Dot(w, x) + b;
/// }
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class ObjectiveAttribute : Attribute
{
    /// <summary>Whether a failed proof that the objective is convex, in its parameters that are not frozen, is a compile error.</summary>
    public bool Convex { get; set; }
}
