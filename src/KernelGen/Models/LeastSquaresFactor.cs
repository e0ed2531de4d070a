using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace KernelGen;

/// <summary>What a term of least squares is multiplied by, and how. Made by generated code.</summary>
/// <param name="Value">The factor, with the hyperparameters as they are now.</param>
/// <param name="Formula">The expression it is computed by, e.g. <c>0.5 * Lambda</c>.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct LeastSquaresFactor(double Value, [CallerArgumentExpression(nameof(Value))] string Formula = "");
