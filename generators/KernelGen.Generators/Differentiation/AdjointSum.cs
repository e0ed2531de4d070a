using System.Collections.Generic;
using System.Linq;
using KernelGen.Generators.Graphs;

namespace KernelGen.Generators.Differentiation;

/// <summary>
/// What flows back into one value. A value of the batch that examples use collects the sum over the examples: one sum over the
/// sum of the contributions, but one each for outer products, so that no matrix of a single example is ever built.
/// </summary>
internal sealed class AdjointSum(GraphBuilder builder, bool ofExample)
{
    private readonly List<int> outerProducts = [];
    private int ofExamples = -1;
    private int ofBatch = -1;

    public bool IsEmpty => outerProducts.Count == 0 && ofExamples < 0 && ofBatch < 0;

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
        int collected = ofExamples < 0 || ofExample ? ofExamples : builder.Apply(Operation.BatchSum, ofExamples);
        return outerProducts.Select(product => builder.Apply(Operation.BatchSum, product)).Append(collected).Append(ofBatch).Aggregate(Plus);
    }

    private int Plus(int a, int b) => a < 0 ? b : b < 0 ? a : builder.Apply(Operation.Add, a, b);
}
