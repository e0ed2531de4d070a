using System.Text;
using FsCheck;
using FsCheck.Fluent;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Reading;
using KernelGen.Generators.Rewriting;
using KernelGen.Tests;

namespace KernelGen.Generators.Tests.Graphs;

/// <summary>What holds of every graph, checked on random ones. A failure shows the smallest one found, with the seed that draws it.</summary>
public class GraphLawTests
{
    private const int MaximalSteps = 45;

    private static readonly Dictionary<string, Func<Graph, Graph>> Rules = new()
    {
        [nameof(RecognizedForms)] = RecognizedForms.Apply,
        [nameof(StableForms)] = StableForms.Apply,
        [nameof(StableLogarithms)] = StableLogarithms.Apply,
        [nameof(LossDefinitions)] = LossDefinitions.Apply,
        [nameof(ReductionDefinitions)] = ReductionDefinitions.Apply,
        [nameof(Transpositions)] = Transpositions.Apply,
        [nameof(ScaledProducts)] = ScaledProducts.Apply,
        [nameof(OuterProducts)] = OuterProducts.Apply,
        [nameof(BatchSums)] = BatchSums.Apply,
        [nameof(SoftmaxDefinition)] = SoftmaxDefinition.Apply,
        [nameof(ScalarProducts)] = ScalarProducts.Apply,
        [nameof(PartsOfVectors)] = PartsOfVectors.Apply,
        [nameof(Broadcasts)] = Broadcasts.Apply,
        [nameof(ConstantFolding)] = ConstantFolding.Apply,
        [nameof(Simplification)] = Simplification.Apply,
        [nameof(CommonSubexpressions)] = CommonSubexpressions.Apply,
        [nameof(DeadCode)] = DeadCode.Apply,
    };

    public static TheoryData<string> RuleNames => [.. Rules.Keys];

    [Theory]
    [MemberData(nameof(RuleNames))]
    public void A_rewrite_keeps_the_values_of_all_roots(string rule)
    {
        // A rule that finds little to do is given more to look at, until the law has been tried.
        int changed = 0;
        for (int round = 0; changed < 5 && round < 20; round++)
        {
            Check(100, draw =>
            {
                foreach (Graph graph in Stages(draw))
                {
                    Graph rewritten = Rules[rule](graph);
                    changed += rewritten == graph ? 0 : 1;
                    RequireEqualRoots(graph, rewritten, draw);
                }
            }, round);
        }

        Assert.InRange(changed, 5, int.MaxValue);
    }

    [Fact]
    public void The_way_to_the_finished_graph_keeps_the_values_of_all_roots() => Check(300, static draw =>
    {
        Graph lowered = Lower(draw);
        Graph prepared = ModelCompiler.Prepare(lowered);
        Graph differentiated = ModelCompiler.Differentiate(prepared);
        RequireEqualRoots(lowered, prepared, draw);
        RequireEqualRoots(prepared, differentiated, draw);
        RequireEqualRoots(differentiated, ModelCompiler.Finish(differentiated), draw);
    });

    [Fact]
    public void Gradients_are_the_limits_of_differences()
    {
        int checkedDraws = 0;
        Check(300, draw =>
        {
            Graph lowered = Lower(draw);
            Random random = new(draw.Seed);
            LeafValues leaves = LeafValues.Random(lowered, random);
            if (!GradientCheck.IsNearKink(lowered, leaves))
            {
                checkedDraws++;
                GradientCheck.Run(lowered, ModelCompiler.Finish(ModelCompiler.Differentiate(ModelCompiler.Prepare(lowered))), leaves, random);
            }
        });
        Assert.InRange(checkedDraws, 20, 300);
    }

    [Fact]
    public void No_matrix_of_an_example_is_left_but_outer_products_in_sums_over_the_batch() => Check(100, static draw =>
    {
        Graph graph = ModelCompiler.Finish(ModelCompiler.Differentiate(ModelCompiler.Prepare(Lower(draw))));
        for (int i = 0; i < graph.Nodes.Count; i++)
        {
            Node[] users = [.. graph.Nodes.Where(n => n.Operands.Contains(i))];
            Assert.True(
                !graph[i].IsMatrixOfExample || (graph[i].Operation == Operation.Outer && users.All(static u => u.Operation == Operation.BatchSum)),
                Expressions.Show(graph, i));
        }
    });

