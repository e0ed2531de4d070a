using KernelGen.Data;

namespace KernelGen.Tests.Data;

public class CsvFaultTests : TemporaryFolder
{
    private static readonly CsvOptions Header = new() { HasHeader = true };

    [Theory]
    [InlineData("abc")]
    [InlineData("")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("1e99")] // Infinite as float.
    [InlineData("\"1,5\"")]
    [InlineData("0x10")]
    [InlineData("?")]
    public void A_field_that_is_no_number_is_refused_with_its_place(string field)
    {
        var fault = Refused($"x,y,t\n1,2,3\n4,{field},6\n", Header);

        Assert.Equal((3, 1, "y"), (fault.Line, fault.Column, fault.ColumnName));
        Assert.Equal($"\"{field.Trim('"')}\"", fault.Value);
        Assert.StartsWith($"{PathOf("bad.csv")}, line 3, column index 1 (y): expected a finite number; got ", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_packed_file_that_was_cut_off_is_refused_wherever_it_was_cut()
    {
        byte[] packed = Pack(string.Concat(Enumerable.Range(0, 2000).Select(static i => $"{i * 7919 % 1009},{i * 104729 % 997},{i % 2}\n")));
        foreach (int missing in (int[])[1, 4, 8, 9, 20, packed.Length / 2])
        {
            string path = Write("cut.csv.gz", packed[..^missing]);
            DataFormatException fault = Assert.Throws<DataFormatException>(() => Csv.LoadRegression<float>(path, targetColumn: -1));
            Assert.Matches("got damaged data .cut off after [0-9]+ unpacked bytes.[.]$", fault.Message);
        }
    }

    [Fact]
    public void A_packed_file_of_several_parts_is_read_as_one()
    {
        string path = Write("parts.csv.gz", [.. Pack("1,2\n3,4\n"), .. Pack("5,6\n")]);
        Assert.Equal(3, Csv.LoadRegression<float>(path, targetColumn: -1).Count);
        string cut = Write("cut.csv.gz", [.. Pack("1,2\n3,4\n"), .. Pack("5,6\n")[..^2]]);
        Assert.Throws<DataFormatException>(() => Csv.LoadRegression<float>(cut, targetColumn: -1));
    }

    [Fact]
    public void A_target_that_is_no_number_is_refused_with_its_place()
    {
        var fault = Refused("1,2,3\n4,5,good\n");

        Assert.Equal((2, 2, null), (fault.Line, fault.Column, fault.ColumnName));
    }

    [Theory]
    [InlineData("1,2,3\n4,5\n", "expected 3 fields, as in the first row; got 2")]
    [InlineData("1,2,3\n4,5,6,7\n", "expected 3 fields, as in the first row; got 4")]
    [InlineData("1,2,3\n4,5,6,\n", "expected 3 fields, as in the first row; got 4")]
    public void A_row_of_another_width_is_refused_with_its_line(string text, string message)
    {
        var fault = Refused(text);

        Assert.Equal(2, fault.Line);
        Assert.Null(fault.Column);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_of_another_width_than_the_header_is_refused()
    {
        var fault = Refused("x,y,t\n1,2\n", Header);

        Assert.Equal(2, fault.Line);
        Assert.Contains("as in the header", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_are_counted_as_an_editor_does()
    {
        // One line skipped, one empty, and a field with a line break in it.
        var fault = Refused("note\n1,2,3\n\n1,2,\"3\n\"\n1,x,3\n", new CsvOptions { SkipLines = 1 });

        Assert.Equal(6, fault.Line);
    }

    [Theory]
    [InlineData("", 0, false)]
    [InlineData("\n\n", 0, false)]
    [InlineData("x,y,t\n", 0, true)]
    [InlineData("a\nb\n", 2, false)]
    [InlineData("a\nb\n", 5, false)]
    public void A_file_without_rows_is_refused(string text, int skip, bool header)
    {
        var fault = Refused(text, new CsvOptions { SkipLines = skip, HasHeader = header });

        Assert.Contains("row", fault.Expected, StringComparison.Ordinal);
        Assert.StartsWith("the end of the file", fault.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_one_column_is_refused() =>
        Assert.Contains("at least one column of inputs", Refused("1\n2\n").Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("\"1,2,3\n")]
    [InlineData("1,\"2\"2,3\n")]
    [InlineData("1,2\"2,3\n")]
    public void Quotes_out_of_place_are_refused(string row)
    {
        var fault = Refused("1,2,3\n" + row);

        Assert.Equal(2, fault.Line);
        Assert.Contains("RFC 4180", fault.Expected, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-4)]
    public void A_column_that_the_file_has_not_is_refused(int column)
    {
        var fault = Assert.Throws<DataFormatException>(() => Csv.LoadRegression<float>(Write("bad.csv", "1,2,3\n"), column));

        Assert.Contains($"expected one column index {column}; got 3 columns", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x,y,t")]
    [InlineData("x,price,price")]
    [InlineData("x,y,Price")]
    public void A_name_that_is_not_that_of_exactly_one_column_is_refused_with_the_names_there_are(string header)
    {
        string path = Write("bad.csv", header + "\n1,2,3\n");
        var fault = Assert.Throws<DataFormatException>(() => Csv.LoadClassification<float>(path, "price", Header));

        Assert.Contains("expected one column \"price\"", fault.Message, StringComparison.Ordinal);
        Assert.Contains(header.Replace(",", ", ", StringComparison.Ordinal), fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_without_a_header_is_refused() => Assert.Equal("labelColumn", Assert.Throws<ArgumentException>(
        () => Csv.LoadClassification<float>(Write("a.csv", "1,2\n"), "price")).ParamName);

    [Fact]
    public void A_class_without_a_name_is_refused()
    {
        string path = Write("bad.csv", "1,a\n2,\n");
        var fault = Assert.Throws<DataFormatException>(() => Csv.LoadClassification<float>(path, -1));

        Assert.Equal((2, 1, "\"\""), (fault.Line, fault.Column, fault.Value));
    }

    [Fact]
    public void A_class_that_is_not_among_those_given_is_refused()
    {
        string path = Write("bad.csv", "1,a\n2,x\n");
        var fault = Assert.Throws<DataFormatException>(
            () => Csv.LoadClassification<float>(path, -1, new CsvOptions { ClassNames = ["a", "b"] }));

        Assert.Equal(2, fault.Line);
        Assert.Contains("one of the classes a, b; got \"x\"", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_class_given_twice_is_refused() => Assert.Throws<ArgumentException>(
        () => Csv.LoadClassification<float>(Write("a.csv", "1,a\n"), -1, new CsvOptions { ClassNames = ["a", "a"] }));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_damaged_packed_file_is_refused(int skip)
    {
        byte[] packed = Pack(string.Concat(Enumerable.Range(0, 5000).Select(static i => $"{i},{i * 7919 % 1000}\n")));
        string path = Write("cut.csv", packed[..200]);

        Assert.Throws<DataFormatException>(() => Csv.LoadRegression<float>(path, -1, new CsvOptions { SkipLines = skip }));
    }

    [Fact]
    public void A_long_value_is_quoted_in_part() =>
        Assert.InRange(Refused($"1,2,{new string('x', 10000)}\n").Message.Length, 60, 400);

    [Theory]
    [InlineData('.')]
    [InlineData('"')]
    [InlineData('\n')]
    [InlineData('1')]
    [InlineData('e')]
    [InlineData('é')]
    public void A_delimiter_that_cannot_separate_numbers_is_refused(char delimiter) => Assert.Equal("Delimiter",
        Assert.Throws<ArgumentOutOfRangeException>(() => new CsvOptions { Delimiter = delimiter }).ParamName);

    [Fact]
    public void Less_than_no_lines_to_skip_are_refused() => Assert.Equal("SkipLines",
        Assert.Throws<ArgumentOutOfRangeException>(() => new CsvOptions { SkipLines = -1 }).ParamName);

    private DataFormatException Refused(string text, CsvOptions? options = null)
    {
        string path = Write("bad.csv", text);
        var fault = Assert.Throws<DataFormatException>(() => Csv.LoadRegression<float>(path, -1, options));
        Assert.Equal(path, fault.File);
        return fault;
    }
}
