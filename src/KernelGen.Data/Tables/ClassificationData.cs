using System.Collections.Immutable;
using KernelGen.Training;

namespace KernelGen.Data;

/// <summary>Labelled examples and what the labels mean.</summary>
/// <typeparam name="T">The element type of the inputs.</typeparam>
/// <param name="Dataset">The examples; a label is an index into <paramref name="ClassNames"/>.</param>
/// <param name="ClassNames">The name of every class.</param>
public sealed record ClassificationData<T>(Dataset<T, int> Dataset, ImmutableArray<string> ClassNames)
    where T : unmanaged;
