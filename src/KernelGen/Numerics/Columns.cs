using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace KernelGen.Numerics;

/// <summary>
/// Blocks of short rows with rows and columns exchanged, so that a register holds one column of as many rows as it has lanes: what is
/// reduced over a row is then added register to register.
/// </summary>
/// <remarks>Nothing is checked. Rows are padded with zeros to whole lines of 16 elements.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Columns
{
    /// <summary>Columns that are turned together.</summary>
    private const nuint Together = 4;

    /// <summary>Elements that rows are padded to a multiple of.</summary>
    private const nuint Line = 16;

    /// <summary>Loads a block of rows, as many as a register has lanes; of 128 bits there may be fewer rows, then the last of them again.</summary>
    /// <param name="rows">All rows.</param>
    /// <param name="first">The first row of the block.</param>
    /// <param name="stride">Elements from one row to the next.</param>
    /// <param name="n">How many rows there are.</param>
    /// <param name="width">Columns.</param>
    /// <param name="columns">[width × lanes]; some columns beyond the last are written, up to a multiple of four.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Load<TLanes, T>(ref readonly T rows, nuint first, nuint stride, nuint n, nuint width, ref T columns)
        where TLanes : unmanaged, ILanes<TLanes, T>
        where T : unmanaged
    {
        nuint lanes = (nuint)TLanes.Count;
        ref T block = ref Unsafe.Add(ref Unsafe.AsRef(in rows), first * stride);
        for (nuint column = 0; column < width; column += Together)
        {
            (nuint third, nuint next) = Third<T>(column);
            TLanes a = TLanes.LoadParts(in block, 0, column, stride, n - first), b = TLanes.LoadParts(in block, 1, column, stride, n - first);
            TLanes c = TLanes.LoadParts(in block, third, next, stride, n - first), d = TLanes.LoadParts(in block, third + 1, next, stride, n - first);
            TLanes.Turn(ref a, ref b, ref c, ref d);
            TLanes.Store(a, ref columns, column * lanes);
            TLanes.Store(b, ref columns, (column + 1) * lanes);
            TLanes.Store(c, ref columns, (column + 2) * lanes);
            TLanes.Store(d, ref columns, (column + 3) * lanes);
        }
    }

    /// <summary>Stores a block back to its rows, and zeros as their padding.</summary>
    /// <param name="columns">[width × lanes]</param>
    /// <param name="width">Columns.</param>
    /// <param name="rows">All rows.</param>
    /// <param name="first">The first row of the block.</param>
    /// <param name="stride">Elements from one row to the next, a multiple of 16.</param>
    /// <param name="n">How many rows there are.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<TLanes, T>(ref readonly T columns, nuint width, ref T rows, nuint first, nuint stride, nuint n)
        where TLanes : unmanaged, ILanes<TLanes, T>
        where T : unmanaged
    {
        nuint lanes = (nuint)TLanes.Count;
        ref T block = ref Unsafe.Add(ref rows, first * stride);
        nuint end = (width + Line - 1) / Line * Line;
        for (nuint column = 0; column < end; column += Together)
        {
            TLanes a = TLanes.Zero, b = TLanes.Zero, c = TLanes.Zero, d = TLanes.Zero;
            if (column < width)
            {
                a = TLanes.Load(in columns, column * lanes);
                b = column + 1 < width ? TLanes.Load(in columns, (column + 1) * lanes) : TLanes.Zero;
                c = column + 2 < width ? TLanes.Load(in columns, (column + 2) * lanes) : TLanes.Zero;
                d = column + 3 < width ? TLanes.Load(in columns, (column + 3) * lanes) : TLanes.Zero;
                TLanes.Turn(ref a, ref b, ref c, ref d);
            }

            (nuint third, nuint next) = Third<T>(column);
            TLanes.StoreParts(a, ref block, 0, column, stride, n - first);
            TLanes.StoreParts(b, ref block, 1, column, stride, n - first);
            TLanes.StoreParts(c, ref block, third, next, stride, n - first);
            TLanes.StoreParts(d, ref block, third + 1, next, stride, n - first);
        }
    }

    /// <summary>The labels of a block as numbers; where there are fewer, the last of them again.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Labels<TLanes, T>(ReadOnlySpan<int> labels, nuint row)
        where TLanes : unmanaged, ILanes<TLanes, T>
        where T : unmanaged
    {
        ref readonly int first = ref labels[(int)row];
        return (nuint)labels.Length - row >= (nuint)TLanes.Count ? TLanes.FromIntegers(in first) : LastLabels<TLanes, T>(labels[(int)row..]);
    }

    private static TLanes LastLabels<TLanes, T>(ReadOnlySpan<int> labels)
        where TLanes : unmanaged, ILanes<TLanes, T>
        where T : unmanaged
    {
        Span<int> block = stackalloc int[(int)Line];
        block.Fill(labels[^1]);
        labels.CopyTo(block);
        return TLanes.FromIntegers(in block[0]);
    }

    /// <summary>Where the third of four parts starts: in the third row, or, if two elements are 128 bits, in the next columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (nuint Row, nuint Column) Third<T>(nuint column) => Unsafe.SizeOf<T>() == sizeof(double) ? ((nuint)0, column + 2) : (2, column);
}
