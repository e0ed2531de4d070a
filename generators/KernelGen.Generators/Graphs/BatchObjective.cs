using System;
using System.Collections.Generic;
using System.Linq;

namespace KernelGen.Generators.Graphs;

/// <summary>
/// The cost of a batch from the objective of one example: the mean over the examples of its terms that differ from example to
/// example, plus those of the parameters alone, once.
/// </summary>
internal sealed class BatchObjective
{
    private readonly GraphBuilder builder = new();
    private readonly List<int> ofExample = [];
    private readonly List<int> ofBatch = [];

    /// <summary>Whether each value of an example is a sum, or a multiple of one, that has a term without examples.</summary>
    private readonly bool[] hasTermOfBatch;

    private BatchObjective(Graph graph)
    {
        hasTermOfBatch = new bool[graph.Nodes.Count];
        int[] users = new int[graph.Nodes.Count];
        foreach (Node node in graph.Nodes)
        {
            foreach (int operand in node.Operands)
            {
                users[operand]++;
            }
        }

        for (int i = 0; i < graph.Nodes.Count; i++)
        {
            builder.Copy(graph[i], static o => o);

            // A sum that is used for something else, too, stays as it is: in the mean over the examples it is right as well.
            hasTermOfBatch[i] = graph[i].PerExample && users[i] <= 1 && HasTermOfBatch(graph[i]);
        }
    }

    /// <param name="graph">The equations of one example, with the objective in the place of the cost.</param>
    public static Graph Of(Graph graph) => new BatchObjective(graph).Build(graph);

    private Graph Build(Graph graph)
    {
        int output = Name(graph.Find(Role.Output), "y");
        builder.Ask(Role.Output, builder.ForEachExample(output));
        int objective = graph.Find(Role.Cost);
        if (objective < 0)
        {
            return builder.Build();
        }

        int scores = Decision.ScoresOf(graph, builder, output);
        if (scores >= 0)
        {
            builder.Ask(Role.Scores, builder.ForEachExample(Name(scores, "z")));
        }

        Split(objective, static term => term);
        int cost = ofBatch.Count == 0 ? -1 : ofBatch.Aggregate(Plus);
        if (ofExample.Count > 0)
        {
            int loss = Name(ofExample.Aggregate(Plus), "L");
            int mean = builder.Apply(Operation.Multiply, builder.Apply(Operation.BatchSum, loss), builder.BatchSizeReciprocal());
            cost = ofBatch.Aggregate(mean, Plus);
        }

        builder.Ask(Role.Cost, Name(cost, "cost"));
        return builder.Build();
    }

    /// <summary>Collects the terms of a sum; each is put through <paramref name="inSum"/>, which gives it its sign and factor.</summary>
    private void Split(int node, Func<int, int> inSum)
    {
        Node n = builder[node];
        if (!n.PerExample)
        {
            ofBatch.Add(inSum(node));
            return;
        }

        if (!hasTermOfBatch[node])
        {
            ofExample.Add(inSum(node));
            return;
        }

        (int a, int b) = (n.Operands[0], n.Operands.Count > 1 ? n.Operands[1] : -1);
        switch (n.Operation)
        {
            case Operation.Add:
                Split(a, inSum);
                Split(b, inSum);
                break;
            case Operation.Subtract:
                Split(a, inSum);
                Split(b, term => inSum(builder.Apply(Operation.Negate, term)));
                break;
            case Operation.Negate:
                Split(a, term => inSum(builder.Apply(Operation.Negate, term)));
                break;
            case Operation.Divide:
                Split(a, term => inSum(builder.Apply(Operation.Divide, term, b)));
                break;
            default:
                (int factor, int sum) = builder[a].PerExample ? (b, a) : (a, b);
                Split(sum, term => inSum(builder.Apply(Operation.Multiply, factor, term)));
                break;
        }
    }

    private bool HasTermOfBatch(Node n)
    {
        bool IsOfBatch(int o) => !builder[o].PerExample;
        return n.Operation switch
        {
            Operation.Add or Operation.Subtract => n.Operands.Any(o => IsOfBatch(o) || hasTermOfBatch[o]),
            Operation.Negate => hasTermOfBatch[n.Operands[0]],
            Operation.Multiply => n.Operands.Any(IsOfBatch) && n.Operands.Any(o => hasTermOfBatch[o]),
            Operation.Divide => IsOfBatch(n.Operands[1]) && hasTermOfBatch[n.Operands[0]],
            _ => false,
        };
    }

    private int Plus(int a, int b) => builder.Apply(Operation.Add, a, b);

    /// <summary>Names a value that the user has not named, unless the name is the user's already.</summary>
    private int Name(int node, string name)
    {
        for (int i = 0; i < builder.Count; i++)
        {
            if (builder[i].Name == name)
            {
                return node;
            }
        }

        return builder.Name(node, name);
    }
}
