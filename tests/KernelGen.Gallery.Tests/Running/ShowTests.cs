using KernelGen.Gallery.Models;
using KernelGen.Gallery.Running;
using KernelGen.Tests.Data;

namespace KernelGen.Gallery.Tests.Running;

public sealed class ShowTests : TemporaryFolder
{
    public static TheoryData<string> Names => [.. ModelCatalog.Models.Select(static model => model.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Show_tells_shape_arguments_costs_and_what_the_model_shows(string name)
    {
        GalleryModel model = ModelCatalog.Find(name)!;
        string output = GalleryRun.Of("show", name).Succeeded();
        Assert.Contains($"model: {model.Layers}, {model.LossInWords}", output, StringComparison.Ordinal);
        Assert.All(model.Info.Parameters, parameter => Assert.Contains($"parameter {parameter.Name} [{parameter.Rows} × ", output, StringComparison.Ordinal));
        Assert.All(model.Info.Hyperparameters, h => Assert.Contains($"hyperparameter {h.Name} = ", output, StringComparison.Ordinal));
        Assert.Contains("forward: ", output, StringComparison.Ordinal);
        Assert.Contains(model.Lecture?.Claim ?? "", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("logistic-regression", "the cost is convex in the parameters: there is no other local minimum")]
    [InlineData("logistic-squared", "the cost is not convex in the parameters: on a segment it lies above its chord; no proof at ")]
    [InlineData("linear-regression", "SolveLeastSquares sets the parameters to those of least cost")]
    public void Show_tells_what_is_known_of_learning(string name, string line)
        => Assert.Contains(line, GalleryRun.Of("show", name).Succeeded(), StringComparison.Ordinal);

    [Theory]
    [InlineData(".svg", "<svg ")]
    [InlineData(".dot", "digraph ")]
    public void Show_draws_the_graph_into_a_file(string extension, string start)
    {
        string path = PathOf("graph" + extension);
        Assert.EndsWith($"graph:     {path}", GalleryRun.Of("show", "regularised-unit", "--graph", path).Succeeded().TrimEnd(), StringComparison.Ordinal);
        Assert.StartsWith(start, File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Fact]
    public void A_graph_that_cannot_be_written_is_all_that_is_said()
        => Assert.Contains(
            "graph.svg", GalleryRun.Of("show", "regularised-unit", "--graph", PathOf(Path.Combine("absent", "graph.svg"))).Refused(CommandLine.Failure), StringComparison.Ordinal);

    [Fact]
    public void What_a_model_shows_is_told_with_where_it_is_asserted()
        => Assert.Contains(
            "shows: weights shared over time; asserted under L16 in tests/KernelGen.Gallery.Tests/Lectures",
            GalleryRun.Of("show", "recurrent-cell").Succeeded(), StringComparison.Ordinal);

    [Fact]
    public void A_picture_of_another_kind_is_refused()
        => Assert.Equal(
            "--graph: expected a file .svg or .dot, got graph.png. (--help tells what is understood)",
            GalleryRun.Of("show", "regularised-unit", "--graph", "graph.png").Refused(CommandLine.UsageFault));

    [Fact]
    public void A_model_with_nothing_to_learn_is_shown_and_not_trained()
        => Assert.Equal(
            "full-adder has nothing to learn; show full-adder prints it. (--help tells what is understood)",
            GalleryRun.Of("train", "full-adder").Refused(CommandLine.UsageFault));

    [Fact]
    public void An_unknown_model_is_refused_with_the_names_that_there_are()
        => Assert.StartsWith(
            "There is no model mlp; expected one of mlp-784-128-10, ", GalleryRun.Of("show", "mlp").Refused(CommandLine.UsageFault), StringComparison.Ordinal);
}
