using KernelGen.CodeFixes;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Tests.Equations;
using KernelGen.Generators.Tests.Graphs;
using static KernelGen.Generators.Tests.Learning.FixedSource;

namespace KernelGen.Generators.Tests.Learning;

/// <summary>Linear layers of equations that become one, to the letter, and predict what they did.</summary>
public class MergedEquationsTests
{
    private const string Title = "Merge with the next layer";

    private static readonly MergeLayersCodeFix MergeLayers = new();

    /// <summary>Two layers of w1 [9×4], b1 [9], w2 [3×9] and b2 [3], and the one that they become.</summary>
    public static TheoryData<string, string> OfMatrices => new()
    {
        { Model(Both, "=> w2 * (w1 * x + b1) + b2;"), Model(WithBias, "=> w1 * x + b1;") },
        { Model(Both, "=> b2 + w2 * ((b1 - w1 * x));"), Model(WithBias, "=> b1 - w1 * x;") },
        { Model(Both, "=> 2 * (w2 * (w1 * x + b1) - b2);"), Model(WithBias, "=> 2 * (w1 * x + b1);") },
        { Model(Weights, "=> w2 * (w1 * x);"), Model(Only("Matrix w1"), "=> w1 * x;") },
        { Model(Second, "=> w2 * (w1 * x) + b2;"), Model(Only("Matrix w1", "Vector b2"), "=> w1 * x + b2;") },
        { Model(First, "=> w2 * (w1 * (2 * x) /* of the units */ + b1);"), Model(WithBias, "=> w1 * (2 * x) /* of the units */ + b1;") },
        { Model(First, "=> 2 * x[0] - w2 * (w1 * x + b1);"), Model(WithBias, "=> 2 * x[0] - (w1 * x + b1);") },
        {
            Model(Both, "{ /* The units. */ var h = w1 * x + b1; Vector y = w2 * h + b2; return y; }"),
            Model(WithBias, "{ /* The units. */ Vector y = w1 * x + b1; return y; }")
        },
        {
            Model(Both, "\n    {\n        // Hidden units.\n        var h = w1 * x + b1; // nine\n        var y = w2 * h + b2;\n\n        return y;\n    }"),
            Model(WithBias, "\n    {\n        // Hidden units.\n        // nine\n        var y = w1 * x + b1;\n\n        return y;\n    }")
        },
        {
            Model(Both, "{ var a = w1 * x; var h = a + b1; var s = w2 * (h); return s + b2; }"),
            Model(Only("Matrix w1", "Vector b2"), "{ var s = w1 * x; return s + b2; }")
        },
    };

    /// <summary>A layer of w [9×4] and b, and a unit of v [9] and c.</summary>
    public static TheoryData<string, string> OfUnits => new()
    {
        { Unit(["Matrix w", "Vector v"], "Dot(v, w * x)"), Unit(["Vector v of 4"], "Dot(v, x)") },
        { Unit(["Matrix w", "Vector b", "Vector v", "Scalar c"], "Dot(w * x + b, v) + c"), Unit(["Vector v of 4", "Scalar c"], "Dot(x, v) + c") },
        { Unit(["Matrix w", "Vector b", "Vector v"], "Functions.Dot(v, b + (w * x))"), Unit(["Scalar b", "Vector v of 4"], "b + Functions.Dot(v, x)") },
        { Unit(["Matrix w", "Scalar c", "Vector v"], "Dot(v, w * x - c) * 2"), Unit(["Scalar c", "Vector v of 4"], "(Dot(v, x) - c) * 2") },
    };

    private static readonly string[] Weights = ["Matrix w1", "Matrix w2"];
    private static readonly string[] First = ["Matrix w1", "Vector b1", "Matrix w2"];
    private static readonly string[] Second = ["Matrix w1", "Matrix w2", "Vector b2"];
    private static readonly string[] Both = ["Matrix w1", "Vector b1", "Matrix w2", "Vector b2"];
    private static readonly string[] WithBias = Only("Matrix w1", "Vector b1");

    [Theory]
    [MemberData(nameof(OfMatrices))]
    [MemberData(nameof(OfUnits))]
    public Task Two_layers_become_one(string before, string after) => Becomes(MergeLayers, before, after, Title);

