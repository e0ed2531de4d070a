using KernelGen.Data;

namespace KernelGen.Tests.Data;

public class IdxTests : TemporaryFolder
{
    private static readonly byte[] TwoImages = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 0, 51, 255, 4, 5, 6];

    private static readonly byte[] TwoLabels = [0, 0, 8, 1, 0, 0, 0, 2, 7, 3];

    [Fact]
    public void A_file_gives_its_shape_and_its_values()
    {
        var array = Idx.Read(Write("images", TwoImages));

        Assert.Equal([2, 1, 3], array.Shape.ToArray());
        Assert.Equal([0, 51, 255, 4, 5, 6], array.Values.ToArray());
        Assert.Equal((2, 3), (array.Count, array.ItemLength));
    }

    [Fact]
    public void A_packed_file_is_known_by_its_content_not_by_its_name() =>
        Assert.Equal([7, 3], Idx.Read(Write("labels", Pack(TwoLabels))).Values.ToArray());

    [Fact]
    public void A_plain_file_is_known_by_its_content_not_by_its_name() =>
        Assert.Equal([7, 3], Idx.Read(Write("labels.gz", TwoLabels)).Values.ToArray());

    [Fact]
    public void Images_and_labels_become_examples_with_pixels_from_0_to_1()
    {
        var data = Idx.LoadClassification(Write("images", TwoImages), Write("labels", TwoLabels));

        Assert.Equal((2, 3, 1), (data.Count, data.InputCount, data.TargetCount));
        Assert.Equal([7, 3], data.Targets.ToArray());
        Assert.Equal([0, 0.2f, 1], data.Inputs.Span[..3].ToArray().Select(static x => MathF.Round(x, 6)));
    }

    [Fact]
    public void Pixels_are_multiplied_by_the_scale()
    {
        var data = Idx.LoadClassification(Write("images", TwoImages), Write("labels", TwoLabels), scale: 2);

        Assert.Equal([0, 102, 510, 8, 10, 12], data.Inputs.ToArray());
    }

    [Theory]
    [InlineData(new byte[] { }, "the end of the file after 0 of 4 bytes")]
    [InlineData(new byte[] { 0, 0, 8 }, "the end of the file after 3 of 4 bytes")]
    [InlineData(new byte[] { 1, 0, 8, 1, 0, 0, 0, 1, 5 }, "got 01000801")]
    [InlineData(new byte[] { 0, 0, 8, 0, 0, 0, 0, 1, 5 }, "got 00000800")]
    [InlineData(new byte[] { 0, 0, 13, 1, 0, 0, 0, 1, 0, 0, 0, 0 }, "expected elements of type 08 (unsigned bytes); got type 0D")]
    [InlineData(new byte[] { 0, 0, 8, 2, 0, 0, 0, 1, 0, 0 }, "expected 2 dimensions of four bytes; got the end of the file after 6 of 8 bytes")]
    [InlineData(new byte[] { 0, 0, 8, 1, 0, 0, 0, 0 }, "dimension 0 at index 0")]
    [InlineData(new byte[] { 0, 0, 8, 1, 0, 0, 0, 3, 1, 2 }, "at most 2; got dimension 3 at index 0")]
    [InlineData(new byte[] { 0, 0, 8, 1, 0, 0, 0, 2, 1, 2, 3 }, "expected 2 elements for [2]; got more bytes after them")]
    [InlineData(new byte[] { 0, 0, 8, 1, 255, 255, 255, 255, 1, 2 }, "dimension 4294967295 at index 0")]
    [InlineData(new byte[] { 0, 0, 8, 3, 0, 1, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255, 1 }, "dimension 65536 at index 0")]
    public void A_file_that_is_no_IDX_file_is_refused_with_what_was_found(byte[] bytes, string message)
    {
        var refusal = Assert.Throws<DataFormatException>(() => Idx.Read(Write("bad", bytes)));

        Assert.Equal(PathOf("bad"), refusal.File);
        Assert.StartsWith(PathOf("bad"), refusal.Message, StringComparison.Ordinal);
        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_packed_file_shorter_than_its_header_says_is_refused()
    {
        byte[] bytes = [0, 0, 8, 1, 0, 0, 0, 3, 1, 2];
        var refusal = Assert.Throws<DataFormatException>(() => Idx.Read(Write("short.gz", Pack(bytes))));

        Assert.Contains("expected 3 elements for [3]; got only 2", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_packed_file_longer_than_its_header_says_is_refused() =>
        Assert.Throws<DataFormatException>(() => Idx.Read(Write("long.gz", Pack([.. TwoLabels, 1]))));

    [Fact]
    public void A_header_that_asks_for_gigabytes_is_refused_before_memory_is_taken()
    {
        string path = Write("huge.gz", Pack([0, 0, 8, 2, 0, 0, 127, 255, 0, 0, 127, 255, 1, 2]));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<DataFormatException>(() => Idx.Read(path));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void As_many_elements_as_packing_can_shrink_are_accepted()
    {
        byte[] bytes = new byte[8 + 1_000_000];
        new byte[] { 0, 0, 8, 1, 0, 15, 66, 64 }.CopyTo(bytes, 0);

        Assert.Equal(1_000_000, Idx.Read(Write("zeros.gz", Pack(bytes))).Count);
    }

    [Fact]
    public void A_cut_packed_file_is_refused()
    {
        byte[] packed = Pack([0, 0, 8, 1, 0, 0, 1, 0, .. Enumerable.Range(0, 256).Select(static i => (byte)(i * 37))]);

        Assert.Throws<DataFormatException>(() => Idx.Read(Write("cut.gz", packed[..^40])));
    }

    [Fact]
    public void A_damaged_packed_file_is_refused()
    {
        byte[] packed = Pack([0, 0, 8, 1, 0, 0, 1, 0, .. Enumerable.Range(0, 256).Select(static i => (byte)(i * 37))]);
        packed[40] ^= 0xFF;

        Assert.Throws<DataFormatException>(() => Idx.Read(Write("damaged.gz", packed)));
    }

    [Fact]
    public void Another_count_of_labels_than_of_images_is_refused()
    {
        var refusal = Assert.Throws<DataFormatException>(
            () => Idx.LoadClassification(Write("images", TwoImages), Write("labels", 0, 0, 8, 1, 0, 0, 0, 1, 7)));

        Assert.Equal(PathOf("labels"), refusal.File);
        Assert.Contains("one label for each of 2 images; got [1]", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_in_place_of_images_are_refused()
    {
        var refusal = Assert.Throws<DataFormatException>(
            () => Idx.LoadClassification(Write("labels", TwoLabels), PathOf("labels")));

        Assert.Contains("expected images, at least two dimensions; got [2]", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_scale_that_is_not_finite_is_refused() => Assert.Equal("scale", Assert.Throws<ArgumentOutOfRangeException>(
        () => Idx.LoadClassification(Write("images", TwoImages), Write("labels", TwoLabels), float.NaN)).ParamName);

    [Fact]
    public void A_file_that_does_not_exist_is_not_called_malformed() =>
        Assert.Throws<FileNotFoundException>(() => Idx.Read(PathOf("nowhere")));
}
