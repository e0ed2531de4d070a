using System.Globalization;
using System.Xml.Linq;
using KernelGen.Generators.Tests.Running;

namespace KernelGen.Generators.Tests.Analysis;

/// <summary>The graph that a model's info carries (lectures 004: values and adjoints in topological order), and its pictures.</summary>
public class ModelGraphTests
{
    /// <summary>The worked example of the lectures: z = wx + b, y = σ(z), L = ½(y − t)², R = ½w², with L + λR.</summary>
    private const string WorkedExample =
        """
        [Objective]
        static Scalar Regularised([Input] Scalar x, [Target] Scalar t, [Parameter] Scalar w, [Parameter] Scalar b, [Hyperparameter(Value = 0.1)] Scalar lambda)
        {
            var y = Predict(x, w, b);
            var L = SquaredError(y, t);
            var R = Square(w) / 2;
            return L + lambda * R;
        }

        [Output]
        static Scalar Predict(Scalar x, Scalar w, Scalar b)
        {
            var z = w * x + b;
            return Logistic(z);
        }
        """;

    private static readonly Lazy<AnalyzedModel> Worked = new(static () => AnalyzedModel.OfEquations(WorkedExample));

    private static ModelGraph Graph => Worked.Value.Info.Graph;

    [Fact]
    public void It_has_every_value_of_the_worked_example_and_their_adjoints()
    {
        string[] values = [.. Graph.Nodes.Where(static n => n is { Name: not null, IsAdjoint: false }).Select(static n => n.Symbol!)];
        string[] adjoints = [.. Graph.Nodes.Where(static n => n.IsAdjoint).Select(static n => n.Symbol!)];
        Assert.Superset(new HashSet<string> { "x", "t", "w", "b", "lambda", "z", "y", "cost" }, new HashSet<string>(values));
        Assert.Superset(new HashSet<string> { "z\u0304", "w\u0304", "b\u0304" }, new HashSet<string>(adjoints));
    }

    [Fact]
    public void Operands_stand_before_what_uses_them()
    {
        for (int i = 0; i < Graph.Nodes.Length; i++)
        {
            Assert.All(Graph.Nodes[i].Operands, o => Assert.InRange(o, 0, i - 1));
        }
    }

    [Fact]
    public void It_says_what_is_asked_of_it()
    {
        Assert.Equal("y", Graph.Nodes[Graph.Roots.Single(static r => r.Role == ModelGraphRole.Output).Node].Name);
        Assert.Equal("cost", Graph.Nodes[Graph.Roots.Single(static r => r.Role == ModelGraphRole.Cost).Node].Name);
        Assert.Equal(
            ["b", "w"], Graph.Roots.Where(static r => r.Role == ModelGraphRole.Gradient).Select(static r => Graph.Nodes[r.Of].Name!).Order());
    }

    [Fact]
    public void Values_of_examples_and_of_the_batch_are_told_apart()
    {
        Assert.True(Graph.Nodes.Single(static n => n.Name == "z").IsPerExample);
        Assert.False(Graph.Nodes.Single(static n => n.Name == "cost").IsPerExample);
        Assert.False(Graph.Nodes.Single(static n => n.Name == "w").IsPerExample);
    }

    [Fact]
    public void Shapes_are_those_of_the_declaration()
    {
        ModelGraph graph = AnalyzedModel.OfLayers(7, "[Dense(5, Activation.Relu)] [Dense(3)] [Loss(Loss.SoftmaxCrossEntropy)]").Info.Graph;
        Assert.Equal(
            ["x 7", "w1 5×7", "b1 5", "w2 3×5", "b2 3", "t "], graph.Nodes.Where(static n => n.Operands.IsEmpty && n.Name is not null).Select(static n => $"{n.Name} {n.Shape}"));
    }

    [Fact]
    public void Both_precisions_share_one_graph()
    {
        GeneratorRun run = GeneratorRun.Of("using KernelGen;\n\n[Model(Inputs = 2, Precision = Precision.Both)]\n[Dense(1)]\npublic sealed partial class Sample;\n");
        using LoadedModels models = run.Load();
        ModelGraph[] graphs = [.. models.All.Select(static t => ((ModelInfo)t.GetProperty("Info")!.GetValue(null)!).Graph)];
        Assert.Equal(2, graphs.Length);
        Assert.Same(graphs[0], graphs[1]);
    }

    [Fact]
    public void The_dot_text_has_a_node_for_each_named_value_and_a_line_for_each_operand()
    {
        string dot = Graph.ToDot();
        Assert.StartsWith("digraph model {", dot, StringComparison.Ordinal);
        Assert.All(
            Graph.Nodes.Where(static n => n is { Name: not null }), n => Assert.Contains($"label=\"{n.Symbol}\\n", dot, StringComparison.Ordinal));
        Assert.Contains("z\u0304", dot, StringComparison.Ordinal);
        Assert.Equal(dot.Split(" -> ").Length - 1, XDocument.Parse(Graph.ToSvg()).Descendants().Count(static e => e.Attribute("marker-end") is not null));
    }

    [Fact]
    public void The_picture_is_well_formed_and_names_every_value_and_adjoint()
    {
        XDocument svg = XDocument.Parse(Graph.ToSvg());
        string[] texts = [.. svg.Descendants().Where(static e => e.Name.LocalName == "text").Select(static e => e.Value)];
        Assert.All(Graph.Nodes.Where(static n => n.Name is not null), n => Assert.Contains(n.Symbol!, texts));
    }

