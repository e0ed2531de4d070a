using System.Collections.Immutable;

namespace KernelGen.Data;

/// <summary>An array of unsigned bytes with any number of dimensions, as an IDX file holds it.</summary>
public sealed class IdxArray
{
    internal IdxArray(ImmutableArray<int> shape, ReadOnlyMemory<byte> values)
    {
        Shape = shape;
        Values = values;
    }

    /// <summary>The dimensions, outermost first, e.g. [10000, 28, 28]; each is at least 1.</summary>
    public ImmutableArray<int> Shape { get; }

    /// <summary>The elements, row-major, as many as the product of the dimensions.</summary>
    public ReadOnlyMemory<byte> Values { get; }

    /// <summary>The outermost dimension: images, or labels.</summary>
    public int Count => Shape[0];

    /// <summary>Elements for each of the <see cref="Count"/>: the pixels of an image, 1 for a label.</summary>
    public int ItemLength => Values.Length / Count;
}
