namespace KernelGen.Tests.Numerics;

/// <summary>Loads and stores: which elements they touch.</summary>
public abstract partial class LanesTests<TLanes, T>
{
    [Fact]
    public void A_load_takes_Count_elements_from_the_offset_and_a_store_puts_them_there()
    {
        const int Offset = 3;
        T[] destination = Sentinels(TLanes.Count + 2 * Offset);
        TLanes.Store(TLanes.Load(in numbers[0], Offset), ref destination[0], Offset);
        Assert.Equal(numbers.Skip(Offset).Take(TLanes.Count), destination[Offset..^Offset]);
        AssertUntouched(destination[..Offset]);
        AssertUntouched(destination[^Offset..]);
    }

    [Fact]
    public void A_partial_load_fills_up_with_zeros()
    {
        for (int count = 0; count <= TLanes.Count; count++)
        {
            T[] source = [T.NaN, .. numbers[..count], .. Sentinels(TLanes.Count)];
            T[] loaded = Elements(TLanes.LoadFirst(in source[0], 1, (nuint)count));
            Assert.Equal([.. numbers[..count], .. new T[TLanes.Count - count]], loaded);
        }
    }

    [Fact]
    public void A_partial_store_leaves_everything_else_as_it_was()
    {
        for (int count = 0; count <= TLanes.Count; count++)
        {
            T[] destination = Sentinels(TLanes.Count + 2);
            TLanes.StoreFirst(TLanes.Load(in numbers[0], 0), ref destination[0], 1, (nuint)count);
            Assert.Equal(numbers[..count], destination[1..(count + 1)]);
            AssertUntouched(destination[..1]);
            AssertUntouched(destination[(count + 1)..]);
        }
    }

    [LinuxFact]
    public void A_partial_load_or_store_touches_nothing_beyond_its_elements()
    {
        for (int count = 1; count <= TLanes.Count; count++)
        {
            using var memory = new GuardedMemory<T>(count);
            TLanes.StoreFirst(TLanes.Load(in numbers[0], 0), ref memory.Span[0], 0, (nuint)count);
            Assert.Equal(numbers[..count], Elements(TLanes.LoadFirst(in memory.Span[0], 0, (nuint)count))[..count]);
        }
    }

    private static readonly T[] numbers = [.. Enumerable.Range(1, 32).Select(T.CreateChecked)];

    private static T[] Sentinels(int length) => [.. Enumerable.Repeat(T.NaN, length)];

    private static void AssertUntouched(T[] elements) => Assert.All(elements, x => Assert.True(T.IsNaN(x)));
}