    [Theory]
    [MemberData(nameof(OfMatrices))]
    [MemberData(nameof(OfUnits))]
    public void The_one_layer_predicts_what_the_two_did(string before, string after)
    {
        (Graph two, Graph one) = (Lowered(before), Lowered(after));
        LeafValues of2 = LeafValues.Random(two, new Random(5), examples: 7);
        Dictionary<string, double[][]> merged = [];
        foreach (Node parameter in one.Parameters.Select(p => one[p]))
        {
            // Both are affine in x: what the parameter has to add are the slopes of the two, or their value at zero.
            double[][] places = parameter.Shape.Size % 4 == 0 ? [Axis(0), Axis(1), Axis(2), Axis(3)] : [new double[4]];
            double factor = Less(Predicted(one, With(one, parameter, 1), places[0]), Predicted(one, With(one, null, 0), places[0]))[0];
            double[][] added = [.. places.Select(x => Less(Predicted(two, of2, x), places.Length == 1 ? new double[3] : Predicted(two, of2, new double[4])))];
            double[][] else0 = [.. places.Select(x => Predicted(one, With(one, null, 0), x))];
            merged[parameter.Name!] = [[.. Enumerable.Range(0, added[0].Length).SelectMany(row => places.Select((_, i) => (added[i][row] - else0[i][row]) / factor))]];
        }

        LeafValues of1 = of2 with { Values = of2.Values.Where(v => !merged.ContainsKey(v.Key)).Concat(merged).ToDictionary() };
        Assert.All(of2.Values["x"], x => Assert.All(
            Predicted(two, of2, x).Zip(Predicted(one, of1, x)), static y => Assert.Equal(y.First, y.Second, 1e-12)));
    }

    [Fact]
    public Task Several_layers_become_one_step_by_step() => BecomesStepByStep(
        MergeLayers,
        """
        [Model]
        public sealed partial class Sample
        {
            [Output]
            static Vector Y(
                [Input(4)] Vector x,
                [Parameter(8, 4)] Matrix w1, [Parameter(8)] Vector b1,
                [Parameter(6, 8)] Matrix w2, [Parameter(6)] Vector b2,
                [Parameter(3, 6)] Matrix w3, [Parameter(3)] Vector b3)
            {
                Vector h1 = w1 * x + b1;
                Vector h2 = w2 * h1 + b2;
                return w3 * h2 + b3;
            }
        }
        """,
        """
        [Model]
        public sealed partial class Sample
        {
            [Output]
            static Vector Y(
                [Input(4)] Vector x,
                [Parameter(3, 4)] Matrix w1, [Parameter(3)] Vector b1)
            {
                return w1 * x + b1;
            }
        }
        """);

    [Fact]
    public Task Sizes_are_written_as_they_were_and_descriptions_go_with_what_they_describe() => Becomes(
        MergeLayers,
        """
        [Model]
        public sealed partial class Sample
        {
            private const int Classes = 3;

            /// <summary>Compares.</summary>
            /// <param name="x">An image.</param>
            /// <param name="t">Its class.</param>
            /// <param name="w">First.</param>
            /// <param name="v">
            /// Second.
            /// </param>
            [Objective]
            static Scalar J([Input(4)] Vector x, [Target] Label t, [Parameter(9, 2 * 2, Frozen = false)] Matrix w, [Parameter(Classes, 9)] Matrix v)
                => SoftmaxCrossEntropy(Scores(v: v, x: x, w: w), t);

            [Output] static Vector Y(Vector x, Matrix w, Matrix v) => Softmax(Scores(x, w, v));

            /// <param name="v">Of the units.</param>
            static Vector Scores(Vector x, Matrix w, Matrix v) => v * (w * x);
        }
        """,
        """
        [Model]
        public sealed partial class Sample
        {
            private const int Classes = 3;

            /// <summary>Compares.</summary>
            /// <param name="x">An image.</param>
            /// <param name="t">Its class.</param>
            /// <param name="w">First.</param>
            [Objective]
            static Scalar J([Input(4)] Vector x, [Target] Label t, [Parameter(Classes, 2 * 2, Frozen = false)] Matrix w)
                => SoftmaxCrossEntropy(Scores(x: x, w: w), t);

            [Output] static Vector Y(Vector x, Matrix w) => Softmax(Scores(x, w));

            static Vector Scores(Vector x, Matrix w) => w * x;
        }
        """,
        Title);

