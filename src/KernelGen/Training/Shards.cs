namespace KernelGen.Training;

/// <summary>How a batch is divided between threads: it follows from the model and the numbers of examples and threads alone.</summary>
internal static class Shards
{
    /// <summary>A shard begins at a multiple of so many examples: kernels take as many rows at a time, and fewer at a higher price.</summary>
    private const int Rows = 8;

    // Measured on two cores of a server: what a second thread costs, in the operations that one thread does meanwhile.
    private const double HandOver = 300_000;
    private const double PerParameter = 30;

    /// <summary>The number of threads, at most <paramref name="threads"/>, that finish a step on <paramref name="n"/> examples soonest.</summary>
    public static int Count(ModelInfo info, int n, int threads)
    {
        if (!info.HasWholeRegisters)
        {
            return 1;
        }

        double example = info.ForwardOperations + info.BackwardOperations;
        int best = 1;
        double least = n * example;
        for (int count = 2; count <= Math.Min(threads, (n + Rows - 1) / Rows); count++)
        {
            double cost = (Range(n, count, 0).Length * example) + HandOver + (PerParameter * info.ParameterLength);
            if (cost < least)
            {
                (best, least) = (count, cost);
            }
        }

        return best;
    }

    /// <summary>The most examples that one of several threads is given.</summary>
    public static int Largest(int maxBatch) => Range(maxBatch, 2, 0).Length;

    /// <summary>The examples of one shard: as many as those of the others, but for a block of rows.</summary>
    public static (int Start, int Length) Range(int n, int count, int index)
    {
        int blocks = (n + Rows - 1) / Rows;
        int start = Math.Min(n, First(index) * Rows);
        return (start, Math.Min(n, First(index + 1) * Rows) - start);

        // The longer shards come first: the first of all is worked on while the others are still being woken.
        int First(int shard) => (shard * (blocks / count)) + Math.Min(shard, blocks % count);
    }
}
