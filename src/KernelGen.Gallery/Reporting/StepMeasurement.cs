using System.Diagnostics;
using System.Numerics;
using KernelGen.Training;

namespace KernelGen.Gallery.Reporting;

/// <summary>What one step of gradient descent costs.</summary>
/// <param name="BatchSize">Examples of a step.</param>
/// <param name="Time">The median time of a step.</param>
/// <param name="GigaflopsPerSecond">10⁹ floating-point operations a second, as <see cref="ModelInfo"/> counts them.</param>
/// <param name="BytesAllocated">Managed memory that a step allocates, rounded up from the mean of many: 0 only if none allocated.</param>
public sealed record StepMeasurement(int BatchSize, TimeSpan Time, double GigaflopsPerSecond, long BytesAllocated)
{
    private const int Rounds = 15;
    private const int StepsOfARound = 20;
    private const int Measurements = 4;

    /// <summary>Examples a second.</summary>
    public double ExamplesPerSecond => BatchSize / Time.TotalSeconds;

    /// <summary>Times steps at a learning rate of 0, which leave the model as it is, on one batch after the other.</summary>
    /// <param name="model">The model; its parameters keep their values.</param>
    /// <param name="examples">At least one; where they are fewer than a batch, all are one batch.</param>
    /// <param name="batchSize">At least 1.</param>
    public static StepMeasurement Take<TModel, T, TTarget>(TModel model, Dataset<T, TTarget> examples, int batchSize)
        where TModel : class, ITrainable<T, TTarget>
        where T : unmanaged, INumber<T>
        where TTarget : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        batchSize = Math.Min(batchSize, examples.Count);
        Dataset<T, TTarget>[] batches =
            [.. Enumerable.Range(0, examples.Count / batchSize).Select(i => examples.Slice(i * batchSize, batchSize))];
        Workspace<T> workspace = model.CreateWorkspace(batchSize);
        int next = 0;

        Action step = () =>
        {
            Dataset<T, TTarget> batch = batches[next];
            next = (next + 1) % batches.Length;
            model.SgdStep(batch.Inputs.Span, batch.Targets.Span, T.Zero, workspace);
        };

        // The first steps pay once for what later ones reuse.
        TimeRounds(step, new TimeSpan[1]);
        var rounds = new TimeSpan[Rounds];

        // A collection that another thread starts ends this thread's allocation buffer, and what was left of it counts as allocated:
        // what the steps themselves allocate shows in every measurement, so the smallest is right.
        long allocated = long.MaxValue;
        for (int measurement = 0; measurement < Measurements && allocated > 0; measurement++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            TimeRounds(step, rounds);
            allocated = Math.Min(allocated, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Array.Sort(rounds);

        // The clock ticks in 100 ns: dividing a whole round keeps the time of a short step above zero.
        var time = TimeSpan.FromTicks(Math.Max(1, rounds[Rounds / 2].Ticks / StepsOfARound));
        double operations = (double)(TModel.Info.ForwardFlops + TModel.Info.BackwardFlops) * batchSize;
        return new StepMeasurement(
            batchSize, time, operations / time.TotalSeconds / 1e9, (long)Math.Ceiling(allocated / (double)(Rounds * StepsOfARound)));
    }

    private static void TimeRounds(Action step, Span<TimeSpan> rounds)
    {
        foreach (ref TimeSpan round in rounds)
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < StepsOfARound; i++)
            {
                step();
            }

            round = Stopwatch.GetElapsedTime(start);
        }
    }
}