    [Theory]
    [InlineData("[Parameter(9, 4)] Matrix w1, [Parameter(3, 9)] Matrix w2,\n        [Parameter(3)] Vector b2", "[Parameter(3, 4)] Matrix w1,\n        [Parameter(3)] Vector b2")]
    [InlineData("[Parameter(3, 9)] Matrix w2, [Parameter(9, 4)] Matrix w1, [Parameter(3)] Vector b2", "[Parameter(3, 4)] Matrix w1, [Parameter(3)] Vector b2")]
    [InlineData("[Parameter(9, 4)] Matrix w1,\n        [Parameter(3, 9)] Matrix w2,\n        [Parameter(3)] Vector b2", "[Parameter(3, 4)] Matrix w1,\n        [Parameter(3)] Vector b2")]
    [InlineData("[Parameter(9, 4)] Matrix w1, // units\n        [Parameter(3)] Vector b2, [Parameter(3, 9)] Matrix w2", "[Parameter(3, 4)] Matrix w1, // units\n        [Parameter(3)] Vector b2")]
    public Task What_stays_of_a_list_keeps_its_lines(string before, string after)
    {
        return Becomes(MergeLayers, Source(before, "w2 * (w1 * x) + b2"), Source(after, "w1 * x + b2"), Title);

        static string Source(string parameters, string output) =>
            $"[Model]\npublic sealed partial class Sample\n{{\n    [Output]\n    static Vector Y([Input(4)] Vector x,\n        {parameters}) => {output};\n}}\n";
    }

    [Theory]
    [InlineData("Vector Y(Vector x, Matrix w, Matrix v) => Layer(Layer(x, w), v); static Vector Layer(Vector x, Matrix w) => w * x;")]
    [InlineData("Vector Y(Vector x, Matrix w, Matrix v) => v * -(w * x);")]
    [InlineData("Vector Y(Vector x, Matrix w, Matrix v) { Matrix a = w; return v * (a * x); }")]
    [InlineData("Vector Y(Vector x, Matrix w, Matrix v) { Vector h = w * x; x = 2 * x; return v * h + Sum(x); }")]
    [InlineData("Vector Y(Vector x, Matrix w, Matrix v) { Vector h = x; h = w * h; return v * h; }")]
    [InlineData("Vector Y(Vector x, Matrix w, Matrix v) { Vector h = w * x; Vector unused = 2 * h; return v * h; }")]
    [InlineData("Vector Y(Vector x, Matrix w, Matrix v) { Vector unused = w * (2 * x); return v * (w * x); }")]
    [InlineData("Vector Y(Vector x, Matrix w, Matrix v) => v /* the second */ * (w * x);")]
    [InlineData("Vector Y(Vector x, Matrix w, /* the second */ Matrix v) => v * (w * x);")]
    [InlineData("Vector Y(Vector x, Matrix w, Matrix v) => v * Hidden(x, w); static Vector Hidden(Vector x, Matrix w) => w * x;")]
    [InlineData("Vector Y(Vector x, Matrix w, Matrix v) => v * (w * x); static string Name => nameof(Y);")]
    [InlineData("Vector Y(Vector x, Matrix w, Matrix v) => v * (w * x); static Vector Other(Vector x, Matrix a) => Y(x, a, 2 * a);")]
    [InlineData("Vector Y(Vector x, Matrix w, Matrix v) => Z(x, w, v); /** <summary>Of <paramref name=\"v\"/>.</summary> */ static Vector Z(Vector x, Matrix w, Matrix v) => v * (w * x);")]
    [InlineData("Vector Y(Vector x, Matrix w, Matrix v) => Z(x, w, v); /** <param name=\"v\"></param> */ static Vector Z(Vector x, Matrix w, Matrix v) => v * (w * x);")]
    [InlineData("Vector Y(Vector x, Matrix w, Matrix v) => v * (w * x);", "rows: 3, columns: 9")]
    public Task Layers_that_are_written_otherwise_are_left_to_the_user(string output, string sizes = "3, 9") => StaysAsItIs(
        MergeLayers,
        $$"""
        [Model]
        public sealed partial class Sample
        {
            [Objective]
            static Scalar J([Input(4)] Vector x, [Target(3)] Vector t, [Parameter(9, 4)] Matrix w, [Parameter({{sizes}})] Matrix v) => SquaredError(Y(x, w, v), t);

            [Output] static {{output}}
        }
        """);

