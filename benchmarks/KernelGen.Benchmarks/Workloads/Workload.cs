using KernelGen.Benchmarks.Measuring;

namespace KernelGen.Benchmarks.Workloads;

/// <summary>A kernel call under measurement.</summary>
/// <param name="Name">Model, kernel and batch size, e.g. <c>logistic-30/sgd-step/b64</c>, and the threads where they are several.</param>
/// <param name="Demand">What a call asks of the machine, or null for a function, whose multiply-adds nobody counts.</param>
/// <param name="Start">Sets the model and its data up.</param>
internal sealed record Workload(string Name, Demand? Demand, Func<IKernelLoop> Start)
{
    /// <summary>The threads that the kernel uses.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>What a call waits for, where that takes longer than any work there is to do; otherwise null.</summary>
    public string? Chain { get; init; }

    /// <summary>The numbers that a function is applied to, or 0 for a model.</summary>
    public int Elements { get; init; }
}
