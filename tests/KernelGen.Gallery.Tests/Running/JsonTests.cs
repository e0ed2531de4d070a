using System.Text.Json;
using KernelGen.Gallery.Models;
using KernelGen.Gallery.Running;
using KernelGen.Tests.Data;

namespace KernelGen.Gallery.Tests.Running;

/// <summary>Results for machines: one object, and nothing else.</summary>
public sealed class JsonTests : TemporaryFolder
{
    [Fact]
    public void List_names_every_model()
    {
        JsonElement[] models = [.. Of("list").GetProperty("models").EnumerateArray()];
        Assert.Equal(ModelCatalog.Models.Select(static model => model.Name), models.Select(static model => model.GetProperty("name").GetString()));
        Assert.Equal(101_770, models[0].GetProperty("parameters").GetInt32());
    }

    [Fact]
    public void Show_tells_parameters_and_what_is_known_of_learning()
    {
        string graph = PathOf("graph.svg");
        JsonElement json = Of("show", "linear-regression", "--graph", graph);
        Assert.Equal(["W", "B"], json.GetProperty("parameter blocks").EnumerateArray().Select(static block => block.GetProperty("name").GetString()));
        Assert.True(json.GetProperty("closed form").GetBoolean());
        Assert.Equal(graph, json.GetProperty("graph").GetString());
        Assert.True(File.Exists(graph));
    }

    [Fact]
    public void Train_tells_every_epoch_the_test_and_the_speed()
    {
        string weights = PathOf("weights.safetensors");
        JsonElement json = Of("train", "logistic-regression", "--epochs", "3", "--save", weights);
        Assert.Equal([1, 2, 3], json.GetProperty("history").EnumerateArray().Select(static epoch => epoch.GetProperty("epoch").GetInt32()));
        Assert.Equal("Completed", json.GetProperty("end").GetString());
        Assert.InRange(json.GetProperty("metrics").GetProperty("accuracy").GetDouble(), 0.5, 1);
        Assert.Equal(0, json.GetProperty("bytes allocated per step").GetInt64());
        Assert.Equal(weights, json.GetProperty("parameters").GetString());
        Assert.True(File.Exists(weights));
    }

    [Fact]
    public void A_cancelled_training_is_an_object_too()
    {
        GalleryRun run = GalleryRun.Of(new CancellationToken(canceled: true), "train", "mlp-2-8-1", "--json");
        Assert.Equal(CommandLine.Interrupted, run.ExitCode);
        Assert.Equal("Cancelled", JsonDocument.Parse(run.Console.Text).RootElement.GetProperty("end").GetString());
    }

    [Fact]
    public void A_training_that_diverges_prints_no_object()
    {
        GalleryRun run = GalleryRun.Of("train", "mlp-2-8-1", "--learning-rate", "1e6", "--json");
        Assert.StartsWith("Training diverged", run.Refused(CommandLine.Failure), StringComparison.Ordinal);
    }

    private static JsonElement Of(params string[] args) => JsonDocument.Parse(GalleryRun.Of([.. args, "--json"]).Succeeded()).RootElement;
}
