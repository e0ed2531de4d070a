using KernelGen.Generators.Analysis;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Rewriting;
using KernelGen.Generators.Tests.Graphs;

namespace KernelGen.Generators.Tests.Analysis;

/// <summary>The evaluation that a search for segments uses, against the interpreter of the tests.</summary>
public class GraphEvaluationTests
{
    [Fact]
    public void The_cost_is_that_of_the_equations()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            Graph lowered = EquationLowering.Lower(RandomEquations.Draw(seed, 5 + (seed % 40)))!;
            Graph graph = ReductionDefinitions.Apply(LossDefinitions.Apply(StableLogarithms.Apply(StableForms.Apply(RecognizedForms.Apply(lowered)))));
            LeafValues leaves = LeafValues.Random(lowered, new Random(seed), examples: 1);
            Dictionary<int, double[]> given = Enumerable.Range(0, graph.Nodes.Count)
                .Where(i => graph[i].Operation.IsSurface()).ToDictionary(static i => i, i => leaves.Values[graph[i].Name!][0]);
            double expected = new Interpreter(lowered, leaves, dropsOut: false).Cost;
            double actual = new GraphEvaluation(graph).Cost(given);
            Assert.True(Math.Abs(expected - actual) <= 1e-9 * (1 + Math.Abs(expected)), $"Seed {seed}: {actual} for {expected}.");
        }
    }

    [Fact]
    public void Any_equations_can_be_asked_for_a_proof()
    {
        for (int seed = 0; seed < 100; seed++)
        {
            Graph lowered = EquationLowering.Lower(RandomEquations.Draw(seed, 5 + (seed % 40)))!;
            ConvexityFacts facts = ConvexityProof.Of(lowered)!;
            Assert.Equal(facts.Status == Generators.Analysis.ConvexityStatus.Proved, facts.Responsible < 0);
            Assert.Equal(facts.Status == Generators.Analysis.ConvexityStatus.Refuted, facts.Segment is not null);
        }
    }
}
