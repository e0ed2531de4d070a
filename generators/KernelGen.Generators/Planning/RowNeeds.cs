using System.Collections.Generic;
using System.Linq;
using KernelGen.Generators.Graphs;

namespace KernelGen.Generators.Planning;

/// <summary>What the values of examples are needed for, which decides the loop they are computed in.</summary>
internal sealed class RowNeeds
{
    private readonly Graph graph;
    private readonly Drafts drafts;
    private readonly bool[] rowBound;
    private readonly bool[] inMemory;

    public RowNeeds(Drafts drafts)
    {
        this.drafts = drafts;
        graph = drafts.Graph;
        rowBound = FindRowBound();
        inMemory = FindReadFromMemory();
    }

    /// <summary>Whether a number of an example is computed row by row.</summary>
    public bool IsRowBound(int scalar) => rowBound[scalar];

    /// <summary>Whether a value of examples is read from memory, whatever computes it.</summary>
    public bool IsInMemory(int node) => inMemory[node];

    /// <summary>Scalars of an example that its own vectors use: they are computed row by row, the others for many examples at once.</summary>
    private bool[] FindRowBound()
    {
        bool[] bound = new bool[graph.Nodes.Count];
        for (int i = graph.Nodes.Count - 1; i >= 0; i--)
        {
            Node node = graph[i];
            bool usesRowByRow = drafts.Needed[i] && node.PerExample && !node.IsGiven() && !node.IsTransient() && !node.IsProduct() && !node.IsConcatenation()
                    && (!node.Shape.IsScalar || bound[i]);
            if (usesRowByRow)
            {
                foreach (int operand in node.Operands.Where(o => graph[o].IsExampleScalar()))
                {
                    bound[operand] = true;
                }
            }
        }

        // Between the derivatives of other inputs it does not lie beside that of the next example.
        foreach (Root root in graph.Roots.Where(r => r.Role == Role.InputGradient && drafts.Kind.Asks(r.Role) && graph.InputGradientCount() > 1))
        {
            bound[root.Node] |= graph[root.Node].Shape.IsScalar;
        }

        return bound;
    }

    /// <summary>Values of examples that a product, a sum over the batch or a view reads from memory, whatever computes them.</summary>
    private bool[] FindReadFromMemory()
    {
        bool[] read = new bool[graph.Nodes.Count];
        for (int i = graph.Nodes.Count - 1; i >= 0; i--)
        {
            Node node = graph[i];
            bool reads = drafts.Needed[i]
                && (node.IsProduct() || node.IsConcatenation() || node.Operation is Operation.BatchSum or Operation.Slice or Operation.Outer);
            foreach (int operand in reads ? node.Operands.Where(o => graph[o].Operation != Operation.Outer) : [])
            {
                read[operand] = true;
            }
        }

        foreach (Root root in graph.Roots.Where(r => drafts.Kind.Asks(r.Role) && r.Role != Role.Cost))
        {
            read[root.Node] |= graph[root.Node].PerExample;
        }

        return read;
    }

    /// <summary>The width of the rows that a number of an example is computed with.</summary>
    public int RowWidthFor(int scalar)
    {
        if (graph.IsEntryOfRow(graph[scalar]))
        {
            return graph[scalar].Operation == Operation.Input ? graph.InputCount() : graph[graph[scalar].Operands[0]].Shape.Size;
        }

        Queue<int> open = new([scalar]);
        while (open.Count > 0)
        {
            int next = open.Dequeue();
            foreach (int user in drafts.UsersOf(next))
            {
                if (!graph[user].Shape.IsScalar)
                {
                    return graph[user].Shape.Size;
                }

                open.Enqueue(user);
            }
        }

        return 1;
    }
}
