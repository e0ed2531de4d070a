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
            builder.Ask(root.Role, root.Node);
        }

        // No adjoint is computed that leads to no parameter: the inputs of the first layer need none.
        bool[] trained = graph.DependsOn(static n => n.Operation == Operation.Parameter);
        bool[] needed = graph.NeededFor([cost]);
        Accumulator[] adjoints = Enumerable.Range(0, graph.Nodes.Count).Select(_ => new Accumulator(builder)).ToArray();
        adjoints[cost].Add(builder.Constant(1), perExample: false);
        for (int i = graph.Nodes.Count - 1; i >= 0; i--)
        {
            Node node = graph[i];
            if (!needed[i] || !trained[i] || adjoints[i].IsEmpty)
            {
                continue;
            }

            int adjoint = adjoints[i].Total(node.PerExample);
            if (node.Name is not null)
            {
                builder.Name(adjoint, AdjointName(node.Name));
            }

            if (node.Operation == Operation.Parameter)
            {
                builder.Ask(Role.Gradient, adjoint, i);
                continue;
            }

            foreach ((int operand, int contribution) in VectorJacobianProducts.Of(builder, i, adjoint, o => trained[o]))
            {
                adjoints[operand].Add(contribution, builder[contribution].PerExample);
            }
        }

        // A parameter that does not reach the cost has the gradient zero.
        foreach (int parameter in graph.Parameters)
        {
            if (adjoints[parameter].IsEmpty)
            {
                builder.Ask(Role.Gradient, builder.Broadcast(builder.Constant(0), graph[parameter].Shape), parameter);
            }
        }

        return builder.Build();
    }

    /// <summary>What kernels call the adjoint of a value: <c>dW1</c>, <c>dZ</c>.</summary>
    public static string AdjointName(string name) => "d" + char.ToUpperInvariant(name[0]) + name.Substring(1);

    /// <summary>The sum of what flows back into one value.</summary>
    private sealed class Accumulator(GraphBuilder builder)
    {
        private int perExample = -1;
        private int perBatch = -1;

        public bool IsEmpty => perExample < 0 && perBatch < 0;

        public void Add(int contribution, bool perExample)
        {
            if (perExample)
            {
                this.perExample = Plus(this.perExample, contribution);
            }
            else
            {
                perBatch = Plus(perBatch, contribution);
            }
        }

        /// <summary>A value of the batch that every example uses collects the sum over the examples.</summary>
        public int Total(bool ofExample)
        {
            int collected = perExample < 0 || ofExample ? perExample : builder.Apply(Operation.BatchSum, perExample);
            return Plus(collected, perBatch);
        }

        private int Plus(int a, int b) => a < 0 ? b : b < 0 ? a : builder.Apply(Operation.Add, a, b);
    }
}