    [Fact]
    public void What_models_are_written_in_is_gone_from_finished_graphs()
    {
        HashSet<Operation> left = [];
        Check(300, draw => left.UnionWith(
            ModelCompiler.Finish(ModelCompiler.Differentiate(ModelCompiler.Prepare(Lower(draw)))).Nodes.Select(static n => n.Operation)));
        Operation[] gone =
        [
            Operation.Dot, Operation.Mean, Operation.Softmax, Operation.LogSoftmax, Operation.LogSumExp, Operation.TimesLog,
            Operation.SquaredError, Operation.AbsoluteError, Operation.CrossEntropy, Operation.SoftmaxCrossEntropy, Operation.Hinge,
            Operation.MulticlassHinge, Operation.KullbackLeibler,
        ];
        Assert.Empty(left.Intersect(gone));
    }

    [Fact]
    public void Random_equations_have_every_function_of_the_vocabulary()
    {
        HashSet<Function> drawn = [];
        Check(300, draw => drawn.UnionWith(RandomEquations.Draw(draw.Seed, draw.Steps).Steps.Select(static s => s.Function)));
        Assert.Equal(Enum.GetValues<Function>(), drawn.Order());
    }

    /// <summary>The graph as written, as lowered, prepared, differentiated and finished.</summary>
    private static IEnumerable<Graph> Stages(Sample draw)
    {
        EquationForm form = RandomEquations.Draw(draw.Seed, draw.Steps);
        StepLowering steps = new(form, static (_, message) => Assert.Fail(message));
        steps.Lower();
        Graph lowered = EquationLowering.Lower(form)!;
        Graph prepared = ModelCompiler.Prepare(lowered);
        Graph differentiated = Differentiation.ReverseMode.Differentiate(prepared);
        return [steps.Build(), lowered, prepared, differentiated, ModelCompiler.Finish(ModelCompiler.Differentiate(prepared))];
    }

    private static Graph Lower(Sample draw) =>
        EquationLowering.Lower(RandomEquations.Draw(draw.Seed, draw.Steps), static (_, message) => Assert.Fail(message))!;

    /// <summary>The roots of the first are among those of the second, with the same values.</summary>
    private static void RequireEqualRoots(Graph before, Graph after, Sample draw)
    {
        LeafValues leaves = LeafValues.Random(before, new Random(draw.Seed));
        (Interpreter expected, Interpreter actual) = (new Interpreter(before, leaves), new Interpreter(after, leaves));
        if (expected.NearestKink < 1e-9)
        {
            // Rounding decides on which side of a jump the value is.
            return;
        }

        foreach (Root root in before.Roots)
        {
            string? of = root.Parameter < 0 ? null : before[root.Parameter].Name;
            Root same = after.Roots.Single(r => r.Role == root.Role && (r.Parameter < 0 ? null : after[r.Parameter].Name) == of);
            (double[] e, double[] a) = (expected.Root(root), actual.Root(same));
            double scale = 1 + e.Max(Math.Abs);
            Assert.All(
                Enumerable.Range(0, Math.Max(e.Length, a.Length)),
                i => Assert.Equal(e[i % e.Length] / scale, a[i % a.Length] / scale, 1e-9));
        }
    }

    private static void Check(int count, Action<Sample> law, int round = 0)
    {
        Arbitrary<Sample> samples = Arb.From(
            Gen.Choose(0, int.MaxValue).Zip(Gen.Choose(12, MaximalSteps), static (seed, steps) => new Sample(seed, steps)),
            static s => Enumerable.Range(12, s.Steps - 12).Select(steps => s with { Steps = steps }));
        Draws.Check(Prop.ForAll(samples, law), count, round);
    }

    /// <summary>Random equations by the seed that draws them.</summary>
    private sealed record Sample(int Seed, int Steps)
    {
        public override string ToString()
        {
            StringBuilder text = new($"RandomEquations.Draw({Seed}, {Steps}):\n");
            EquationForm form = RandomEquations.Draw(Seed, Steps);
            for (int i = 0; i < form.Steps.Count; i++)
            {
                StepSpec step = form.Steps[i];
                text.Append($"  {i}: {step.Function} {step.Name} {string.Join(", ", step.Operands)}\n");
            }

            return text.ToString();
        }
    }
}
