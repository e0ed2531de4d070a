using KernelGen.Persistence;

namespace KernelGen.Tests.Persistence;

public sealed class WrongSafetensorsTests : FixtureFolder
{
    private const string Two = """{"a":{"dtype":"U8","shape":[4],"data_offsets":[A]},"b":{"dtype":"U8","shape":[4],"data_offsets":[B]}}""";

    [Fact]
    public void A_file_too_short_for_its_length_is_refused() =>
        Assert.Contains("got 7 bytes", Refused([0, 0, 0, 0, 0, 0, 0]).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("03000000000000007B7D", "at most the 2 bytes that follow in the file; got a length of 3")]
    [InlineData("FFFFFFFFFFFFFFFF7B7D", "got a length of 18446744073709551615")]
    public void A_header_longer_than_the_file_is_refused(string bytes, string complaint) =>
        Assert.Contains(complaint, Refused(Convert.FromHexString(bytes)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_header_above_100_MB_is_refused_before_it_is_read()
    {
        // A file of holes, as long as its header says: it takes no room on the disk.
        string path = PathOf("bomb.safetensors");
        using (FileStream stream = File.Create(path))
        {
            stream.Write([0x01, 0xE1, 0xF5, 0x05, 0, 0, 0, 0]);
            stream.SetLength(8 + 100_000_001);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        TensorFileException refusal = Assert.Throws<TensorFileException>(() => SafetensorsReader.Open(path));

        Assert.Contains("at most 100 MB; got a length of 100000001", refusal.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" {}")]
    [InlineData("[]")]
    [InlineData("\uFEFF{}")]
    public void A_header_that_does_not_begin_with_an_object_is_refused(string header) => Assert.Equal(8, Refused(Bytes(header)).Start);

    [Theory]
    [InlineData("{")]
    [InlineData("{}}")]
    [InlineData("{}x")]
    [InlineData("{}\0")]
    [InlineData("""{"a":}""")]
    [InlineData("""{"a":1,}""")]
    [InlineData("""{/**/}""")]
    [InlineData("""{'a':1}""")]
    public void A_header_that_is_no_JSON_is_refused(string header) => Refused(Bytes(header));

    [Fact]
    public void A_header_that_is_no_UTF_8_is_refused() =>
        Assert.Contains("UTF-8", Refused(Convert.FromHexString("05000000000000007B22C3227D")).Message, StringComparison.Ordinal);

    [Fact]
    public void Half_a_character_in_a_name_is_refused()
    {
        TensorFileException refusal = Refused(Bytes("""{"\ud800":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}"""));
        Assert.Contains("half a character", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"U8","shape":[[0]],"data_offsets":[0,0]}}""", "a")]
    [InlineData("""{"__metadata__":{"x":{"y":"z"}}}""", "x")]
    [InlineData("""{"a":[[[[[[[[[[""", "a")]
    public void What_is_nested_deeper_than_the_format_is_refused(string header, string key) => Assert.Equal(key, Refused(Bytes(header)).Key);

    [Fact]
    public void A_million_open_brackets_are_refused() => Refused(Bytes("""{"a":""" + new string('[', 1_000_000)));

    [Theory]
    [InlineData("""{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]},"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}""", "a")]
    [InlineData("""{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]},"\u0061":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}""", "a")]
    [InlineData("""{"__metadata__":{},"__metadata__":{}}""", "__metadata__")]
    [InlineData("""{"__metadata__":{"x":"1","x":"1"}}""", "x")]
    [InlineData("""{"a":{"dtype":"U8","dtype":"U8","shape":[0],"data_offsets":[0,0]}}""", "a")]
    [InlineData("""{"a":{"dtype":"U8","shape":[0],"shape":[0],"data_offsets":[0,0]}}""", "a")]
    [InlineData("""{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0],"data_offsets":[0,0]}}""", "a")]
    public void A_key_that_stands_twice_is_refused(string header, string key)
    {
        TensorFileException refusal = Refused(Bytes(header));
        Assert.Equal(key, refusal.Key);
        Assert.Contains("once", refusal.Expected, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"a":{"shape":[0],"data_offsets":[0,0]}}""", "got no dtype")]
    [InlineData("""{"a":{"dtype":"U8","data_offsets":[0,0]}}""", "got no shape")]
    [InlineData("""{"a":{"dtype":"U8","shape":[0]}}""", "got no data_offsets")]
    [InlineData("""{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0],"stride":[1]}}""", "got stride")]
    [InlineData("""{"a":{"dtype":"F16","shape":[0],"data_offsets":[0,0]}}""", "got F16")]
    [InlineData("""{"a":{"dtype":4,"shape":[0],"data_offsets":[0,0]}}""", "expected a dtype; got 4")]
    [InlineData("""{"a":{"dtype":"U8","shape":0,"data_offsets":[0,0]}}""", "got 0")]
    [InlineData("""{"a":{"dtype":"U8","shape":[-1],"data_offsets":[0,0]}}""", "got -1")]
    [InlineData("""{"a":{"dtype":"U8","shape":[0.0],"data_offsets":[0,0]}}""", "got 0.0")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1e1],"data_offsets":[0,0]}}""", "got 1e1")]
    [InlineData("""{"a":{"dtype":"U8","shape":["0"],"data_offsets":[0,0]}}""", "got a text")]
    [InlineData("""{"a":{"dtype":"U8","shape":[9223372036854775808],"data_offsets":[0,0]}}""", "got 9223372036854775808")]
    [InlineData("""{"a":{"dtype":"U8","shape":[0],"data_offsets":[0]}}""", "got [0]")]
    [InlineData("""{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0,0]}}""", "expected two offsets; got more")]
    [InlineData("""{"a":null}""", "got null")]
    [InlineData("""{"__metadata__":"x"}""", "got a text")]
    [InlineData("""{"__metadata__":{"x":1}}""", "expected a text; got 1")]
    public void What_a_tensor_is_not_told_by_is_refused(string header, string complaint) =>
        Assert.Contains(complaint, Refused(Bytes(header)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("[4]", "[0, 8]", "expected data_offsets 16 bytes apart for F32 [4]; got [0, 8]")]
    [InlineData("[2]", "[8, 0]", "expected data_offsets 8 bytes apart for F32 [2]; got [8, 0]")]
    [InlineData("[]", "[0, 8]", "expected data_offsets 4 bytes apart for F32 []; got [0, 8]")]
    [InlineData("[4294967296, 4294967296]", "[0, 0]", "that can be addressed; got F32 [4294967296, 4294967296]")]
    [InlineData("[9223372036854775807, 9223372036854775807, 9223372036854775807, 9223372036854775807]", "[0, 0]", "that can be addressed")]
    [InlineData("[4611686018427387904]", "[0, 0]", "that can be addressed")]
    public void Offsets_that_do_not_fit_the_shape_are_refused(string shape, string offsets, string complaint)
    {
        string header = $$$"""{"a":{"dtype":"F32","shape":{{{shape}}},"data_offsets":{{{offsets}}} }}""";
        Assert.Contains(complaint, Refused(Bytes(header, new byte[8])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_dimensions_than_any_tensor_has_are_refused()
    {
        string header = $$$"""{"a":{"dtype":"U8","shape":[{{{string.Join(',', Enumerable.Repeat("1", 33))}}}],"data_offsets":[0,1]}}""";
        Assert.Contains("32 dimensions", Refused(Bytes(header, 0)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_of_two_tensors_at_once_are_refused()
    {
        TensorFileException refusal = Refused(Of("0,4", "3,7", 7));
        Assert.Equal("b", refusal.Key);
        Assert.Equal((long)(8 + Two.Length + 4 + 3), refusal.Start);
        Assert.Contains("bytes that belong to 'a' too", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_bytes_under_two_names_are_refused() => Assert.Equal("b", Refused(Of("0,4", "0,4", 4)).Key);

    [Fact]
    public void Bytes_of_no_tensor_are_refused()
    {
        TensorFileException refusal = Refused(Of("0,4", "5,9", 9));
        Assert.Equal("b", refusal.Key);
        Assert.Contains("a hole after 'a'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hole_before_the_first_tensor_is_refused() =>
        Assert.Contains("a hole after the header", Refused(Of("1,5", "5,9", 9)).Message, StringComparison.Ordinal);

    [Fact]
    public void Bytes_after_the_last_tensor_are_refused()
    {
        TensorFileException refusal = Refused(Of("0,4", "4,8", 11));
        Assert.Contains("got 3 bytes more", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(refusal.Start + 3, refusal.End);
    }

    [Fact]
    public void A_truncated_file_is_refused_at_every_length()
    {
        byte[] whole = Of("0,4", "4,8", 8);
        using (SafetensorsReader.Open(Write("whole.safetensors", whole)))
        {
            // It can be opened: that is all there is to see.
        }

        for (int length = 0; length < whole.Length; length++)
        {
            Refused(whole[..length]);
        }
    }

    private static byte[] Of(string a, string b, int bytes) => Bytes(
        Two.Replace("A", a, StringComparison.Ordinal).Replace("B", b, StringComparison.Ordinal), [.. Enumerable.Range(0, bytes).Select(static i => (byte)i)]);
}
