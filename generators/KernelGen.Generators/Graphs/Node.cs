using KernelGen.Generators.Reading;

namespace KernelGen.Generators.Graphs;

/// <summary>One value of the computation.</summary>
/// <param name="Operation">How it is computed.</param>
/// <param name="Operands">Indices of the nodes it is computed from, all smaller than its own.</param>
/// <param name="Shape">Its shape, for one example.</param>
/// <param name="PerExample">Whether it differs from example to example, or is one for the whole batch.</param>
/// <param name="Name">What equations and kernels call it; null for an intermediate value.</param>
/// <param name="Value">The value of a constant; of a hyperparameter until it is set.</param>
/// <param name="Start">Of an input its place in the caller's row, of a slice or an embedding its first entry in the whole.</param>
/// <param name="WantsGradient">Of a parameter or an input, whether the derivative of the cost with respect to it is asked for.</param>
/// <param name="AdjointOf">Of a named adjoint, the name of the value it is the adjoint of.</param>
internal sealed record Node(
    Operation Operation,
    EquatableArray<int> Operands,
    Shape Shape,
    bool PerExample,
    string? Name = null,
    double Value = 0,
    int Start = 0,
    bool WantsGradient = false,
    string? AdjointOf = null)
{
    public bool IsAdjoint => AdjointOf is not null;

    /// <summary>A matrix that differs from example to example: kernels have none, but for outer products while they are summed.</summary>
    public bool IsMatrixOfExample => PerExample && Shape.Columns > 1;
}
