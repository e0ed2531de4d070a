using System.Collections.Immutable;

namespace KernelGen.Data;

/// <summary>A column whose numbers name categories.</summary>
/// <param name="Column">Its index, 0 for the first.</param>
/// <param name="Categories">The numbers in it, finite and ascending; each becomes a column.</param>
public sealed record CategoryColumn(int Column, ImmutableArray<double> Categories);
