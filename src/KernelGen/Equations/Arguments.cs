using System.Collections.Immutable;

namespace KernelGen.Equations;

/// <summary>What a model's equations are evaluated at: one example and all parameters.</summary>
/// <param name="Input">The inputs of the example.</param>
/// <param name="Target">The target's values; empty where there is no loss. A label is one value.</param>
/// <param name="Parameters">One matrix for each entry of <see cref="ModelInfo.Parameters"/>, in that order; a bias has one column.</param>
public sealed record Arguments(Vector Input, Vector Target, ImmutableArray<Matrix> Parameters)
{
    /// <summary>Parameter <paramref name="index"/> as a matrix [outputs × inputs].</summary>
    public Matrix Matrix(int index) => Parameters[index];

    /// <summary>Parameter <paramref name="index"/>, of one column, as a vector.</summary>
    public Vector Vector(int index) => new(Parameters[index].Values, Parameters[index].Tangents);

    /// <summary>The target as one number.</summary>
    public Scalar TargetScalar => new(Target.Values[0]);

    /// <summary>The target as the index of a class.</summary>
    public Label TargetLabel => new((int)Target.Values[0]);
}
