using System.Text.Json;
using KernelGen.Gallery.Running;
using KernelGen.Tests.Data;

namespace KernelGen.Gallery.Tests.Running;

public sealed class CompareTests : TemporaryFolder
{
    // Two classes that one length tells apart.
    private static readonly string Rows = string.Concat(Enumerable.Range(0, 20).Select(static i => $"{i % 7},{i % 3},0.5,1,0\n{10 + i % 5},{i % 3},0.5,1,1\n"));

    [Fact]
    public void Every_model_has_a_row_with_every_optimiser()
    {
        JsonElement[] rows = RowsOf("xor-network", "product-feature", "--optimizers", "sgd,adam", "--epochs", "20");
        Assert.Equal(
            ["xor-network sgd", "xor-network adam", "product-feature sgd", "product-feature adam"],
            rows.Select(static row => $"{row.GetProperty("model").GetString()} {row.GetProperty("optimizer").GetString()}"));
        Assert.All(rows, static row => Assert.Equal(20, row.GetProperty("epochs").GetInt32()));
        Assert.All(rows, static row => Assert.InRange(row.GetProperty("accuracy").GetDouble(), 0, 1));
    }

    [Fact]
    public void A_row_is_what_train_does()
    {
        JsonElement row = Assert.Single(RowsOf("logistic-regression", "--epochs", "3", "--seed", "5"));
        string trained = GalleryRun.Of("train", "logistic-regression", "--epochs", "3", "--seed", "5").Succeeded();
        Assert.Contains(
            FormattableString.Invariant($"test accuracy: {100 * row.GetProperty("accuracy").GetDouble():F2} %"), trained, StringComparison.Ordinal);
        Assert.Contains(FormattableString.Invariant($"  {row.GetProperty("training cost").GetDouble():F4}  "), trained, StringComparison.Ordinal);
    }

    [Fact]
    public void An_optimiser_may_have_a_learning_rate_of_its_own() => Assert.Equal(
        [0.25, 0.003, 0.25],
        RowsOf("linear-regression", "--optimizers", "sgd,adam:0.003,adam", "--learning-rate", "0.25", "--epochs", "1")
            .Select(static row => row.GetProperty("learning rate").GetDouble()));

    [Fact]
    public void Values_are_compared_by_the_share_of_variance_that_is_explained() => Assert.Contains(
        GalleryRun.Of("compare", "linear-regression", "least-absolute").Console.Lines, static line => line.Contains(" R²", StringComparison.Ordinal));

    [Fact]
    public void Of_folds_a_row_has_the_mean_and_its_standard_error()
    {
        string path = Write("rows.csv", Rows);
        JsonElement row = Assert.Single(RowsOf("logistic-4", "--folds", "4", "--data", path, "--epochs", "5"));
        double[] scores = [.. row.GetProperty("folds").EnumerateArray().Select(static fold => fold.GetProperty("accuracy").GetDouble())];
        Assert.Equal(4, scores.Length);
        Assert.Equal(scores.Average(), row.GetProperty("accuracy").GetDouble(), 1e-12);
        Assert.Equal(20, row.GetProperty("epochs").GetInt32());
        Assert.Contains("means of 4 folds", GalleryRun.Of("compare", "logistic-4", "--folds", "4", "--data", path).Succeeded(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_training_that_diverges_is_told_and_the_others_stay()
    {
        GalleryRun run = GalleryRun.Of("compare", "mlp-2-8-1", "--optimizers", "sgd:1e6,adam", "--epochs", "10");
        Assert.Equal(CommandLine.Failure, run.ExitCode);
        Assert.Contains("mlp-2-8-1, sgd: Training diverged in epoch ", run.Console.Text, StringComparison.Ordinal);
        Assert.Contains(run.Console.Lines, static line => line.StartsWith("    adam", StringComparison.Ordinal));
    }

    [Fact]
    public void A_cancelled_comparison_exits_as_interrupted() => Assert.Equal(
        CommandLine.Interrupted, GalleryRun.Of(new CancellationToken(canceled: true), "compare", "mlp-2-8-1").ExitCode);

    [Theory]
    [InlineData("These models learn from exclusive or, a plane with noise; compare takes models of one data set, or one for all by --data.", "xor-network", "linear-regression")]
    [InlineData("--optimizers: expected names of sgd, momentum, nesterov, rmsprop, adagrad, adam, adamw, each with :RATE or without; got lion.", "xor-network", "--optimizers", "sgd,lion")]
    [InlineData("--optimizers: expected names of sgd, momentum, nesterov, rmsprop, adagrad, adam, adamw, each with :RATE or without; got sgd:-1.", "xor-network", "--optimizers", "sgd:-1")]
    [InlineData("--folds: expected a whole number from 2; got 1.", "xor-network", "--folds", "1")]
    [InlineData("There is no model mlp-1-1; expected one of ", "xor-network", "mlp-1-1")]
    [InlineData("full-adder has nothing to learn", "full-adder")]
    public void A_comparison_that_makes_no_sense_is_refused_in_one_line(string line, params string[] args) =>
        Assert.StartsWith(line, GalleryRun.Of(["compare", .. args]).Refused(CommandLine.UsageFault), StringComparison.Ordinal);

    [Fact]
    public void Help_has_examples_that_are_understood()
    {
        string help = GalleryRun.Of("compare", "--help").Succeeded();
        Assert.Contains("  compare plane-network --optimizers sgd,momentum,adam:0.03,rmsprop --epochs 50", help, StringComparison.Ordinal);
        GalleryRun.Of("compare", "plane-network", "--optimizers", "sgd,momentum,adam:0.03,rmsprop", "--epochs", "1").Succeeded();
    }

    [Fact]
    public void More_folds_than_examples_are_refused() => Assert.EndsWith(
        "expected at least 9 examples for as many folds; got 8.",
        GalleryRun.Of("compare", "xor-network", "--folds", "9").Refused(CommandLine.Failure), StringComparison.Ordinal);

    private static JsonElement[] RowsOf(params string[] args) =>
        [.. JsonDocument.Parse(GalleryRun.Of(["compare", .. args, "--json"]).Succeeded()).RootElement.GetProperty("rows").EnumerateArray()];
}
