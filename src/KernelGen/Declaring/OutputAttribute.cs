namespace KernelGen;

/// <summary>Marks the equation that <c>Predict</c> evaluates: a static method that returns a <c>Scalar</c> or a <c>Vector</c>.</summary>
/// <remarks>
/// Its parameters are those of the objective with the same name, which must have the same type and say their role there. In a
/// class without <see cref="ObjectiveAttribute"/>, a model for prediction only, the roles stand here.
/// </remarks>
/// <example><code>[Output] static Scalar Probability(Vector x, Vector w, Scalar b) => Logistic(Dot(w, x) + b);</code></example>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class OutputAttribute : Attribute;
