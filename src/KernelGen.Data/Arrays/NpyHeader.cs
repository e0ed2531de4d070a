using System.Collections.Immutable;

namespace KernelGen.Data;

/// <summary>What an NPY file says of its array.</summary>
/// <param name="ElementType">The type of the elements in NumPy's words, e.g. <c>&lt;f4</c>.</param>
/// <param name="Order">The order of the elements in the file.</param>
/// <param name="Shape">The dimensions, outermost first; none for a single number.</param>
public sealed record NpyHeader(string ElementType, NpyOrder Order, ImmutableArray<int> Shape)
{
    /// <summary>As many as NumPy 2 allows.</summary>
    internal const int MostDimensions = 64;

    /// <summary>NumPy's word for a type: <c>&lt;f4</c>, <c>&lt;f8</c>, <c>&lt;i4</c>, <c>&lt;i8</c> or <c>|u1</c>.</summary>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is none of <see cref="float"/>, <see cref="double"/>, <see cref="int"/>, <see cref="long"/> and <see cref="byte"/>.</exception>
    internal static string ElementTypeOf<T>() =>
        typeof(T) == typeof(float) ? "<f4" :
        typeof(T) == typeof(double) ? "<f8" :
        typeof(T) == typeof(int) ? "<i4" :
        typeof(T) == typeof(long) ? "<i8" :
        typeof(T) == typeof(byte) ? "|u1" :
        throw new NotSupportedException($"Elements of an NPY file are float, double, int, long or byte here; not {typeof(T).Name}.");

    /// <summary>The product of the dimensions; null where no array has room for it.</summary>
    internal static long? CountOf(ReadOnlySpan<int> shape)
    {
        if (shape.Contains(0))
        {
            return 0;
        }

        long count = 1;
        foreach (int dimension in shape)
        {
            count *= dimension;
            if (count > Array.MaxLength)
            {
                return null;
            }
        }

        return count;
    }
}
