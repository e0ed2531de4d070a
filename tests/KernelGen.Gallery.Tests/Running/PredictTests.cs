using System.Globalization;
using System.Text.Json;
using KernelGen.Gallery.Models;
using KernelGen.Gallery.Running;
using KernelGen.Persistence;
using KernelGen.Tests.Data;

namespace KernelGen.Gallery.Tests.Running;

public sealed class PredictTests : TemporaryFolder
{
    private const string Inputs = "1004,0,0,1\n2004,0,1,0\n3004,1,0,0\n";

    private static readonly string Rows = string.Concat(Enumerable.Range(0, 10).Select(
        static i => $"{1000 + i},0,0,1,a\n{2000 + i},0,1,0,\"b,c\"\n{3000 + i},1,0,0,d\n"));

    private string Weights => PathOf("weights.safetensors");

    private string Output => PathOf("out.csv");

    [Fact]
    public void Every_line_stays_and_is_followed_by_its_class_and_probabilities()
    {
        string[][] rows = [.. Classified(Inputs).Select(static line => line.Split(','))];
        Assert.Equal(["1004", "0", "0", "1", "a"], rows[0][..5]);
        Assert.Equal(["2004", "0", "1", "0", "\"b", "c\""], rows[1][..6]);
        Assert.Equal(["3004", "1", "0", "0", "d"], rows[2][..5]);
        Assert.All(rows, static row => Assert.Equal(1, row[^3..].Sum(static p => double.Parse(p, CultureInfo.InvariantCulture)), 1e-6));
    }

    [Fact]
    public void A_header_is_kept_and_names_the_new_columns() => Assert.Equal(
        "length,x,y,z,class,probability of a,\"probability of b,c\",probability of d", Classified("length,x,y,z\n" + Inputs)[0]);

    [Fact]
    public void A_file_without_a_header_gets_none() => Assert.Equal(3, Classified(Inputs).Length);

    [Fact]
    public void A_model_of_values_adds_what_it_predicts()
    {
        var model = new Mlp2x8x1();
        model.Initialize(1);
        model.SaveParameters(Weights);
        float[] predicted = new float[1];
        model.Predict([0.5f, -2], predicted);
        string path = Write("in.csv", "u,v\n0.5,-2\n");
        Assert.Equal(
            $"predictions: {Output}: 1 rows", GalleryRun.Of("predict", "mlp-2-8-1", "--weights", Weights, "--data", path, "--output", Output).Succeeded().TrimEnd());
        Assert.Equal(["u,v,predicted", FormattableString.Invariant($"0.5,-2,{predicted[0]}")], File.ReadAllLines(Output));
    }

    [Fact]
    public void A_machine_is_told_the_columns()
    {
        new Mlp2x8x1().SaveParameters(Weights);
        string path = Write("in.csv", "0.5,-2\n");
        string output = GalleryRun.Of("predict", "mlp-2-8-1", "--weights", Weights, "--data", path, "--output", Output, "--json").Succeeded();
        JsonElement json = JsonDocument.Parse(output).RootElement;
        Assert.Equal(1, json.GetProperty("examples").GetInt32());
        Assert.Equal("predicted", Assert.Single(json.GetProperty("columns").EnumerateArray()).GetString());
    }

    [Theory]
    [InlineData("1,2,3\n", "expected 2 inputs in every row for mlp-2-8-1; got 3.")]
    [InlineData("1,x\n3,4\n", "line 1, column index 1: expected a finite number; got \"x\".")]
    [InlineData("1,2\n3,x\n", "line 2, column index 1: expected a finite number; got \"x\".")]
    [InlineData("\"1\n\",2\n", "expected plain text with a line for each row; got 1 rows in 2 lines.")]
    public void A_file_that_does_not_fit_is_refused_and_nothing_is_written(string text, string fault)
    {
        new Mlp2x8x1().SaveParameters(Weights);
        string refusal = GalleryRun.Of("predict", "mlp-2-8-1", "--weights", Weights, "--data", Write("in.csv", text), "--output", Output).Refused(CommandLine.Failure);
        Assert.EndsWith(fault, refusal, StringComparison.Ordinal);
        Assert.False(File.Exists(Output));
    }

    [Fact]
    public void What_is_read_is_not_written_over()
    {
        new Mlp2x8x1().SaveParameters(Weights);
        string path = Write("in.csv", "0.5,-2\n");
        string refusal = GalleryRun.Of("predict", "mlp-2-8-1", "--weights", Weights, "--data", path, "--output", path).Refused(CommandLine.Failure);
        Assert.EndsWith("expected another file to write than the one that is read.", refusal, StringComparison.Ordinal);
        Assert.Equal("0.5,-2\n", File.ReadAllText(path));
    }

    private string[] Classified(string text)
    {
        GalleryRun.Of("train", "softmax-4-3", "--data", Write("rows.csv", Rows), "--epochs", "100", "--save", Weights).Succeeded();
        GalleryRun.Of("predict", "softmax-4-3", "--weights", Weights, "--data", Write("in.csv", text), "--output", Output).Succeeded();
        return File.ReadAllLines(Output);
    }
}
