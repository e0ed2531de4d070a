namespace KernelGen.Persistence;

/// <summary>What readers and writers of the safetensors format have in common.</summary>
internal static class SafetensorsFormat
{
    /// <summary>The key of the texts that a file carries beside its tensors.</summary>
    public const string MetadataKey = "__metadata__";

    /// <summary>Bytes of the number that says how long the header is.</summary>
    public const int LengthBytes = 8;

    /// <summary>The longest header: the limit of the reference implementation.</summary>
    public const int MaxHeaderBytes = 100_000_000;

    /// <summary>The most dimensions of a tensor: a list of them cannot eat up the memory.</summary>
    public const int MaxRank = 32;

    /// <summary>The data begin at a multiple of so many bytes.</summary>
    public const int Alignment = 8;

    /// <summary>The bytes of a tensor; null where there are too many to count.</summary>
    public static long? Bytes(TensorType type, ReadOnlySpan<long> shape)
    {
        UInt128 bytes = (UInt128)TensorTypes.Size(type);
        foreach (long dimension in shape)
        {
            bytes *= (UInt128)dimension;
            if (bytes > long.MaxValue)
            {
                return null;
            }
        }

        return (long)bytes;
    }
}