    [Theory]
    [InlineData("SquaredError(Y(x, w, b, v, c), t) + 0.1 * SumOfSquares(w)", "9", "v * (w * x + b) + c")]
    [InlineData("SquaredError(Y(x, w, b, v, c), t) + 0.1 * Norm1(v)", "9", "v * (w * x + b) + c")]
    [InlineData("SquaredError(Y(x, w, b, v, c), t)", "3", "v * (w * x + b) + c")]
    public Task Layers_that_one_cannot_replace_are_left_alone(string objective, string width, string output) => StaysAsItIs(
        MergeLayers,
        $$"""
        [Model]
        public sealed partial class Sample
        {
            [Objective]
            static Scalar J([Input(4)] Vector x, [Target(4)] Vector t, [Parameter({{width}}, 4)] Matrix w, [Parameter({{width}})] Vector b, [Parameter(4, {{width}})] Matrix v, [Parameter(4)] Vector c)
                => {{objective}};

            [Output] static Vector Y(Vector x, Matrix w, Vector b, Matrix v, Vector c) => {{output}};
        }
        """);

    [Fact]
    public Task A_model_that_another_file_calls_is_left_to_the_user() => StaysAsItIs(
        MergeLayers,
        "[Model] public sealed partial class Sample { [Output] internal static Vector Y([Input(4)] Vector x, [Parameter(9, 4)] Matrix w, [Parameter(3, 9)] Matrix v) => v * (w * x); }",
        "static class Plot { static Vector Of(Vector x, Matrix w, Matrix v) => Sample.Y(x, w, v); }");

    private static string[] Only(params string[] parameters) => parameters;

    private static string Model(string[] parameters, string body) => Sample(
        "Vector", "[Target(3)] Vector t", parameters, body,
        sizes: Array.TrueForAll(parameters, static p => p != "Matrix w2")
            ? new() { ["w1"] = "(3, 4)", ["b1"] = "(3)", ["b2"] = "(3)" }
            : new() { ["w1"] = "(9, 4)", ["b1"] = "(9)", ["w2"] = "(3, 9)", ["b2"] = "(3)" });

    private static string Unit(string[] parameters, string output) => Sample(
        "Scalar", "[Target] Scalar t", [.. parameters.Select(static p => p.Replace(" of 4", "", StringComparison.Ordinal))], $"=> {output};",
        sizes: new()
        {
            ["w"] = "(9, 4)",
            ["c"] = "",
            ["v"] = parameters.Contains("Vector v of 4") ? "(4)" : "(9)",
            ["b"] = parameters.Contains("Scalar b") ? "" : "(9)",
        });

    private static string Sample(string result, string target, string[] parameters, string body, Dictionary<string, string> sizes)
    {
        string[] names = [.. parameters.Select(static p => p.Split(' ')[1])];
        string roles = string.Join(", ", parameters.Zip(names, (p, n) => $"[Parameter{sizes[n]}] {p}"));
        return $$"""
            [Model]
            internal sealed partial class Sample
            {
                [Objective]
                static Scalar J([Input(4)] Vector x, {{target}}, {{roles}}) => SquaredError(Y({{string.Join(", ", names.Prepend("x"))}}), t);

                [Output]
                static {{result}} Y({{string.Join(", ", parameters.Prepend("Vector x"))}}) {{body}}
            }

            """;
    }

    private static Graph Lowered(string source) => EquationLowering.Lower(EquationSource.Read(EquationSource.Usings + source).Spec.Equations!)!;

    private static double[] Predicted(Graph graph, LeafValues values, double[] x) =>
        new Interpreter(graph, values with { Examples = 1, Values = new Dictionary<string, double[][]>(values.Values) { ["x"] = [x] } })[graph.Find(Role.Output), 0];

    /// <summary>All zero but one parameter.</summary>
    private static LeafValues With(Graph graph, Node? parameter, double value) => new(1, graph.Nodes
        .Where(static n => n.Operation.IsSurface())
        .ToDictionary(static n => n.Name!, n => new[] { Enumerable.Repeat(n.Name == parameter?.Name ? value : 0, n.Shape.Size).ToArray() }));

    private static double[] Axis(int i) => [.. Enumerable.Range(0, 4).Select(j => i == j ? 1.0 : 0.0)];

    private static double[] Less(double[] a, double[] b) => [.. a.Zip(b, static (p, q) => p - q)];
}
