namespace KernelGen.Persistence;

/// <summary>What the elements of a tensor in a file are. The names are those of the format.</summary>
public enum TensorType
{
    /// <summary><see cref="float"/>, 4 bytes.</summary>
    F32,

    /// <summary><see cref="double"/>, 8 bytes.</summary>
    F64,

    /// <summary><see cref="int"/>, 4 bytes.</summary>
    I32,

    /// <summary><see cref="long"/>, 8 bytes.</summary>
    I64,

    /// <summary><see cref="byte"/>.</summary>
    U8,
}

/// <summary>How types of elements in a file and in memory correspond.</summary>
internal static class TensorTypes
{
    public static int Size(TensorType type) => type switch
    {
        TensorType.F64 or TensorType.I64 => 8,
        TensorType.F32 or TensorType.I32 => 4,
        _ => 1,
    };

    /// <exception cref="NotSupportedException">No tensor has elements of this type.</exception>
    public static TensorType Of<T>()
        where T : unmanaged =>
        typeof(T) == typeof(float) ? TensorType.F32
        : typeof(T) == typeof(double) ? TensorType.F64
        : typeof(T) == typeof(int) ? TensorType.I32
        : typeof(T) == typeof(long) ? TensorType.I64
        : typeof(T) == typeof(byte) ? TensorType.U8
        : throw new NotSupportedException($"A tensor has elements of type float, double, int, long or byte, not {typeof(T).Name}.");
}
