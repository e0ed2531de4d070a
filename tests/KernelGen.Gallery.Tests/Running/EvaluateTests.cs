using System.Text.Json;
using KernelGen.Gallery.Models;
using KernelGen.Gallery.Running;
using KernelGen.Persistence;
using KernelGen.Tests.Data;

namespace KernelGen.Gallery.Tests.Running;

public sealed class EvaluateTests : TemporaryFolder
{
    // Three classes that one length tells apart, far from the scale of a standardised column.
    private static readonly string Rows = string.Concat(Enumerable.Range(0, 10).Select(
        static i => $"{1000 + i},0,0,1,a\n{2000 + i},0,1,0,b\n{3000 + i},1,0,0,c\n"));

    public static TheoryData<string> Drawn =>
        [.. ModelCatalog.Trained.Where(static m => !m.Training.LearnsFrom.Contains('.', StringComparison.Ordinal) && m.Training.LearnsFrom != "mnist")
            .Select(static m => m.Model.Name)];

    private string Weights => PathOf("weights.safetensors");

    [Theory]
    [MemberData(nameof(Drawn))]
    public void What_was_saved_is_worth_what_training_reported(string model)
    {
        string trained = GalleryRun.Of("train", model, "--epochs", "1", "--save", Weights).Succeeded();
        Assert.Contains($"parameters: {Weights}", trained, StringComparison.Ordinal);
        JsonElement metrics = Evaluate(model).GetProperty("metrics");
        string reported = metrics.TryGetProperty("accuracy", out JsonElement accuracy)
            ? FormattableString.Invariant($"test accuracy: {100 * accuracy.GetDouble():F2} %")
            : FormattableString.Invariant($"test cost: {metrics.GetProperty("cost").GetDouble():F6}");
        Assert.Contains(reported, trained, StringComparison.Ordinal);
    }

    [Fact]
    public void Inputs_are_prepared_as_in_training_whatever_else_the_file_holds()
    {
        TrainOnRows();

        // Only one class, all inputs shifted alike: standardised by itself, this file would have no column that varies.
        string others = Write("others.csv", string.Concat(Enumerable.Repeat("3005,1,0,0,c\n", 5)));
        string output = GalleryRun.Of("evaluate", "softmax-4-3", "--weights", Weights, "--data", others).Succeeded();
        Assert.Contains("accuracy:            1.000000", output, StringComparison.Ordinal);
        Assert.Contains("error rate:          0.000000", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Classes_keep_the_order_of_the_training()
    {
        TrainOnRows();
        string[] lines = Rows.TrimEnd().Split('\n');
        string reversed = Write("reversed.csv", string.Join('\n', lines.Reverse()));
        JsonElement json = Evaluate("softmax-4-3", "--data", reversed);
        Assert.Equal(["a", "b", "c"], json.GetProperty("classes").EnumerateArray().Select(static c => c.GetString()!));
        Assert.Equal(1, json.GetProperty("metrics").GetProperty("accuracy").GetDouble());
    }

    [Fact]
    public void A_class_that_training_did_not_know_is_refused()
    {
        TrainOnRows();
        string path = Write("other.csv", string.Concat(Enumerable.Repeat("1,2,3,4,z\n", 5)));
        Assert.Equal(
            $"{path}: expected classes a, b, c; got z.",
            GalleryRun.Of("evaluate", "softmax-4-3", "--weights", Weights, "--data", path).Refused(CommandLine.Failure));
    }

    [Fact]
    public void The_parameters_of_another_model_are_refused()
    {
        new Mlp2x8x1().SaveParameters(Weights);
        Assert.Contains(
            "those of Mlp2x8x1", GalleryRun.Of("evaluate", "logistic-unit", "--weights", Weights).Refused(CommandLine.Failure), StringComparison.Ordinal);
    }

    [Fact]
    public void Parameters_from_elsewhere_are_evaluated_on_examples_as_they_are_read()
    {
        new Mlp2x8x1().SaveParameters(Weights);

        // Zero weights predict 0: two of the four rows are wrong by 1.
        Assert.Equal(0.25, Evaluate("mlp-2-8-1").GetProperty("metrics").GetProperty("cost").GetDouble());
    }

    [Fact]
    public void What_lies_beside_the_parameters_is_refused_where_it_is_not_the_programs()
    {
        new Mlp2x8x1().SaveParameters(Weights, new Dictionary<string, string> { ["gallery.training"] = "{" });
        Assert.Contains(
            "'gallery.training': expected what train --save wrote; got {.",
            GalleryRun.Of("evaluate", "mlp-2-8-1", "--weights", Weights).Refused(CommandLine.Failure), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_refused_before_training()
    {
        string nowhere = PathOf(Path.Combine("nowhere", "weights.safetensors"));
        Assert.Equal($"{nowhere}: there is no folder {PathOf("nowhere")}.", GalleryRun.Of("train", "mlp-2-8-1", "--save", nowhere).Refused(CommandLine.Failure));
    }

    [Fact]
    public void A_cancelled_training_saves_what_there_is()
    {
        GalleryRun run = GalleryRun.Of(new CancellationToken(canceled: true), "train", "mlp-2-8-1", "--save", Weights);
        Assert.Equal(CommandLine.Interrupted, run.ExitCode);
        Assert.True(File.Exists(Weights));
    }

    [Fact]
    public void A_metric_that_is_not_defined_is_null_for_machines()
    {
        GalleryRun.Of("train", "logistic-1000", "--epochs", "1", "--save", Weights).Succeeded();
        string row = string.Join(',', Enumerable.Repeat("0", 1000));
        string path = Write("ones.csv", string.Concat(Enumerable.Repeat($"{row},1\n", 5)));
        JsonElement metrics = Evaluate("logistic-1000", "--data", path).GetProperty("metrics");
        Assert.Equal(JsonValueKind.Null, metrics.GetProperty("ROC AUC").ValueKind);
    }

    [Theory]
    [InlineData("Option '--weights' is required.", "evaluate", "mlp-2-8-1")]
    [InlineData("full-adder has nothing to learn", "evaluate", "full-adder", "--weights", "x")]
    public void An_evaluation_without_what_it_needs_is_refused(string line, params string[] args) =>
        Assert.StartsWith(line, GalleryRun.Of(args).Refused(CommandLine.UsageFault), StringComparison.Ordinal);

    [Theory]
    [InlineData("--help")]
    [InlineData("train", "--help")]
    [InlineData("evaluate", "--help")]
    [InlineData("check", "--help")]
    [InlineData("compare", "--help")]
    public void Help_tells_the_exit_codes(params string[] args)
    {
        string help = GalleryRun.Of(args).Succeeded();
        Assert.All(["    0  all went well", "    1  a file is missing", "    2  the command line", "  130  Ctrl-C"], code => Assert.Contains(code, help, StringComparison.Ordinal));
    }

    private void TrainOnRows() =>
        GalleryRun.Of("train", "softmax-4-3", "--data", Write("rows.csv", Rows), "--epochs", "100", "--save", Weights).Succeeded();

    private JsonElement Evaluate(string model, params string[] more)
    {
        string output = GalleryRun.Of(["evaluate", model, "--weights", Weights, "--json", .. more]).Succeeded();
        return JsonDocument.Parse(output).RootElement;
    }
}