    [Theory]
    [InlineData(2, "[Dense(1, Activation.Logistic)] [Loss(Loss.SquaredError)] [Regularize(L2 = 0.1)]")]
    [InlineData(784, "[Dense(128, Activation.Relu)] [Dense(10)] [Loss(Loss.SoftmaxCrossEntropy)] [Regularize(L2 = 1e-4)]")]
    public void No_box_of_a_picture_covers_another_and_all_are_inside(int inputs, string layers)
    {
        XElement svg = XDocument.Parse(AnalyzedModel.OfLayers(inputs, layers).Info.Graph.ToSvg()).Root!;
        (double width, double height) = (Attribute(svg, "width"), Attribute(svg, "height"));
        (double X, double Y, double Right, double Bottom)[] boxes =
        [
            .. svg.Elements().Where(static e => e.Name.LocalName == "rect").Skip(1).Select(static e => (
                Attribute(e, "x"), Attribute(e, "y"), Attribute(e, "x") + Attribute(e, "width"), Attribute(e, "y") + Attribute(e, "height"))),
        ];
        Assert.True(boxes.Length > 10);
        for (int i = 0; i < boxes.Length; i++)
        {
            Assert.True(boxes[i].X >= 0 && boxes[i].Y >= 0 && boxes[i].Right <= width && boxes[i].Bottom <= height, $"{boxes[i]} is outside.");
            for (int j = 0; j < i; j++)
            {
                bool apart = boxes[i].Right <= boxes[j].X || boxes[j].Right <= boxes[i].X || boxes[i].Bottom <= boxes[j].Y || boxes[j].Bottom <= boxes[i].Y;
                Assert.True(apart, $"{boxes[i]} covers {boxes[j]}.");
            }
        }
    }

    [Fact]
    public void What_is_subtracted_and_what_decides_are_marked()
    {
        string[] marks = [.. XDocument.Parse(Graph.ToSvg()).Descendants().Where(static e => e.Attribute("paint-order") is not null).Select(static e => e.Value)];
        Assert.Equal(["−"], marks);
        string chosen = AnalyzedModel.OfEquations(
            "[Output] static Vector F([Input(3)] Vector x, [Input(3)] Vector z, [Parameter(3)] Vector w) => Where(x, 1, z) + Where(z, w, x) / w;").Info.Graph.ToDot();
        Assert.Equal(2, chosen.Split("[label=\"> 0?\"]").Length - 1);
        Assert.Single(chosen.Split('\n'), static line => line.Contains("label=\"else\"", StringComparison.Ordinal));
        Assert.Single(chosen.Split('\n'), static line => line.Contains("label=\"÷\"", StringComparison.Ordinal));
        Assert.Contains("1 if > 0, else ·", chosen, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_stand_in_what_uses_them_and_frozen_parameters_are_told()
    {
        string dot = AnalyzedModel.OfEquations(
            "[Objective] static Scalar J([Input(3)] Vector x, [Target] Scalar t, [Parameter(4)] Vector w, [Parameter(4, Frozen = true)] Vector held) => SquaredError(F(x, w, held), t);"
            + "[Output] static Scalar F(Vector x, Vector w, Vector held) => Dot(w, -Concat(x, 1) * held);").Info.Graph.ToDot();
        Assert.Contains("label=\"(·, 1)\\n[4]\"", dot, StringComparison.Ordinal);
        Assert.Contains("label=\"−·\\n[4]\"", dot, StringComparison.Ordinal);
        Assert.Contains("label=\"held\\nfrozen parameter [4]\"", dot, StringComparison.Ordinal);
        Assert.Contains("label=\"w\\nparameter [4]\"", dot, StringComparison.Ordinal);
    }

    [Fact]
    public void Arrows_into_one_box_end_apart_from_each_other()
    {
        (double X, double Y)[] heads =
        [
            .. XDocument.Parse(Graph.ToSvg()).Descendants().Where(static e => e.Attribute("marker-end") is not null)
                .Select(static e => e.Attribute("d")!.Value.Split(' ')[^2..])
                .Select(static end => (double.Parse(end[0], CultureInfo.InvariantCulture), double.Parse(end[1], CultureInfo.InvariantCulture))),
        ];
        for (int i = 0; i < heads.Length; i++)
        {
            Assert.All(heads[..i], head => Assert.False(head.Y.Equals(heads[i].Y) && Math.Abs(head.X - heads[i].X) < 14, $"{head} meets {heads[i]}."));
        }
    }

    [Fact]
    public void The_generated_file_spends_few_lines_on_it()
    {
        AnalyzedModel model = AnalyzedModel.OfLayers(784, "[Dense(128, Activation.Relu)] [Dense(10)] [Loss(Loss.SoftmaxCrossEntropy)] [Regularize(L2 = 1e-4)]");
        string[] lines = model.Text.Split('\n');
        int first = Array.FindIndex(lines, static l => l.Trim() == "Graph = new(");
        int last = Array.FindIndex(lines, first, static l => l.EndsWith("),", StringComparison.Ordinal));
        Assert.InRange(last - first, 1, 12);
        Assert.Equal(string.Concat(lines[(first + 1)..(last + 1)].Select(static l => l.Split('"')[1])), model.Info.Graph.ToString());
    }

    [Theory]
    [InlineData("Add(0,1);Input x")]
    [InlineData("Input x;Square(1)")]
    [InlineData("Input x|Nothing:0")]
    [InlineData("Input x|Output:1")]
    [InlineData("(0)")]
    public void A_text_that_is_no_graph_is_refused(string text) => Assert.Throws<FormatException>(() => new ModelGraph(text).Nodes.Length);

    [Fact]
    public void A_graph_of_nothing_is_an_empty_picture() => Assert.Equal(0, Attribute(XDocument.Parse(ModelGraph.Empty.ToSvg()).Root!, "width"));

    private static double Attribute(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);
}
