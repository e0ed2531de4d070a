namespace KernelGen.Benchmarks.Measuring;

/// <summary>A kernel with its arguments, ready to be called many times.</summary>
internal interface IKernelLoop
{
    /// <summary>Calls the kernel on one mini-batch after the other.</summary>
    /// <returns>A sum over what the calls computed: finite if all of it was.</returns>
    float Run(int calls);
}
