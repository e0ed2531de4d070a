using KernelGen.Generators.Reading;

namespace KernelGen.Generators.Planning;

/// <summary>How a matrix that vectors of examples are multiplied with lies in memory, and how products that sum along its runs are made.</summary>
/// <param name="Layout">Which of its indices runs along a register.</param>
/// <param name="Turns">
/// Whether products with the transposed matrix, where they would sum along its runs, read a copy with rows and columns exchanged, of the
/// whole or of some columns at a time, rather than add up the lanes of registers.
/// </param>
internal sealed record Arrangement(WeightLayout Layout, bool Turns);

/// <summary>What there was to choose for a matrix.</summary>
/// <param name="Node">Its node in the graph.</param>
/// <param name="Ways">The arrangements, the chosen one first.</param>
internal sealed record MatrixPlan(int Node, EquatableArray<ArrangementCost> Ways)
{
    public Arrangement Arrangement => Ways[0].Arrangement;
}

/// <summary>An arrangement and what is predicted of it.</summary>
/// <param name="Arrangement">The arrangement.</param>
/// <param name="Cycles">Of all its products, the transposition that they need, and its gradient, for <see cref="CostModel.Batch"/> examples.</param>
internal sealed record ArrangementCost(Arrangement Arrangement, double Cycles);

/// <summary>Choices that are made for the planner, so that they can be measured beside its own.</summary>
/// <param name="Matrix">The node of a matrix, or −1 for none.</param>
/// <param name="Arrangement">How it is arranged.</param>
/// <param name="InRowBlocks">Whether whole blocks of rows go a way of their own, where there is one.</param>
internal sealed record ForcedChoices(int Matrix = -1, Arrangement? Arrangement = null, bool? InRowBlocks = null)
{
    /// <summary>Everything is left to the cost model.</summary>
    public static ForcedChoices None { get; } = new();
}
