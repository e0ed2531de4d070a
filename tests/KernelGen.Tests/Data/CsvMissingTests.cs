using KernelGen.Data;
using KernelGen.Training;

namespace KernelGen.Tests.Data;

public class CsvMissingTests : TemporaryFolder
{
    private const string Holes = "1,2,10\n?,4,20\n3,NA,30\n5,6,?\n7,8,50\n";

    private static readonly CsvOptions Marks = new() { MissingMarks = ["?", "NA"] };

    [Fact]
    public void A_mark_is_refused_with_its_place_unless_told_otherwise()
    {
        var fault = Assert.Throws<DataFormatException>(() => Csv.LoadRegression<float>(Write("a.csv", Holes), -1, Marks));

        Assert.Equal((2, 0, "\"?\", which marks a missing one"), (fault.Line, fault.Column, fault.Value));
    }

    [Fact]
    public void Rows_with_a_mark_are_left_out()
    {
        var data = Csv.LoadRegression<float>(Write("a.csv", Holes), -1, Marks with { Missing = MissingPolicy.DropRow });

        Assert.Equal([1, 2, 7, 8], data.Inputs.ToArray());
        Assert.Equal([10, 50], data.Targets.ToArray());
    }

    [Fact]
    public void Missing_inputs_become_NaN_to_be_filled_and_rows_without_a_target_are_left_out()
    {
        var data = Csv.LoadRegression<float>(Write("a.csv", Holes), -1, Marks with { Missing = MissingPolicy.Fill });

        Assert.Equal([1, 2, float.NaN, 4, 3, float.NaN, 7, 8], data.Inputs.ToArray());
        Assert.Equal([10, 20, 30, 50], data.Targets.ToArray());
    }

    [Fact]
    public void Missing_inputs_are_filled_with_the_means_of_the_training_data()
    {
        var options = Marks with { Missing = MissingPolicy.Fill };
        var training = Csv.LoadRegression<double>(Write("a.csv", Holes), -1, options);
        var other = Csv.LoadRegression<double>(Write("b.csv", "?,?,1\n100,200,2\n"), -1, options);

        double[] filled = MeanFill.Fit(training).Apply(other).Inputs.ToArray();

        Assert.Equal(11.0 / 3, filled[0], 1e-12);
        Assert.Equal(14.0 / 3, filled[1], 1e-12);
        Assert.Equal([100, 200], filled[2..]);
    }

    [Theory]
    [InlineData("-999", "1,2\n-999,3\n")]
    [InlineData("", "1,2\n,3\n")]
    [InlineData("n/a", "1,2\n n/a ,3\n")]
    [InlineData("—", "1,2\n—,3\n")]
    public void A_mark_may_be_a_number_nothing_or_any_text(string mark, string text)
    {
        var data = Csv.LoadRegression<float>(Write("a.csv", text), -1, new CsvOptions { MissingMarks = [mark], Missing = MissingPolicy.Fill });

        Assert.Equal([1, float.NaN], data.Inputs.ToArray());
    }

    [Fact]
    public void What_is_no_mark_and_no_number_is_refused_all_the_same()
    {
        var fault = Assert.Throws<DataFormatException>(
            () => Csv.LoadRegression<float>(Write("a.csv", "1,2\nna,3\n"), -1, Marks with { Missing = MissingPolicy.DropRow }));

        Assert.Equal((2, 0, "\"na\""), (fault.Line, fault.Column, fault.Value));
    }

    [Fact]
    public void A_missing_class_is_no_class()
    {
        var data = Csv.LoadClassification<float>(Write("a.csv", "1,cat\n2,?\n3,dog\n"), -1, Marks with { Missing = MissingPolicy.Fill });

        Assert.Equal(["cat", "dog"], data.ClassNames.ToArray());
        Assert.Equal([1, 3], data.Dataset.Inputs.ToArray());
    }

    [Fact]
    public void A_file_whose_rows_are_all_left_out_is_refused()
    {
        var fault = Assert.Throws<DataFormatException>(
            () => Csv.LoadRegression<float>(Write("a.csv", "?,1\n2,?\n"), -1, Marks with { Missing = MissingPolicy.DropRow }));

        Assert.Contains("at least one row without missing values", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Marks_that_no_field_can_be_and_unknown_policies_are_refused()
    {
        Assert.Throws<ArgumentException>(static () => new CsvOptions { MissingMarks = [" ?"] });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new CsvOptions { Missing = (MissingPolicy)3 });
    }

    [Fact]
    public void A_column_in_which_everything_is_missing_cannot_be_filled()
    {
        var training = new Dataset<double, int>(new[] { 1, double.NaN, 2, double.NaN }, 2, new int[2]);

        Assert.StartsWith("Column 1: every value is missing", Assert.Throws<ArgumentException>(() => MeanFill.Fit(training)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Inputs_alone_are_every_column()
    {
        var data = Csv.LoadInputs<float>(Write("a.csv", "x\n1\n2\n"), new CsvOptions { HasHeader = true });

        Assert.Equal([1, 2], data.Inputs.ToArray());
        Assert.Equal((1, 0), (data.InputCount, data.TargetCount));
    }

    [RealDataFact("pima-indians-diabetes.csv")]
    public void Zeros_that_mean_missing_are_found_where_the_file_has_them()
    {
        var options = new CsvOptions { MissingMarks = ["0"], Missing = MissingPolicy.Fill };
        using var patients = Csv.OpenRegression<double>(RealData.PathOf("pima-indians-diabetes.csv"), 0, options);
        double[] inputs = patients.ReadToEnd().Inputs.ToArray();

        // Where the target, pregnancies, is 0 the row is left out; of the others, those without insulin are counted.
        Assert.Equal(0, inputs.Length % 8);
        Assert.Equal(Counted(), inputs.Where(static (_, i) => i % 8 == 3).Count(double.IsNaN));

        static int Counted() => File.ReadLines(RealData.PathOf("pima-indians-diabetes.csv")).Select(static line => line.Split(','))
            .Count(static fields => fields[0] != "0" && fields[4] == "0");
    }
}
