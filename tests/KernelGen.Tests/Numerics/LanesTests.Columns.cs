using KernelGen.Numerics;

namespace KernelGen.Tests.Numerics;

/// <summary>Blocks of short rows, turned so that each register holds one column.</summary>
public abstract partial class LanesTests<TLanes, T>
{
    private const int RowStride = 32;
    private const int LongestShortRow = 16;

    [Fact]
    public void Columns_have_a_row_in_each_lane()
    {
        const int First = 2;
        T[] rows = Rows(First + TLanes.Count);
        for (int width = 1; width <= LongestShortRow; width++)
        {
            T[] columns = LoadColumns(rows, First, First + TLanes.Count, width);
            for (int column = 0; column < width; column++)
            {
                Assert.Equal(Enumerable.Range(First, TLanes.Count).Select(row => rows[row * RowStride + column]), columns[(column * TLanes.Count)..((column + 1) * TLanes.Count)]);
            }
        }
    }

    [Fact]
    public void Columns_go_back_to_their_rows_and_padding_becomes_zero()
    {
        const int First = 1;
        T[] rows = Rows(First + TLanes.Count);
        for (int width = 1; width <= LongestShortRow; width++)
        {
            T[] stored = Sentinels((First + TLanes.Count + 1) * RowStride);
            Columns.Store<TLanes, T>(in LoadColumns(rows, First, First + TLanes.Count, width)[0], (nuint)width, ref stored[0], First, RowStride, (nuint)(First + TLanes.Count));
            AssertUntouched(stored[..(First * RowStride)]);
            for (int row = First; row < First + TLanes.Count; row++)
            {
                T[] expected = [.. rows[(row * RowStride)..(row * RowStride + width)], .. new T[LongestShortRow - width]];
                Assert.Equal(expected, stored[(row * RowStride)..(row * RowStride + LongestShortRow)]);
                AssertUntouched(stored[(row * RowStride + LongestShortRow)..((row + 1) * RowStride)]);
            }

            AssertUntouched(stored[((First + TLanes.Count) * RowStride)..]);
        }
    }

    [Fact]
    public void Registers_of_128_bits_do_without_some_rows()
    {
        for (int n = 1; n < TLanes.Count && System.Runtime.CompilerServices.Unsafe.SizeOf<TLanes>() == 16; n++)
        {
            T[] rows = Rows(n);
            T[] columns = LoadColumns(rows, 0, n, width: 3);
            Assert.All(Enumerable.Range(n - 1, TLanes.Count - n + 1), row => Assert.Equal(rows[(n - 1) * RowStride + 2], columns[2 * TLanes.Count + row]));
            T[] stored = Sentinels(TLanes.Count * RowStride);
            Columns.Store<TLanes, T>(in columns[0], 3, ref stored[0], 0, RowStride, (nuint)n);
            Assert.Equal(rows[..3], stored[..3]);
            AssertUntouched(stored[(n * RowStride)..]);
        }
    }

    [Fact]
    public void Labels_are_numbers_and_the_last_stands_for_those_that_are_not_there()
    {
        int[] labels = [.. Enumerable.Range(0, 2 * TLanes.Count).Select(static i => 7 * i)];
        for (int first = 0; first < labels.Length; first++)
        {
            IEnumerable<T> expected = Enumerable.Range(first, TLanes.Count).Select(i => T.CreateChecked(labels[Math.Min(i, labels.Length - 1)]));
            Assert.Equal(expected, Elements(Columns.Labels<TLanes, T>(labels, (nuint)first)));
        }
    }

    private static T[] Rows(int count) => [.. Enumerable.Range(1, count * RowStride).Select(T.CreateChecked)];

    private static T[] LoadColumns(T[] rows, int first, int n, int width)
    {
        T[] columns = new T[LongestShortRow * TLanes.Count];
        Columns.Load<TLanes, T>(in rows[0], (nuint)first, RowStride, (nuint)n, (nuint)width, ref columns[0]);
        return columns;
    }
}
