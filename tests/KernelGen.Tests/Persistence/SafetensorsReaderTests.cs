using KernelGen.Persistence;

namespace KernelGen.Tests.Persistence;

public sealed class SafetensorsReaderTests : FixtureFolder
{
    [Fact]
    public void A_file_written_byte_by_byte_is_read()
    {
        // Length 64; {"t":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} and ten spaces; 1.0f and -2.5f.
        byte[] bytes = Convert.FromHexString(
            "4000000000000000"
            + "7B2274223A7B226474797065223A22463332222C227368617065223A5B325D2C22646174615F6F666673657473223A5B302C385D7D7D"
            + "20202020202020202020"
            + "0000803F" + "000020C0");
        using SafetensorsReader reader = SafetensorsReader.Open(Write("two.safetensors", bytes));
        float[] values = new float[2];
        reader.Read("t", values.AsSpan());

        Assert.Equal([1f, -2.5f], values);
        TensorInfo tensor = Assert.Single(reader.Tensors);
        Assert.Equal(("t", TensorType.F32, 72, 80, 2), (tensor.Name, tensor.Type, tensor.Start, tensor.End, tensor.Count));
        Assert.Equal([2L], tensor.Shape.ToArray());
        Assert.Empty(reader.Metadata);
    }

    [Fact]
    public void Every_type_is_read_wherever_its_bytes_lie()
    {
        // The names do not stand in the order of the data, and nothing is aligned.
        byte[] bytes = Bytes(
            """{"d":{"dtype":"F64","shape":[],"data_offsets":[3,11]},"u":{"dtype":"U8","shape":[3],"data_offsets":[0,3]},"""
            + """ "l":{"dtype":"I64","shape":[1,1],"data_offsets":[15,23]},"i":{"dtype":"I32","shape":[1],"data_offsets":[11,15]}}""",
            [1, 2, 255, 0, 0, 0, 0, 0, 0, 0xF8, 0x3F, 0xFE, 0xFF, 0xFF, 0xFF, 0, 1, 0, 0, 0, 0, 0, 0x80]);
        using SafetensorsReader reader = SafetensorsReader.Open(Write("all.safetensors", bytes));
        byte[] u = new byte[3];
        double[] d = new double[1];
        int[] i = new int[1];
        long[] l = new long[1];
        reader.Read("u", u.AsSpan());
        reader.Read("d", d.AsSpan());
        reader.Read("i", i.AsSpan());
        reader.Read("l", l.AsSpan());

        Assert.Equal([1, 2, 255], u);
        Assert.Equal([1.5], d);
        Assert.Equal([-2], i);
        Assert.Equal([long.MinValue + 256], l);
        Assert.Equal(["u", "d", "i", "l"], reader.Tensors.Select(static t => t.Name));
        Assert.Empty(reader.Find("d")!.Shape);
    }

    [Fact]
    public void Texts_and_escaped_names_are_read()
    {
        byte[] bytes = Bytes("""{"__metadata__":{"format":"pt","café":"\u00e9\n"},"\u0041":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}""", 7);
        using SafetensorsReader reader = SafetensorsReader.Open(Write("texts.safetensors", bytes));

        Assert.Equal("pt", reader.Metadata["format"]);
        Assert.Equal("é\n", reader.Metadata["café"]);
        Assert.Equal("A", Assert.Single(reader.Tensors).Name);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"__metadata__":{}}""")]
    public void A_file_may_hold_no_tensor(string header)
    {
        using SafetensorsReader reader = SafetensorsReader.Open(Write("none.safetensors", Bytes(header)));
        Assert.Empty(reader.Tensors);
    }

    [Fact]
    public void A_tensor_without_elements_takes_no_bytes()
    {
        byte[] bytes = Bytes(
            """{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"e":{"dtype":"F32","shape":[3,0],"data_offsets":[2,2]},"b":{"dtype":"U8","shape":[1],"data_offsets":[2,3]}}""",
            1, 2, 3);
        using SafetensorsReader reader = SafetensorsReader.Open(Write("empty.safetensors", bytes));
        reader.Read("e", Span<float>.Empty);

        Assert.Equal(["a", "e", "b"], reader.Tensors.Select(static t => t.Name));
    }

    [Fact]
    public void Numbers_that_are_not_finite_come_as_they_are()
    {
        byte[] bytes = Bytes("""{"t":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 0x01, 0x00, 0xC0, 0x7F, 0x00, 0x00, 0x80, 0xFF);
        using SafetensorsReader reader = SafetensorsReader.Open(Write("nan.safetensors", bytes));
        float[] values = new float[2];
        reader.Read("t", values.AsSpan());

        Assert.Equal([0x7FC00001, unchecked((int)0xFF800000)], values.Select(BitConverter.SingleToInt32Bits));
    }

    [Fact]
    public void Elements_are_not_converted()
    {
        string path = Write("double.safetensors", Bytes("""{"t":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}""", new byte[8]));
        using SafetensorsReader reader = SafetensorsReader.Open(path);
        float[] values = [3];
        TensorFileException refusal = Assert.Throws<TensorFileException>(() => reader.Read("t", values.AsSpan()));

        Assert.Equal($"{path}, 't', bytes 62 to 70: expected elements of type F32; got F64 [1].", refusal.Message);
        Assert.Equal([3], values);
    }

    [Fact]
    public void A_tensor_that_is_not_there_is_named()
    {
        using SafetensorsReader reader = SafetensorsReader.Open(Write("none.safetensors", Bytes("{}")));
        Assert.Equal("w", Assert.Throws<TensorFileException>(() => reader.Read("w", new float[1].AsSpan())).Key);
    }

    [Fact]
    public void Room_for_another_number_of_elements_is_refused()
    {
        using SafetensorsReader reader = SafetensorsReader.Open(Write("t.safetensors", Bytes("""{"t":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}""", 1)));
        Assert.Equal("destination", Assert.Throws<ArgumentException>(() => reader.Read("t", new byte[2].AsSpan())).ParamName);
    }

    [Fact]
    public void A_file_that_shrinks_after_it_was_opened_is_refused()
    {
        string path = Write("t.safetensors", Bytes("""{"t":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}}""", 1, 2, 3, 4));
        using SafetensorsReader reader = SafetensorsReader.Open(path);
        using (FileStream stream = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete))
        {
            stream.SetLength(stream.Length - 1);
        }

        Assert.Equal("t", Assert.Throws<TensorFileException>(() => reader.Read("t", new byte[4].AsSpan())).Key);
    }

    [Fact]
    public void A_file_that_is_not_there_is_the_systems_complaint() =>
        Assert.Throws<FileNotFoundException>(() => SafetensorsReader.Open(PathOf("absent.safetensors")));
}
