using System.Text;
using FsCheck.Fluent;
using KernelGen.Data;

namespace KernelGen.Tests.Data;

public class NpyTests : TemporaryFolder
{
    [Fact]
    public void A_file_made_byte_by_byte_is_read()
    {
        // The format's own words: ten bytes and 54 of header are 64, then 1 and −2 as little-endian single precision.
        byte[] file =
        [
            0x93, .. "NUMPY"u8, 1, 0, 54, 0,
            .. "{'descr':'<f4','fortran_order':False,'shape':(2,),}  \n"u8,
            0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0,
        ];
        var array = Npy.Read<float>(Write("a.npy", file));

        Assert.Equal([2], array.Shape.ToArray());
        Assert.Equal([1, -2], array.Values.ToArray());
    }

    [Theory]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (1, 1), }")]
    [InlineData("{\"shape\":(1,1,),\"fortran_order\":False,\"descr\":\"<f8\"}")]
    [InlineData("  { 'fortran_order' : True , 'shape' : ( 1 , 1 ) , 'descr' : '<f8' }   ")]
    public void Keys_may_stand_in_any_order_with_any_spaces_and_quotes(string header)
    {
        var array = Npy.Read<double>(Write("a.npy", [.. Header(1, header), 0, 0, 0, 0, 0, 0, 0x08, 0x40]));

        Assert.Equal([1, 1], array.Shape.ToArray());
        Assert.Equal([3], array.Values.ToArray());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Every_version_of_the_format_is_read(byte version) =>
        Assert.Equal([7, 9], Npy.Read<byte>(Write("a.npy", [.. Header(version, "{'descr': '|u1', 'fortran_order': False, 'shape': (2,)}"), 7, 9])).Values.ToArray());

    [Fact]
    public void Columns_of_a_file_in_the_order_of_Fortran_become_rows() =>
        Assert.Equal([1, 2, 3, 4, 5, 6], Npy.Read<byte>(
            Write("a.npy", [.. Header(1, "{'descr': '|u1', 'fortran_order': True, 'shape': (2, 3)}"), 1, 4, 2, 5, 3, 6])).Values.ToArray());

    [Theory]
    [InlineData("'<f4'", "'<f8'", "expected elements of type '<f4' (Single); got '<f8'")]
    [InlineData("'<f4'", "'>f4'", "got '>f4'")]
    [InlineData("'<f4'", "'|O'", "got '|O'")]
    [InlineData("'<f4'", "[('x', '<f4')]", "a text in quotes at character 10 of the header; got \"[('x', '<f4')]")]
    [InlineData("'descr'", "'Descr'", "'descr', 'fortran_order' and 'shape', each once at character 1")]
    [InlineData("'shape': (2,)", "'shape': (2,), 'shape': (2,)", "each once")]
    [InlineData("'shape': (2,)", "'shape': (2,), 'more': 1", "each once")]
    [InlineData(", 'shape': (2,)", "", "each once")]
    [InlineData("False", "false", "True or False")]
    [InlineData("False", "0", "True or False")]
    [InlineData("(2,)", "(2)", "no tuple")]
    [InlineData("(2,)", "[2]", "'('")]
    [InlineData("(2,)", "2", "'('")]
    [InlineData("(2,)", "(-2,)", "a dimension from 0")]
    [InlineData("(2,)", "(2L,)", "no tuple")]
    [InlineData("(2,)", "(99999999999,)", "a dimension from 0")]
    [InlineData("(2,)}", "(2, 3", "')'")]
    [InlineData("(2,)", "(,)", "a dimension from 0")]
    [InlineData("(2,)}", "(2,)} x", "nothing but spaces and a line end")]
    [InlineData("(2,)}", "(2,)}\n", "nothing but spaces and a line end")]
    [InlineData("(2,)}", "(2,)", "'}'")]
    [InlineData("{", "", "'{'")]
    [InlineData("(2,)", "(3,)", "room for")]
    [InlineData("(2,)", "(65536, 65536, 65536, 65536)", "room for")]
    [InlineData("(2,)", "(2147483647, 2)", "room for")]
    [InlineData("(2,)", "(1,)", "expected 1 elements for [1]; got more bytes after them")]
    [InlineData("(2,)", "(0,)", "expected 0 elements for [0]; got more bytes after them")]
    public void A_header_that_says_anything_else_is_refused(string there, string instead, string message)
    {
        const string text = "{'descr': '<f4', 'fortran_order': False, 'shape': (2,)}";
        Assert.Contains(there, text, StringComparison.Ordinal);
        string path = Write("bad.npy", [.. Header(1, text.Replace(there, instead, StringComparison.Ordinal)), .. new byte[8]]);
        var fault = Assert.Throws<DataFormatException>(() => Npy.Read<float>(path));

        Assert.Equal(path, fault.File);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { }, "eight bytes")]
    [InlineData(new byte[] { 0x93, 78, 85, 77, 80, 89, 1 }, "eight bytes")]
    [InlineData(new byte[] { 0x92, 78, 85, 77, 80, 89, 1, 0, 0, 0 }, "got 924E554D5059")]
    [InlineData(new byte[] { 0x93, 78, 85, 77, 80, 90, 1, 0, 0, 0 }, "got 934E554D505A")]
    [InlineData(new byte[] { 0x93, 78, 85, 77, 80, 89, 4, 0, 0, 0 }, "got 4.0")]
    [InlineData(new byte[] { 0x93, 78, 85, 77, 80, 89, 0, 0, 0, 0 }, "got 0.0")]
    [InlineData(new byte[] { 0x93, 78, 85, 77, 80, 89, 1, 1, 0, 0 }, "got 1.1")]
    [InlineData(new byte[] { 0x93, 78, 85, 77, 80, 89, 1, 0, 9 }, "the length of the header")]
    [InlineData(new byte[] { 0x93, 78, 85, 77, 80, 89, 1, 0, 9, 0, 1 }, "9 bytes of header")]
    [InlineData(new byte[] { 0x93, 78, 85, 77, 80, 89, 2, 0, 255, 255, 255, 255 }, "at most 10000 bytes; got 4294967295")]
    [InlineData(new byte[] { 0x93, 78, 85, 77, 80, 89, 1, 0, 0, 0 }, "'{' at character 0")]
    public void A_file_that_is_no_NPY_file_is_refused(byte[] content, string message) => Assert.Contains(
        message, Assert.Throws<DataFormatException>(() => Npy.Read<float>(Write("bad.npy", content))).Message, StringComparison.Ordinal);

    [Fact]
    public void Packed_files_are_read_and_a_header_of_gigabytes_costs_no_memory()
    {
        byte[] header = Header(1, "{'descr': '<f8', 'fortran_order': False, 'shape': (100000000,)}");
        string path = Write("huge.npy.gz", Pack(header));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<DataFormatException>(() => Npy.Read<double>(path));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        Assert.Equal([5], Npy.Read<byte>(Write("a.npy.gz", Pack([.. Header(1, "{'descr': '|u1', 'fortran_order': False, 'shape': ()}"), 5]))).Values.ToArray());
    }

    [Fact]
    public void What_is_written_is_read_again_in_either_order() => Draws.Check(Prop.ForAll(
        Gen.Choose(0, 5).ListOf().Where(static shape => shape.Count < 5).ToArbitrary(), Gen.Elements(1, 2, 3).ToArbitrary(), (shape, version) =>
        {
            int[] dimensions = [.. shape];
            double[] values = [.. Enumerable.Range(0, dimensions.Aggregate(1, static (a, b) => a * b)).Select(static i => i / 7.0)];
            return Enum.GetValues<NpyOrder>().All(order =>
            {
                string path = PathOf("a.npy");
                Npy.Write<double>(path, values, dimensions, order, version);
                var array = Npy.Read<double>(path);
                return array.Shape.SequenceEqual(dimensions) && array.Values.Span.SequenceEqual(values) && Npy.ReadHeader(path).Order == order;
            });
        }));

    [Fact]
    public void What_cannot_be_written_is_refused_and_leaves_the_file_as_it_was()
    {
        string path = Write("a.npy", 1, 2, 3);

        Assert.Equal("values", Assert.Throws<ArgumentException>(() => Npy.Write<float>(path, new float[3], [2])).ParamName);
        Assert.Equal("shape", Assert.Throws<ArgumentException>(() => Npy.Write<float>(path, new float[4], [-2, -2])).ParamName);
        Assert.Equal("shape", Assert.Throws<ArgumentException>(() => Npy.Write<float>(path, new float[1], Enumerable.Repeat(1, 65).ToArray())).ParamName);
        Assert.Equal("values", Assert.Throws<ArgumentException>(() => Npy.Write<float>(path, [], [int.MaxValue, int.MaxValue, 2])).ParamName);
        Assert.Equal("order", Assert.Throws<ArgumentOutOfRangeException>(() => Npy.Write<float>(path, [1], [1], (NpyOrder)2)).ParamName);
        Assert.Equal("version", Assert.Throws<ArgumentOutOfRangeException>(() => Npy.Write<float>(path, [1], [1], version: 4)).ParamName);
        Assert.Throws<NotSupportedException>(() => Npy.Write<short>(path, [1], [1]));
        Assert.Throws<NotSupportedException>(() => Npy.Read<short>(Write("b.npy", Header(1, "{'descr': '<i2', 'fortran_order': False, 'shape': (0,)}"))));
        Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
    }

    [Fact]
    public void Inputs_and_labels_become_examples_without_a_copy()
    {
        Npy.Write<float>(PathOf("x.npy"), [1, 2, 3, 4, 5, 6, 7, 8], [2, 2, 2]);
        Npy.Write<int>(PathOf("t.npy"), [3, 4], [2]);
        var inputs = Npy.Read<float>(PathOf("x.npy"));
        var data = inputs.ToDataset(Npy.Read<int>(PathOf("t.npy")));

        Assert.Equal((2, 4, 1), (data.Count, data.InputCount, data.TargetCount));
        Assert.Equal([3, 4], data.Targets.ToArray());
        Assert.True(data.Inputs.Equals(inputs.Values));
        Npy.Write<int>(PathOf("t.npy"), [3, 4, 5], [3]);
        Assert.Throws<ArgumentException>(() => inputs.ToDataset(Npy.Read<int>(PathOf("t.npy"))));
    }

    // Without the padding that only writers need, and with the line end.
    private static byte[] Header(byte version, string text)
    {
        byte[] content = Encoding.ASCII.GetBytes(text + "\n");
        byte[] length = version == 1
            ? [(byte)content.Length, (byte)(content.Length >> 8)]
            : [(byte)content.Length, (byte)(content.Length >> 8), 0, 0];
        return [0x93, .. "NUMPY"u8, version, 0, .. length, .. content];
    }
}
