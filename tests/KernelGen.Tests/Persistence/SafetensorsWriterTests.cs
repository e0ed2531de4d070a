using System.Buffers;
using System.Text;
using KernelGen.Persistence;

namespace KernelGen.Tests.Persistence;

public sealed class SafetensorsWriterTests : FixtureFolder
{
    [Fact]
    public void The_bytes_are_those_of_the_format()
    {
        SafetensorsWriter writer = new();
        writer.Add<byte>("u", [3], new byte[] { 7, 8, 9 });
        writer.Add<float>("w", [1, 2], new[] { 1f, -2.5f });
        writer.Add<long>("n", [], new[] { 5L });
        writer.AddMetadata("über", "a \"b\"");
        using MemoryStream stream = new();
        writer.Write(stream);

        const string header = """{"__metadata__":{"über":"a \"b\""},"n":{"dtype":"I64","shape":[],"data_offsets":[0,8]},"w":"""
            + """{"dtype":"F32","shape":[1,2],"data_offsets":[8,16]},"u":{"dtype":"U8","shape":[3],"data_offsets":[16,19]}}""";
        int spaces = (8 - (Encoding.UTF8.GetByteCount(header) % 8)) % 8;
        byte[] expected = Bytes(header + new string(' ', spaces), [5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x80, 0x3F, 0, 0, 0x20, 0xC0, 7, 8, 9]);
        Assert.Equal(Encoding.UTF8.GetString(expected), Encoding.UTF8.GetString(stream.ToArray()));
        Assert.Equal(expected, stream.ToArray());
    }

    [Fact]
    public void The_data_begin_at_a_multiple_of_8_bytes()
    {
        for (int length = 1; length <= 9; length++)
        {
            SafetensorsWriter writer = new();
            writer.Add<double>(new string('n', length), [1], new[] { 1.0 });
            writer.Save(PathOf("t.safetensors"));
            using SafetensorsReader reader = SafetensorsReader.Open(PathOf("t.safetensors"));
            Assert.Equal(0, reader.Tensors[0].Start % 8);
        }
    }

    [Fact]
    public void What_is_written_is_read()
    {
        SafetensorsWriter writer = new();
        writer.Add<float>("f\n✓", [2, 1, 2], new[] { 1f, float.NaN, float.NegativeInfinity, -0f });
        writer.Add<int>("i", [0, 5], ReadOnlyMemory<int>.Empty);
        writer.AddMetadata("k", "");
        writer.Save(PathOf("t.safetensors"));
        using SafetensorsReader reader = SafetensorsReader.Open(PathOf("t.safetensors"));
        float[] values = new float[4];
        reader.Read("f\n✓", values.AsSpan());

        Assert.Equal([1f, float.NaN, float.NegativeInfinity, -0f], values);
        Assert.Equal([0L, 5L], reader.Find("i")!.Shape.ToArray());
        Assert.Equal("", reader.Metadata["k"]);
    }

    [Fact]
    public void Names_and_texts_stand_once()
    {
        SafetensorsWriter writer = new();
        writer.Add<byte>("t", [0], ReadOnlyMemory<byte>.Empty);
        writer.AddMetadata("k", "v");
        Assert.Throws<ArgumentException>("name", () => writer.Add<byte>("t", [0], ReadOnlyMemory<byte>.Empty));
        Assert.Throws<ArgumentException>("name", () => writer.Add<byte>("__metadata__", [0], ReadOnlyMemory<byte>.Empty));
        Assert.Throws<ArgumentException>("key", () => writer.AddMetadata("k", "v"));
    }

    [Theory]
    [InlineData(new long[] { 2 })]
    [InlineData(new long[] { -1, -3 })]
    [InlineData(new[] { long.MaxValue, 4 })]
    public void Elements_that_do_not_fit_the_shape_are_refused(long[] shape) =>
        Assert.Throws<ArgumentException>("values", () => new SafetensorsWriter().Add<byte>("t", shape, new byte[3]));

    [Fact]
    public void Elements_of_other_types_are_refused() =>
        Assert.Throws<NotSupportedException>(() => new SafetensorsWriter().Add<char>("t", [1], new[] { 'x' }));

    [Fact]
    public void A_file_that_is_there_is_replaced_and_nothing_is_left_beside_it()
    {
        string path = Write("t.safetensors", "what was there before, and was longer than what comes now: " + new string('.', 300));
        SafetensorsWriter writer = new();
        writer.Add<byte>("t", [1], new byte[] { 1 });
        writer.Save(path);
        using SafetensorsReader reader = SafetensorsReader.Open(path);

        Assert.Equal("t", Assert.Single(reader.Tensors).Name);
        Assert.Equal([path], Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void What_was_there_survives_a_file_that_cannot_be_written()
    {
        string path = Write("t.safetensors", "before");
        SafetensorsWriter writer = new();
        writer.Add<double>("first", [1], new[] { 1.0 });
        writer.Add("second", [1], Watched(static () => throw new InvalidOperationException()));
        Assert.Throws<InvalidOperationException>(() => writer.Save(path));

        Assert.Equal("before", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void A_second_writer_at_the_same_time_is_refused()
    {
        string path = PathOf("t.safetensors");
        SafetensorsWriter first = new(), second = new();
        first.Add("first", [1], Watched(() => Assert.ThrowsAny<IOException>(() => second.Save(path))));
        first.Save(path);
        using SafetensorsReader reader = SafetensorsReader.Open(path);

        Assert.NotNull(reader.Find("first"));
        Assert.Equal([path], Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void Whoever_reads_while_the_file_is_replaced_reads_on_in_the_old_one()
    {
        string path = PathOf("t.safetensors");
        Save(1);
        using SafetensorsReader reader = SafetensorsReader.Open(path);
        Save(2);
        byte[] value = new byte[1];
        reader.Read("t", value.AsSpan());

        Assert.Equal([1], value);

        void Save(byte content)
        {
            SafetensorsWriter writer = new();
            writer.Add<byte>("t", [1], new[] { content });
            writer.Save(path);
        }
    }

    /// <summary>One byte; when it is asked for, something happens first.</summary>
    private static ReadOnlyMemory<byte> Watched(Action asked) => new WatchedByte(asked).Memory;

    private sealed class WatchedByte(Action asked) : MemoryManager<byte>
    {
        public override Memory<byte> Memory => CreateMemory(1);

        public override Span<byte> GetSpan()
        {
            asked();
            return new byte[1];
        }

        public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

        public override void Unpin() => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
        }
    }
}
