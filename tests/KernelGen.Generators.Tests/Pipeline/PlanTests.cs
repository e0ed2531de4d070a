using KernelGen.Generators.Graphs;
using KernelGen.Generators.Planning;
using KernelGen.Generators.Reading;
using static KernelGen.Generators.Tests.Pipeline.Specs;

namespace KernelGen.Generators.Tests.Pipeline;

public class PlanTests
{
    [Theory]
    [InlineData(7)]
    [InlineData(64)]
    public void Parameters_lie_one_after_the_other_on_lines_of_sixteen(int units)
    {
        KernelPlan plan = PlanOf(Of(5, Reading.Loss.SoftmaxCrossEntropy, Dense(units, Reading.Activation.Relu), Dense(3)));
        int next = 0;
        foreach (ParameterPlan parameter in plan.Parameters)
        {
            Assert.Equal(next, parameter.Offset);
            Assert.Equal(0, parameter.Length % 16);
            next += parameter.Length;
        }

        Assert.Equal(next, plan.ParameterLength);
    }

    [Fact]
    public void Values_that_live_at_the_same_time_share_no_memory()
    {
        KernelPlan plan = PlanOf(Of(
            20, Reading.Loss.SoftmaxCrossEntropy, Dense(33, Reading.Activation.Softplus), Dense(17, Reading.Activation.Tanh),
            Dense(33, Reading.Activation.Softplus), Dense(5)));
        foreach (Procedure procedure in plan.Procedures)
        {
            (Store Store, int From, int To)[] values = Lives(plan.Graph, procedure).Where(static v => v.Store.Location.Place is Place.Vectors or Place.Scalars).ToArray();
            foreach ((Store a, int fromA, int toA) in values)
            {
                foreach ((Store b, int fromB, int toB) in values)
                {
                    bool together = a.Node != b.Node && fromA <= toB && fromB <= toA;
                    bool overlap = a.Location.Place == b.Location.Place
                        && a.Location.Offset < b.Location.Offset + Math.Max(1, b.Location.Stride)
                        && b.Location.Offset < a.Location.Offset + Math.Max(1, a.Location.Stride);
                    Assert.False(together && overlap, $"{procedure.Kind}: nodes {a.Node} and {b.Node}");
                }
            }
        }
    }

    [Fact]
    public void Parameters_are_updated_after_everything_that_reads_them()
    {
        Procedure descend = PlanOf(Of(20, Reading.Loss.SquaredError, Dense(33, Reading.Activation.Relu), Dense(17, Reading.Activation.Relu), Dense(5)))
            .Find(ProcedureKind.Differentiate)!;
        KernelKind[] updates = [KernelKind.Outer, KernelKind.ColumnSum, KernelKind.Map];
        int first = descend.Kernels.ToList().FindIndex(k => updates.Contains(k.Kind));
        Assert.All(descend.Kernels.Skip(first), k => Assert.Contains(k.Kind, updates));
    }

    [Fact]
    public void Layers_of_equal_shape_share_their_kernels()
    {
        string text = ModelCompiler.Compile(Of(
            64, Reading.Loss.SoftmaxCrossEntropy, Dense(64, Reading.Activation.Relu), Dense(64, Reading.Activation.Relu),
            Dense(64, Reading.Activation.Relu), Dense(10)));
        Assert.DoesNotContain("Variant", text, StringComparison.Ordinal);
        Assert.Equal(1, Count(text, "static void Dense64To64Relu("));
        Assert.Equal(1, Count(text, "static void Gradient64By64<U>("));
    }

    [Fact]
    public void Two_layers_take_about_eight_hundred_lines()
    {
        string text = ModelCompiler.Compile(Of(784, Reading.Loss.SoftmaxCrossEntropy, Dense(128, Reading.Activation.Relu), Dense(10)));
        Assert.InRange(text.Split('\n').Length, 500, 850);
    }

    [Theory]
    [InlineData(3, KernelKind.ShortRows)]
    [InlineData(16, KernelKind.ShortRows)]
    [InlineData(17, KernelKind.Rows)]
    internal void Losses_of_few_classes_have_examples_in_lanes(int classes, KernelKind expected) => Assert.Contains(
        PlanOf(Of(20, Reading.Loss.SoftmaxCrossEntropy, Dense(classes))).Find(ProcedureKind.Differentiate)!.Kernels, k => k.Kind == expected);

    [Fact]
    public void A_single_example_is_predicted_with_its_classes_in_lanes()
    {
        Procedure predict = PlanOf(Of(20, Reading.Loss.SoftmaxCrossEntropy, Dense(10))).Find(ProcedureKind.Predict)!;
        Assert.Contains(predict.Kernels, static k => k.Kind == KernelKind.Rows);
        Assert.DoesNotContain(predict.Kernels, static k => k.Kind == KernelKind.ShortRows);
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(17, true)]
    [InlineData(100, false)]
    public void A_bias_is_summed_beside_its_weights_where_their_last_block_is_one(int inputs, bool expected)
    {
        Procedure descend = PlanOf(Of(inputs, Reading.Loss.SquaredError, Dense(48, Reading.Activation.Tanh), Dense(1))).Find(ProcedureKind.Differentiate)!;
        Assert.Equal(expected, descend.Kernels.Any(static k => k.Bias is not null));
        Assert.Equal(!expected, descend.Kernels.Any(static k => k.Kind == KernelKind.ColumnSum));
    }

    private static KernelPlan PlanOf(ModelSpec spec)
    {
        Model model = ModelCompiler.Lower(spec)!;
        Graph story = ModelCompiler.Differentiate(ModelCompiler.Prepare(model.Graph));
        return Planner.Plan(spec, model.Facts, story, ModelCompiler.Finish(story));
    }

    /// <summary>Each stored value with the first and the last kernel that needs it.</summary>
    private static IEnumerable<(Store Store, int From, int To)> Lives(Graph graph, Procedure procedure)
    {
        for (int k = 0; k < procedure.Kernels.Count; k++)
        {
            foreach (Store store in procedure.Kernels[k].Stores)
            {
                int last = k;
                for (int later = k + 1; later < procedure.Kernels.Count; later++)
                {
                    bool reads = procedure.Kernels[later].Nodes.Any(n => Reads(graph, n, store.Node));
                    last = reads ? later : last;
                }

                yield return (store, k, last);
            }
        }
    }

    /// <summary>Whether a node takes a value, directly or inside an outer product.</summary>
    private static bool Reads(Graph graph, int node, int value) =>
        graph[node].Operands.Any(o => o == value || (graph[o].Operation == Operation.Outer && graph[o].Operands.Contains(value)));

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
