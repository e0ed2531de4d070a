using System.Collections.Generic;
using System.Linq;
using KernelGen.Generators.Graphs;

namespace KernelGen.Generators.Differentiation;

/// <summary>
/// What flows back into parts of a vector. Parts that lie end to end become one vector: where every entry is used by itself there
/// would otherwise be a vector of full length for each, nearly all zeros, and as many sums.
/// </summary>
internal sealed class PartSum(GraphBuilder builder, int length)
{
    private readonly SortedDictionary<(int Start, int End), int> parts = [];

    /// <param name="part">What flows back into entries <paramref name="start"/> and following.</param>
    /// <param name="start">The first of them.</param>
    public void Add(int part, int start)
    {
        (int, int) range = (start, start + builder[part].Shape.Rows);
        parts[range] = parts.TryGetValue(range, out int other) ? builder.Apply(Operation.Add, other, part) : part;
    }

    /// <summary>Vectors of full length that add up to the whole, as few as the parts allow.</summary>
    public IEnumerable<int> Total()
    {
        List<Run> runs = [];
        foreach (KeyValuePair<(int Start, int End), int> part in parts)
        {
            Run? run = runs.FirstOrDefault(r => r.End == part.Key.Start);
            if (run is null)
            {
                run = new Run(part.Key.Start);
                runs.Add(run);
            }

            run.Parts.Add(part.Value);
            run.End = part.Key.End;
        }

        foreach (Run run in runs)
        {
            int joined = run.Parts.Count == 1 ? run.Parts[0] : builder.Apply(Operation.Concat, [.. run.Parts]);
            yield return run.End - run.Start == length ? joined : builder.Embed(joined, run.Start, length);
        }
    }

    /// <summary>Parts that lie end to end.</summary>
    private sealed class Run(int start)
    {
        public int Start { get; } = start;

        public int End { get; set; } = start;

        public List<int> Parts { get; } = [];
    }
}
