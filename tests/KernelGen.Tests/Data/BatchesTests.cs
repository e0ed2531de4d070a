using FsCheck.Fluent;
using KernelGen.Data;
using KernelGen.Training;

namespace KernelGen.Tests.Data;

public class BatchesTests
{
    [Fact]
    public void In_an_epoch_every_example_comes_exactly_once_with_its_target() => Draws.Check(
        Prop.ForAll(Gen.Choose(1, 90).ToArbitrary(), Gen.Choose(1, 20).ToArbitrary(), Gen.Choose(1, 100).ToArbitrary(), static (count, size, window) =>
        {
            var batches = new Batches<double, int>(Numbered(count), size, window, seed: count);
            return Rows(batches.Epoch(0)).Order().SequenceEqual(Enumerable.Range(0, count))
                && Rows(batches.Epoch(1)).Order().SequenceEqual(Enumerable.Range(0, count));
        }));

    [Fact]
    public void No_example_comes_earlier_than_its_window_allows() => Draws.Check(
        Prop.ForAll(Gen.Choose(1, 90).ToArbitrary(), Gen.Choose(1, 30).ToArbitrary(), static (count, window) =>
            Rows(new Batches<double, int>(Numbered(count), 7, window, seed: 3).Epoch(0)).Index()
                .All(example => example.Index > example.Item - window)));

    [Fact]
    public void A_window_of_one_keeps_the_order() =>
        Assert.Equal(Enumerable.Range(0, 10), Rows(new Batches<double, int>(Numbered(10), 4).Epoch(0)));

    [Fact]
    public void A_window_of_all_gives_every_order_alike()
    {
        var batches = new Batches<double, int>(Numbered(3), 3, window: 3, seed: 1);
        var orders = Enumerable.Range(0, 6000).Select(epoch => string.Concat(Rows(batches.Epoch(epoch)))).CountBy(static order => order).ToList();

        // A standard deviation is 29.
        Assert.Equal(6, orders.Count);
        Assert.All(orders, static order => Assert.InRange(order.Value, 870, 1130));
    }

    [Fact]
    public void The_last_batch_has_the_examples_that_are_left()
    {
        var sizes = new List<int>();
        foreach (var batch in new Batches<double, int>(Numbered(10), 4).Epoch(0))
        {
            sizes.Add(batch.Count);
        }

        Assert.Equal([4, 4, 2], sizes);
    }

    [Fact]
    public void An_order_depends_on_the_seed_and_the_epoch_alone()
    {
        var batches = new Batches<double, int>(Numbered(50), 8, window: 20, seed: 1);
        int[] first = Rows(batches.Epoch(0));
        int[] third = Rows(batches.Epoch(2));

        Assert.NotEqual(first, third);
        Assert.Equal(first, Rows(batches.Epoch(0)));
        Assert.Equal(third, Rows(new Batches<double, int>(Numbered(50), 5, window: 20, seed: 1).Epoch(2)));
        Assert.NotEqual(first, Rows(new Batches<double, int>(Numbered(50), 8, window: 20, seed: 2).Epoch(0)));
    }

    [Fact]
    public void An_epoch_may_be_left_before_its_end()
    {
        var batches = new Batches<double, int>(Numbered(10), 4, window: 2);
        batches.Epoch(0).MoveNext();

        Assert.Equal(10, Rows(batches.Epoch(1)).Length);
    }

    [Fact]
    public void There_is_no_batch_before_the_first_or_after_the_last()
    {
        var batches = new Batches<double, int>(Numbered(1), 4);

        Assert.Throws<InvalidOperationException>(() => batches.MoveNext());
        batches.Epoch(0);
        Assert.Throws<InvalidOperationException>(() => batches.Current.Count);
        Assert.True(batches.MoveNext());
        Assert.Equal(1, batches.Current.Count);
        Assert.False(batches.MoveNext());
        Assert.Throws<InvalidOperationException>(() => batches.Current.Count);
    }

    [Theory]
    [InlineData(0, 1, "batchSize")]
    [InlineData(1, 0, "window")]
    [InlineData(1, int.MaxValue, "window")]
    public void Sizes_that_no_array_can_have_are_refused(int size, int window, string name) => Assert.Equal(name,
        Assert.Throws<ArgumentOutOfRangeException>(() => new Batches<double, int>(Numbered(2), size, window)).ParamName);

    [Fact]
    public void Spans_of_ones_own_become_a_data_set()
    {
        Span<float> inputs = [1, 2, 3, 4];
        ReadOnlySpan<int> labels = [5, 6];
        var data = InMemory.Copy<float, int>(inputs, 2, labels);
        inputs.Clear();

        Assert.Equal([1, 2, 3, 4], data.Inputs.ToArray());
        Assert.Equal([5, 6], data.Targets.ToArray());
        Assert.Throws<ArgumentException>(static () => InMemory.Copy<float, int>([1, 2, 3], 2, [1]));
    }

    // Two inputs, the number of the row and its half, and the number again as the label.
    private static MemoryExamples<double, int> Numbered(int count) => new(new Dataset<double, int>(
        Enumerable.Range(0, 2 * count).Select(static i => i % 2 == 0 ? i / 2 : i / 2 / 2.0).ToArray(), 2, Enumerable.Range(0, count).ToArray()));

    private static int[] Rows(Batches<double, int> epoch)
    {
        var rows = new List<int>();
        foreach (var batch in epoch)
        {
            for (int i = 0; i < batch.Count; i++)
            {
                Assert.Equal(batch.Targets[i], batch.Inputs[2 * i]);
                Assert.Equal(batch.Targets[i] / 2.0, batch.Inputs[2 * i + 1]);
                rows.Add(batch.Targets[i]);
            }
        }

        return [.. rows];
    }
}
