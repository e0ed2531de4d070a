using System.Collections.Immutable;

namespace KernelGen.Equations;

/// <summary>What a model's equations are evaluated at: one example, all parameters and hyperparameters.</summary>
/// <remarks>Whatever carries tangents is differentiated: the derivative in an input is that of a copy whose <c>Input</c> has one.</remarks>
/// <param name="Input">The inputs of the example, one after the other where the equations take several.</param>
/// <param name="Target">The target's values; empty where there is none. A label is one value.</param>
/// <param name="Parameters">
/// One matrix for each entry of <see cref="ModelInfo.Parameters"/>, in that order; a vector has one column, a number one entry.
/// </param>
public sealed record Arguments(Vector Input, Vector Target, ImmutableArray<Matrix> Parameters)
{
    /// <summary>The values of the hyperparameters, in the order they are declared; none unless given.</summary>
    public ImmutableArray<double> Hyperparameters { get; init; } = [];

    /// <summary>What the example counts in training, where the loss has weights.</summary>
    public Scalar Weight { get; init; } = 1;

    /// <summary>Which entries dropout leaves out of the objective, the example being the first row; none unless given.</summary>
    public DropoutKey Dropout { get; init; }

    /// <summary>Parameter <paramref name="index"/> as a matrix [outputs × inputs].</summary>
    public Matrix Matrix(int index) => Parameters[index];

    /// <summary>Parameter <paramref name="index"/>, of one column, as a vector.</summary>
    public Vector Vector(int index) => new(Parameters[index].Values, Parameters[index].Tangents);

    /// <summary>Parameter <paramref name="index"/>, of one entry, as a number.</summary>
    public Scalar ParameterScalar(int index) => Parameters[index][0, 0];

    /// <summary>Hyperparameter <paramref name="index"/>: a constant.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It was not given.</exception>
    public Scalar Hyperparameter(int index)
        => (uint)index < (uint)Hyperparameters.Length
            ? Hyperparameters[index]
            : throw new ArgumentOutOfRangeException(
                nameof(index), index, $"The equations take hyperparameter {index}, but {Hyperparameters.Length} were given.");

    /// <summary>One of several inputs: <paramref name="length"/> values from <paramref name="start"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The example has no such inputs.</exception>
    public Vector InputSlice(int start, int length) => Input[start..(start + length)];

    /// <summary>Input <paramref name="index"/> as a number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The example has no such input.</exception>
    public Scalar InputScalar(int index) => Input[index];

    /// <summary>The target as one number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no target.</exception>
    public Scalar TargetScalar => Target[0];

    /// <summary>The target as the index of a class.</summary>
    public Label TargetLabel => new((int)Target.Values[0]);
}
