using System.Collections.Immutable;
using KernelGen.Training;

namespace KernelGen.Data;

/// <summary>An array of numbers with any number of dimensions, as NumPy saves it.</summary>
/// <typeparam name="T">The type of the elements.</typeparam>
public sealed class NpyArray<T>
    where T : unmanaged
{
    internal NpyArray(ImmutableArray<int> shape, ReadOnlyMemory<T> values)
    {
        Shape = shape;
        Values = values;
    }

    /// <summary>The dimensions, outermost first; none for a single number. A dimension may be 0.</summary>
    public ImmutableArray<int> Shape { get; }

    /// <summary>The elements, row-major whatever the order in the file, as many as the product of the dimensions.</summary>
    public ReadOnlyMemory<T> Values { get; }

    /// <summary>The array as inputs of examples: the outermost dimension counts them, the others are one row. Nothing is copied.</summary>
    /// <param name="targets">An array whose outermost dimension is the same.</param>
    /// <exception cref="ArgumentNullException"><paramref name="targets"/> is null.</exception>
    /// <exception cref="ArgumentException">The outermost dimensions differ, or there are no examples, or no inputs.</exception>
    public Dataset<T, TTarget> ToDataset<TTarget>(NpyArray<TTarget> targets)
        where TTarget : unmanaged
    {
        ArgumentNullException.ThrowIfNull(targets);
        if (Values.IsEmpty || Shape.IsEmpty || targets.Shape.IsEmpty || Shape[0] != targets.Shape[0])
        {
            throw new ArgumentException(
                $"Expected targets for the rows of {Idx.Describe(Shape)}, at least one; got {Idx.Describe(targets.Shape)}.", nameof(targets));
        }

        return new Dataset<T, TTarget>(Values, Values.Length / Shape[0], targets.Values, targets.Values.Length / Shape[0]);
    }
}
