using KernelGen.Gallery.Models;
using KernelGen.Gallery.Running;

namespace KernelGen.Gallery.Tests.Running;

public class CommandLineTests
{
    [Theory]
    [InlineData("mlp-784-128-10", "784 → 128 Relu → 10", "softmax cross-entropy", "101,770")]
    [InlineData("softmax-784-10", "784 → 10", "softmax cross-entropy", "7,850")]
    [InlineData("mlp-784-512-512-10", "784 → 512 Relu → 512 Relu → 10", "softmax cross-entropy", "669,706")]
    [InlineData("digits-64-32-10", "64 → 32 Relu → 10", "softmax cross-entropy", "2,410")]
    [InlineData("softmax-4-3", "4 → 3", "softmax cross-entropy", "15")]
    [InlineData("logistic-30", "30 → 1", "logistic cross-entropy", "31")]
    [InlineData("logistic-1000", "1000 → 1", "logistic cross-entropy", "1,001")]
    [InlineData("svm-30", "30 → 1", "hinge", "31")]
    [InlineData("mlp-2-8-1", "2 → 8 Tanh → 1", "squared error", "33")]
    [InlineData("logistic-unit", "1 → 1 Logistic", "squared error", "2")]
    [InlineData("mlp-vectors", "x [3] → 2", "objective by equations", "26")]
    [InlineData("shared-weights", "left [2], right [2] → 1", "objective by equations", "19")]
    [InlineData("universal-4", "4 → 16 Threshold → 1", "none: predicts only", "97")]
    public void List_tells_a_models_layers_parameters_and_loss(string name, string layers, string loss, string parameters)
    {
        string[] lines = [.. GalleryRun.Of("list").Console.Lines];
        int row = Assert.Single(lines.Index(), line => line.Item.StartsWith($"  {name} ", StringComparison.Ordinal)).Index;
        Assert.Contains($" {layers} ", lines[row], StringComparison.Ordinal);
        Assert.Contains($" {parameters} ", lines[row], StringComparison.Ordinal);
        Assert.Contains(loss, lines[row + 1], StringComparison.Ordinal);
    }

    [Fact]
    public void List_tells_the_floating_point_operations_of_an_example()
    {
        string row = Assert.Single(
            GalleryRun.Of("list").Console.Lines, static line => line.StartsWith("  softmax-784-10 ", StringComparison.Ordinal));
        Assert.Matches(" 15,680 +15,680$", row);
    }

    [Fact]
    public void List_fits_100_columns_and_leaves_nothing_out()
    {
        string[] lines = [.. GalleryRun.Of("list").Console.Lines];
        Assert.DoesNotContain(lines, static line => line.Length > 100 || line.Contains('…', StringComparison.Ordinal));
        Assert.Contains(lines, static line => line.EndsWith("669,706  1,337,344  1,871,872", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_model_has_a_name_of_its_own() =>
        Assert.Equal(ModelCatalog.Models.Length, ModelCatalog.Models.DistinctBy(static model => model.Name).Count());

    [Theory]
    [InlineData("There is no model mlp-1-1; expected one of mlp-784-128-10, softmax-784-10, ", "train", "mlp-1-1")]
    [InlineData("Required argument missing", "train")]
    [InlineData("Unrecognized command or argument 'prove'", "prove")]
    [InlineData("Unrecognized command or argument '--fast'", "train", "softmax-4-3", "--fast")]
    [InlineData("--epochs: expected a whole number from 1; got 0.", "train", "softmax-4-3", "--epochs", "0")]
    [InlineData("--epochs: expected a whole number from 1; got 1.5.", "train", "softmax-4-3", "--epochs", "1.5")]
    [InlineData("--batch: expected a whole number from 1; got -3.", "train", "softmax-4-3", "--batch", "-3")]
    [InlineData("--learning-rate: expected a positive number; got NaN.", "train", "softmax-4-3", "--learning-rate", "NaN")]
    [InlineData("--learning-rate: expected a positive number; got 1e60.", "train", "softmax-4-3", "--learning-rate", "1e60")]
    [InlineData("--momentum: expected a number from 0, below 1; got 1.", "train", "softmax-4-3", "--momentum", "1")]
    [InlineData("--seed: expected a whole number; got one.", "train", "softmax-4-3", "--seed", "one")]
    [InlineData("Required argument missing for option: '--data'", "train", "softmax-4-3", "--data")]
    public void A_command_line_that_makes_no_sense_is_refused_in_one_line(string line, params string[] args) =>
        Assert.StartsWith(line, GalleryRun.Of(args).Refused(CommandLine.UsageFault), StringComparison.Ordinal);

    [Fact]
    public void Help_of_training_lists_every_model_and_its_settings()
    {
        string help = GalleryRun.Of("train", "--help").Succeeded();
        Assert.All(ModelCatalog.Trained, trained => Assert.Matches($@"  {trained.Model.Name} .* {trained.Training.Defaults.Epochs} ", help));
    }

    [Fact]
    public void Options_override_the_models_own_settings()
    {
        string output = GalleryRun.Of(
            "train", "mlp-2-8-1", "--epochs", "7", "--batch", "2", "--learning-rate", "0.25", "--momentum", "0.5", "--seed", "-9").Succeeded();
        Assert.Contains("settings: epochs 7, batch 2, learning rate 0.25, momentum 0.5, seed -9", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Exclusive_or_is_learnt_without_a_file()
    {
        GalleryRun run = GalleryRun.Of("train", "mlp-2-8-1");
        Assert.Contains("test cost: 0.000", run.Succeeded(), StringComparison.Ordinal);
        Assert.Contains("memory: 0 bytes allocated per step", run.Console.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cancelled_training_reports_and_exits_as_interrupted()
    {
        GalleryRun run = GalleryRun.Of(new CancellationToken(canceled: true), "train", "mlp-2-8-1");
        Assert.Equal(CommandLine.Interrupted, run.ExitCode);
        Assert.Contains("cancelled after 0 of 500 epochs, 0 steps", run.Console.Text, StringComparison.Ordinal);
        Assert.Contains("test cost: ", run.Console.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_training_that_diverges_shows_the_epochs_before_and_says_so_in_one_line()
    {
        GalleryRun run = GalleryRun.Of("train", "mlp-2-8-1", "--learning-rate", "1e6");
        Assert.Equal(CommandLine.Failure, run.ExitCode);
        Assert.StartsWith("Training diverged in epoch ", Assert.Single(run.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.Contains("examples/s", run.Console.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("test cost:", run.Console.Text, StringComparison.Ordinal);
    }
}
