using KernelGen.Generators.Reading;

namespace KernelGen.Generators.Graphs;

/// <summary>One value of the computation.</summary>
/// <param name="Operation">How it is computed.</param>
/// <param name="Operands">Indices of the nodes it is computed from, all smaller than its own.</param>
/// <param name="Shape">Its shape, for one example.</param>
/// <param name="PerExample">Whether it differs from example to example, or is one for the whole batch.</param>
/// <param name="Name">What equations and kernels call it; null for an intermediate value.</param>
/// <param name="Value">The value of a constant.</param>
internal sealed record Node(
    Operation Operation, EquatableArray<int> Operands, Shape Shape, bool PerExample, string? Name = null, double Value = 0);
