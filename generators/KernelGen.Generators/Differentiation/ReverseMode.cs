using System.Collections.Generic;
using System.Linq;
using KernelGen.Generators.Graphs;

namespace KernelGen.Generators.Differentiation;

/// <summary>
/// Extends a graph by the adjoints of its cost: v̄ = ∂cost/∂v, computed against the topological order and summed where a
/// value is used more than once.
/// </summary>
internal static class ReverseMode
{
    public static Graph Differentiate(Graph graph)
    {
        int cost = graph.Find(Role.Cost);
        if (cost < 0)
        {
            return graph;
        }

        GraphBuilder builder = new();
        for (int i = 0; i < graph.Nodes.Count; i++)
        {
            builder.Copy(graph[i], static o => o);
        }

        foreach (Root root in graph.Roots)
        {
            builder.Ask(root.Role, root.Node, root.Parameter);
        }

        // No adjoint is computed that leads to nothing whose gradient is wanted: the inputs of the first layer need none.
        bool[] wanted = graph.DependsOn(static n => n.WantsGradient);
        bool[] needed = graph.NeededFor([cost]);
        HashSet<string> names = [.. graph.Nodes.Where(static n => n.Name is not null).Select(static n => n.Name!)];
        AdjointSum[] adjoints = graph.Nodes.Select(n => new AdjointSum(builder, n)).ToArray();
        adjoints[cost].Add(builder.Constant(1), fromExample: false);
        Dictionary<int, int> ofInputs = [];
        for (int i = graph.Nodes.Count - 1; i >= 0; i--)
        {
            Node node = graph[i];
            if (!needed[i] || !wanted[i] || adjoints[i].IsEmpty)
            {
                continue;
            }

            int adjoint = adjoints[i].Total();
            if (node.Name is not null)
            {
                builder.Name(adjoint, AdjointName(node.Name, names), node.Name);
            }

            if (node.Operation == Operation.Parameter)
            {
                builder.Ask(Role.Gradient, adjoint, i);
                continue;
            }

            if (node.Operands.Count == 0)
            {
                ofInputs[i] = adjoint;
                continue;
            }

            foreach ((int operand, int contribution) in VectorJacobianProducts.Of(builder, i, adjoint, o => wanted[o]))
            {
                adjoints[operand].Add(contribution, node.PerExample);
            }
        }

        // What does not reach the cost has the gradient zero. Those of inputs stand in the order of the inputs.
        for (int i = 0; i < graph.Nodes.Count; i++)
        {
            if (!graph[i].WantsGradient || (graph[i].Operation == Operation.Parameter && !adjoints[i].IsEmpty))
            {
                continue;
            }

            int adjoint = ofInputs.TryGetValue(i, out int known) ? known : builder.Broadcast(builder.Constant(0), graph[i].Shape);
            if (graph[i].Operation == Operation.Parameter)
            {
                builder.Ask(Role.Gradient, adjoint, i);
            }
            else
            {
                builder.Ask(Role.InputGradient, builder.ForEachExample(adjoint), i);
            }
        }

        return builder.Build();
    }

    /// <summary>What kernels call the adjoint of a value: <c>dW1</c>, <c>dZ</c>.</summary>
    public static string AdjointName(string name) => "d" + char.ToUpperInvariant(name[0]) + name.Substring(1);

    /// <summary>The same, unlike any other name.</summary>
    private static string AdjointName(string name, HashSet<string> taken)
    {
        string adjoint = AdjointName(name);
        while (!taken.Add(adjoint))
        {
            adjoint += "Adjoint";
        }

        return adjoint;
    }
}
