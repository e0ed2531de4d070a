namespace KernelGen.Data;

/// <summary>Elements from one order to the other.</summary>
internal static class NpyLayout
{
    /// <summary>A copy in which the last index runs fastest, of values whose first does.</summary>
    public static T[] ToRowMajor<T>(ReadOnlySpan<T> values, ReadOnlySpan<int> shape)
    {
        int[] reversed = shape.ToArray();
        reversed.AsSpan().Reverse();
        return ToColumnMajor(values, reversed);
    }

    /// <summary>A copy in which the first index runs fastest, of values whose last does.</summary>
    public static T[] ToColumnMajor<T>(ReadOnlySpan<T> values, ReadOnlySpan<int> shape)
    {
        // The index of each element is counted up as an odometer does; its place in the copy moves with it.
        var copy = new T[values.Length];
        Span<int> index = stackalloc int[shape.Length];
        Span<int> strides = stackalloc int[shape.Length];
        int stride = 1;
        for (int axis = 0; axis < shape.Length; axis++)
        {
            index[axis] = 0;
            strides[axis] = stride;
            stride *= shape[axis];
        }

        int place = 0;
        foreach (T value in values)
        {
            copy[place] = value;
            for (int axis = shape.Length - 1; axis >= 0; axis--)
            {
                place += strides[axis];
                if (++index[axis] < shape[axis])
                {
                    break;
                }

                place -= shape[axis] * strides[axis];
                index[axis] = 0;
            }
        }

        return copy;
    }
}
