using System.Collections.Generic;
using System.Linq;
using KernelGen.Generators.Graphs;

namespace KernelGen.Generators.Differentiation;

/// <summary>
/// What flows back into one value. A value of the batch that examples use collects the sum over the examples: one sum over the
/// sum of the contributions, but one each for outer products, so that no matrix of a single example is ever built.
/// </summary>
internal sealed class AdjointSum(GraphBuilder builder, Node value)
{
    private readonly bool ofExample = value.PerExample;
    private readonly List<int> outerProducts = [];
    private readonly PartSum partsOfExamples = new(builder, value.Shape.Rows);
    private readonly PartSum partsOfBatch = new(builder, value.Shape.Rows);
    private bool hasParts;
    private int ofExamples = -1;
    private int ofBatch = -1;

    public bool IsEmpty => outerProducts.Count == 0 && !hasParts && ofExamples < 0 && ofBatch < 0;

    /// <param name="contribution">The node to add.</param>
    /// <param name="fromExample">Whether it flows back from a value of each example.</param>
    public void Add(int contribution, bool fromExample)
    {
        bool differs = builder[contribution].PerExample;
        if (!ofExample && fromExample && !differs)
        {
            // The same from every example.
            ofBatch = Plus(ofBatch, builder.Apply(Operation.BatchSum, contribution));
        }
        else if (!ofExample && differs && builder[contribution].Operation == Operation.Outer)
        {
            outerProducts.Add(contribution);
        }
        else if (builder[contribution] is { Operation: Operation.Embed } part)
        {
            (differs ? partsOfExamples : partsOfBatch).Add(part.Operands[0], part.Start);
            hasParts = true;
        }
        else if (differs)
        {
            ofExamples = Plus(ofExamples, contribution);
        }
        else
        {
            ofBatch = Plus(ofBatch, contribution);
        }
    }

    public int Total()
    {
        int examples = partsOfExamples.Total().Aggregate(ofExamples, Plus);
        int collected = examples < 0 || ofExample ? examples : builder.Apply(Operation.BatchSum, examples);
        return outerProducts
            .Select(product => builder.Apply(Operation.BatchSum, product))
            .Append(collected).Append(ofBatch).Concat(partsOfBatch.Total()).Aggregate(Plus);
    }

    private int Plus(int a, int b) => a < 0 ? b : b < 0 ? a : builder.Apply(Operation.Add, a, b);
}
