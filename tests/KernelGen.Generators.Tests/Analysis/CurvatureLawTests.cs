using KernelGen.Generators.Analysis;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Graphs.Analyses;
using KernelGen.Generators.Rewriting;
using KernelGen.Generators.Tests.Graphs;

namespace KernelGen.Generators.Tests.Analysis;

/// <summary>What the rules say of the values of random equations, tried on random segments of parameters.</summary>
public class CurvatureLawTests
{
    private const int Graphs = 400;
    private const int Segments = 6;
    private const double Tolerance = 1e-9;

    [Fact]
    public void Every_value_is_in_its_range_and_bends_as_the_rules_say()
    {
        int curved = 0;
        for (int seed = 0; seed < Graphs; seed++)
        {
            Graph lowered = EquationLowering.Lower(RandomEquations.Draw(seed, 6 + (seed % 30)))!;
            Graph graph = StableLogarithms.Apply(StableForms.Apply(RecognizedForms.Apply(lowered)));
            IReadOnlyList<Interval> ranges = ConvexityProof.Ranges(graph, TargetFacts.Of(lowered));
            Curvature[] curvatures = new CurvatureAnalysis(graph, ranges).Run();
            curved += curvatures.Count(static c => c is Curvature.Convex or Curvature.Concave);
            Random random = new(seed);
            for (int segment = 0; segment < Segments; segment++)
            {
                LeafValues start = LeafValues.Random(graph, random, examples: 1);
                LeafValues end = OtherParameters(graph, start, random, scale: 1 << segment);
                Check(graph, ranges, curvatures, start, end, $"seed {seed}, segment {segment}");
            }
        }

        Assert.InRange(curved, 1000, int.MaxValue);
    }

    private static LeafValues OtherParameters(Graph graph, LeafValues values, Random random, double scale) => graph.Nodes
        .Where(static n => n is { Operation: Operation.Parameter, WantsGradient: true })
        .Aggregate(values, (moved, n) => moved.Moved(n.Name!, [[.. Enumerable.Range(0, n.Shape.Size).Select(_ => (2 * random.NextDouble()) - 1)]], scale));

    private static void Check(Graph graph, IReadOnlyList<Interval> ranges, Curvature[] curvatures, LeafValues start, LeafValues end, string where)
    {
        LeafValues middle = start with
        {
            Values = start.Values.ToDictionary(static p => p.Key, p => p.Value.Zip(end.Values[p.Key], static (a, b) => a.Zip(b, static (x, y) => (x + y) / 2).ToArray()).ToArray()),
        };
        (Interpreter atStart, Interpreter atMiddle, Interpreter atEnd) = (new(graph, start), new(graph, middle), new(graph, end));
        for (int node = 0; node < graph.Nodes.Count; node++)
        {
            for (int entry = 0; entry < graph[node].Shape.Size; entry++)
            {
                (double first, double mean, double last) = (atStart[node, 0][entry], atMiddle[node, 0][entry], atEnd[node, 0][entry]);
                if (!double.IsFinite(first) || !double.IsFinite(mean) || !double.IsFinite(last))
                {
                    continue;
                }

                double slack = Tolerance * (1 + Math.Abs(first) + Math.Abs(mean) + Math.Abs(last));
                string value = $"{where}: node {node}, {graph[node].Operation}, is {curvatures[node]} in {ranges[node]}, but goes {first}, {mean}, {last}: {Expressions.Show(graph, node)}";
                Assert.True(mean >= ranges[node].Low.Value - slack && mean <= ranges[node].High.Value + slack, value);
                double rise = mean - ((first + last) / 2);
                Assert.True(curvatures[node] switch
                {
                    Curvature.Constant => first.Equals(last),
                    Curvature.Affine => Math.Abs(rise) <= slack,
                    Curvature.Convex => rise <= slack,
                    Curvature.Concave => rise >= -slack,
                    _ => true,
                }, value);
            }
        }
    }
}
