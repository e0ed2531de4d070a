using System.IO.Compression;
using System.Numerics;
using KernelGen.Data;

namespace KernelGen.Tests.Data;

public class NumpyTests : TemporaryFolder
{
    [Theory]
    [InlineData("<f4")]
    [InlineData("<f4/fortran")]
    [InlineData("<f4/version2")]
    [InlineData("<f4/version3")]
    [InlineData("<f8")]
    [InlineData("<f8/fortran")]
    [InlineData("<f8/scalar")]
    [InlineData("<f8/vector")]
    [InlineData("<f8/empty")]
    [InlineData("<i4")]
    [InlineData("<i4/fortran")]
    [InlineData("<i4/fortran3")]
    [InlineData("<i8")]
    [InlineData("<i8/fortran")]
    [InlineData("|u1")]
    [InlineData("|u1/fortran")]
    public void What_NumPy_wrote_is_read_and_written_again_byte_for_byte(string name)
    {
        switch (name[..3])
        {
            case "<f4": ReadsAndWrites<float>(name); break;
            case "<f8": ReadsAndWrites<double>(name); break;
            case "<i4": ReadsAndWrites<int>(name); break;
            case "<i8": ReadsAndWrites<long>(name); break;
            default: ReadsAndWrites<byte>(name); break;
        }
    }

    [Theory]
    [InlineData("npz")]
    [InlineData("npz/compressed")]
    public void Archives_that_NumPy_wrote_are_read(string name)
    {
        NumpyFiles file = NumpyFiles.Of(name);
        string path = Write("a.npz", file.Content);

        Assert.Equal(["weights", "labels"], Npz.Names(path).ToArray());
        Assert.Equal(file.Shape, Npz.Read<float>(path, "weights").Shape.ToArray());
        Assert.Equal(file.Values, Npz.Read<float>(path, "weights").Values.ToArray().Select(static v => (double)v));
        Assert.Equal([1, 2], Npz.Read<long>(path, "labels").Values.ToArray());
    }

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Optimal)]
    public void Archives_are_read_again_and_equal_arrays_give_equal_files(CompressionLevel level)
    {
        string path = WriteArchive("a.npz", level);

        Assert.Equal(["inputs", "labels"], Npz.Names(path).ToArray());
        Assert.Equal([1.5f, 2, 3, 4], Npz.Read<float>(path, "inputs").Values.ToArray());
        Assert.Equal([2, 2], Npz.Read<float>(path, "inputs").Shape.ToArray());
        Assert.Equal([7, 8], Npz.Read<byte>(path, "labels").Values.ToArray());
        Assert.Equal(File.ReadAllBytes(path), File.ReadAllBytes(WriteArchive("b.npz", level)));
    }

    [Fact]
    public void An_array_that_an_archive_has_not_is_refused_with_those_it_has() => Assert.Contains(
        "expected an array \"weights\"; got arrays inputs, labels",
        Assert.Throws<DataFormatException>(() => Npz.Read<float>(WriteArchive("a.npz", CompressionLevel.Optimal), "weights")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_damaged_number_in_an_archive_is_refused()
    {
        byte[] content = File.ReadAllBytes(WriteArchive("a.npz", CompressionLevel.NoCompression));
        byte[] number = BitConverter.GetBytes(1.5f);
        content[content.AsSpan().IndexOf(number) + 2] ^= 1;
        string path = Write("damaged.npz", content);

        Assert.Contains("damaged", Assert.Throws<DataFormatException>(() => Npz.Read<float>(path, "inputs")).Message, StringComparison.Ordinal);
        Assert.Equal([7, 8], Npz.Read<byte>(path, "labels").Values.ToArray());
    }

    [Fact]
    public void Wherever_an_archive_is_cut_it_is_refused()
    {
        byte[] content = File.ReadAllBytes(WriteArchive("a.npz", CompressionLevel.Optimal));
        for (int length = 0; length < content.Length; length += 7)
        {
            string path = Write("cut.npz", content[..length]);
            Assert.Throws<DataFormatException>(() => Npz.Read<float>(path, "inputs"));
        }
    }

    [Fact]
    public void An_archive_with_a_name_twice_is_refused()
    {
        string path = PathOf("twice.npz");
        using (var archive = ZipFile.Open(path, ZipArchiveMode.Create))
        {
            archive.CreateEntry("x.npy");
            archive.CreateEntry("x.npy");
        }

        Assert.Contains("every name once; got \"x.npy\" twice", Assert.Throws<DataFormatException>(() => Npz.Names(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_added_to_an_archive_is_refused()
    {
        using var writer = new NpzWriter(PathOf("a.npz"));
        writer.Add<float>("x", [1], [1]);

        Assert.Equal("name", Assert.Throws<ArgumentException>(() => writer.Add<float>("x", [1], [1])).ParamName);
        Assert.Equal("name", Assert.Throws<ArgumentException>(() => writer.Add<float>("", [1], [1])).ParamName);
        Assert.Equal("values", Assert.Throws<ArgumentException>(() => writer.Add<float>("y", [1], [2])).ParamName);
    }

    [NumpyFact]
    public void NumPy_here_writes_what_the_table_says() => Assert.Equal(
        NumpyFiles.Table.ReplaceLineEndings("\n").Split('\n').Where(IsSettled), Numpy.Run().Where(IsSettled));

    [NumpyFact]
    public void NumPy_reads_what_is_written()
    {
        string path = PathOf("ours.npz");
        using (var writer = new NpzWriter(path, CompressionLevel.Optimal))
        {
            writer.Add<double>("a", [0.1, -2, 1e300, 4, 5, 6], [2, 3], NpyOrder.ColumnMajor);
            writer.Add<float>("b", [1.5f], []);
            writer.Add<long>("c", [long.MinValue, 3], [2, 1]);
            writer.Add<int>("d", [], [0, 4]);
            writer.Add<byte>("e", [255], [1]);
        }

        Assert.Equal(
            ["a <f8 2x3 0.1,-2.0,1e+300,4.0,5.0,6.0", "b <f4 - 1.5", "c <i8 2x1 -9223372036854775808,3", "d <i4 0x4 -", "e |u1 1 255"],
            Numpy.Run("read", path));
    }

    // How well an archive is packed depends on the system's zlib.
    private static bool IsSettled(string row) => !row.StartsWith("npz/compressed", StringComparison.Ordinal);

    private string WriteArchive(string name, CompressionLevel level)
    {
        using var writer = new NpzWriter(PathOf(name), level);
        writer.Add<float>("inputs", [1.5f, 2, 3, 4], [2, 2], NpyOrder.ColumnMajor);
        writer.Add<byte>("labels", [7, 8], [2]);
        return PathOf(name);
    }

    private void ReadsAndWrites<T>(string name)
        where T : unmanaged, INumber<T>
    {
        NumpyFiles file = NumpyFiles.Of(name);
        string path = Write("a.npy", file.Content);
        var array = Npy.Read<T>(path);
        var order = name.Contains("fortran", StringComparison.Ordinal) ? NpyOrder.ColumnMajor : NpyOrder.RowMajor;

        Assert.Equal(file.Shape, array.Shape.ToArray());
        Assert.Equal(file.Values, array.Values.ToArray().Select(double.CreateChecked));
        Assert.Equal(order, Npy.ReadHeader(path).Order);
        Npy.Write(PathOf("again.npy"), array.Values.Span, array.Shape.AsSpan(), order, version: file.Content[6]);
        Assert.Equal(file.Content, File.ReadAllBytes(PathOf("again.npy")));
    }
}
