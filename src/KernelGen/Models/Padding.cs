namespace KernelGen;

/// <summary>Runs of elements are padded to whole cache lines of floats, for every register width and both precisions.</summary>
/// <remarks>The generator compiles this text too: it lays out the memory that the runtime takes.</remarks>
internal static class Padding
{
    /// <summary>Elements in the widest register.</summary>
    public const int Elements = 16;

    /// <summary>The next multiple, or the size itself.</summary>
    public static int Up(int size) => (int)Up((long)size);

    /// <inheritdoc cref="Up(int)"/>
    public static long Up(long size) => (size + Elements - 1) / Elements * Elements;

    /// <summary>Whether a row is at least as long as the longest register, so that it can be read in whole ones.</summary>
    public static bool FillsRegister(int length) => length >= Elements;
}
