using System.Globalization;
using KernelGen.Data;

namespace KernelGen.Tests.Data;

public class CsvTests : TemporaryFolder
{
    private static readonly CsvOptions Header = new() { HasHeader = true };

    [Fact]
    public void The_last_column_is_the_class_and_the_others_are_inputs()
    {
        var data = Csv.LoadClassification<float>(Write("a.csv", "1,2.5,cat\n-3,4e1,dog\n"), -1);

        Assert.Equal([1, 2.5f, -3, 40], data.Dataset.Inputs.ToArray());
        Assert.Equal([0, 1], data.Dataset.Targets.ToArray());
        Assert.Equal((2, 2, 1), (data.Dataset.Count, data.Dataset.InputCount, data.Dataset.TargetCount));
    }

    [Fact]
    public void Classes_are_counted_in_the_order_of_their_first_appearance()
    {
        var data = Csv.LoadClassification<float>(Write("a.csv", "1,c\n1,a\n1,c\n1,b\n1,a\n"), 1);

        Assert.Equal(["c", "a", "b"], data.ClassNames.ToArray());
        Assert.Equal([0, 1, 0, 2, 1], data.Dataset.Targets.ToArray());
    }

    [Fact]
    public void Given_classes_keep_the_order_they_are_given_in()
    {
        var data = Csv.LoadClassification<float>(Write("a.csv", "1,c\n1,a\n"), 1, new CsvOptions { ClassNames = ["a", "b", "c"] });

        Assert.Equal(["a", "b", "c"], data.ClassNames.ToArray());
        Assert.Equal([2, 0], data.Dataset.Targets.ToArray());
    }

    [Theory]
    [InlineData(0, new float[] { 2, 3 })]
    [InlineData(1, new float[] { 1, 3 })]
    [InlineData(-1, new float[] { 1, 2 })]
    [InlineData(-3, new float[] { 2, 3 })]
    public void A_column_is_found_by_its_index_from_either_end(int index, float[] inputs) =>
        Assert.Equal(inputs, Csv.LoadRegression<float>(Write("a.csv", "1,2,3\n"), index).Inputs.ToArray());

    [Fact]
    public void A_column_is_found_by_its_name()
    {
        var data = Csv.LoadRegression<double>(Write("a.csv", "x,price,y\n1,2,3\n4,5,6\n"), "price", Header);

        Assert.Equal([1, 3, 4, 6], data.Inputs.ToArray());
        Assert.Equal([2, 5], data.Targets.ToArray());
    }

    [Fact]
    public void Double_data_keep_the_digits_that_float_would_lose() =>
        Assert.Equal(0.1234567890123456, Csv.LoadRegression<double>(Write("a.csv", "0.1234567890123456,1\n"), 1).Inputs.Span[0]);

    [Fact]
    public void Lines_before_the_table_are_skipped()
    {
        var data = Csv.LoadRegression<float>(
            Write("a.csv", "2,1,malignant,benign\nmore\nx,t\n1,2\n"), "t", new CsvOptions { HasHeader = true, SkipLines = 2 });

        Assert.Equal([1], data.Inputs.ToArray());
    }

    [Theory]
    [InlineData("1,2\n3,4\n")]
    [InlineData("1,2\r\n3,4")]
    [InlineData(" 1 ,\t2\n\n3,4\n\n")]
    [InlineData("\"1\",2\n3,\"4\"\n")]
    [InlineData("\uFEFF1,2\n3,4\n")]
    public void Line_ends_blanks_quotes_and_a_byte_order_mark_change_nothing(string text)
    {
        var data = Csv.LoadRegression<float>(Write("a.csv", text), 1);

        Assert.Equal([1, 3], data.Inputs.ToArray());
        Assert.Equal([2, 4], data.Targets.ToArray());
    }

    [Theory]
    [InlineData(';')]
    [InlineData('\t')]
    [InlineData(' ')]
    [InlineData('|')]
    public void Fields_are_separated_as_told(char delimiter) =>
        Assert.Equal([1, 2], Csv.LoadRegression<float>(
            Write("a.csv", $"1{delimiter}2{delimiter}3\n"), -1, new CsvOptions { Delimiter = delimiter }).Inputs.ToArray());

    [Fact]
    public void A_packed_file_is_known_by_its_content_not_by_its_name() =>
        Assert.Equal([1, 3], Csv.LoadRegression<float>(Write("a.csv", Pack("1,2\n3,4\n")), 1).Inputs.ToArray());

    [Fact]
    public void Numbers_are_read_alike_in_every_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        var foreign = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        foreign.NumberFormat.NumberDecimalSeparator = ",";
        foreign.NumberFormat.NegativeSign = "\u2212";
        CultureInfo.CurrentCulture = foreign;
        try
        {
            Assert.Equal([-1.5f], Csv.LoadRegression<float>(Write("a.csv", "-1.5,2\n"), 1).Inputs.ToArray());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
