using System;
using System.Collections.Generic;
using System.Linq;
using KernelGen.Generators.Reading;
using KernelGen.Generators.Rewriting;

namespace KernelGen.Generators.Graphs;

/// <summary>Writes the equation form as a graph: the equations of one example, and the cost of a batch.</summary>
internal static class EquationLowering
{
    /// <param name="form">The equations.</param>
    /// <param name="report">Is told the step that is wrong, and why.</param>
    /// <returns>The graph; null where a step was wrong.</returns>
    public static Graph? Lower(EquationForm form, Action<int, string>? report = null) => Lower(form, report, out _);

    /// <param name="form">The equations.</param>
    /// <param name="report">Is told the step that is wrong, and why.</param>
    /// <param name="nodes">The node of each step; −1 of a step that nothing needs.</param>
    /// <returns>The graph; null where a step was wrong.</returns>
    public static Graph? Lower(EquationForm form, Action<int, string>? report, out int[] nodes)
    {
        nodes = [];
        bool failed = false;
        StepLowering steps = new(form, (step, message) =>
        {
            failed = true;
            report?.Invoke(step, message);
        });
        steps.Lower();
        if (failed)
        {
            return null;
        }

        Graph graph = WithoutMatricesOfExamples(steps.Build(), steps.Nodes, out int[] places);
        bool[] needed = graph.NeededFor(graph.Roots.Select(static r => r.Node));
        foreach (int step in MatricesOfExamples(form, graph, places).Where(step => needed[places[step]]))
        {
            failed = true;
            report?.Invoke(step, "this matrix differs from example to example, and only scalars and vectors may; "
                + "of Outer(a, b) there are: its product with a vector, its Sum, SumOfSquares and Norm1");
        }

        if (failed)
        {
            return null;
        }

        graph = DeadCode.Apply(CommonSubexpressions.Apply(graph, out int[] once), out int[] alive);
        nodes = places.Select(n => alive[once[n]]).ToArray();
        return BatchObjective.Of(UniqueNames.Apply(graph));
    }

    /// <summary>Products and sums of such matrices are those of the vectors that they are made of.</summary>
    /// <param name="graph">The equations of one example.</param>
    /// <param name="nodes">The node of each step.</param>
    /// <param name="places">The node of each step in the new graph.</param>
    private static Graph WithoutMatricesOfExamples(Graph graph, IReadOnlyList<int> nodes, out int[] places)
    {
        graph = Transpositions.Apply(graph, out int[] turned);
        graph = ScaledProducts.Apply(graph, out int[] scaled);
        graph = OuterProducts.Apply(graph, out int[] multiplied);
        places = nodes.Select(n => multiplied[scaled[turned[n]]]).ToArray();
        return graph;
    }

    /// <summary>The steps where they arise, not those that go on with them.</summary>
    private static IEnumerable<int> MatricesOfExamples(EquationForm form, Graph graph, int[] places) => Enumerable
        .Range(0, form.Steps.Count)
        .Where(step => graph[places[step]].IsMatrixOfExample)
        .Where(step => !form.Steps[step].Operands.Any(o => graph[places[o]].IsMatrixOfExample));
}
