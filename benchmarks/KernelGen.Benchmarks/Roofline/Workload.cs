namespace KernelGen.Benchmarks.Roofline;

/// <summary>A kernel call under measurement.</summary>
/// <param name="Name">Model, kernel and batch size, e.g. <c>logistic-30/sgd-step/b64</c>.</param>
/// <param name="Flops">Floating-point operations of one call, as <see cref="ModelInfo"/> counts them.</param>
/// <param name="Start">Sets the model and its data up.</param>
internal sealed record Workload(string Name, long Flops, Func<IKernelLoop> Start);

/// <summary>A kernel with its arguments, ready to be called many times.</summary>
internal interface IKernelLoop
{
    /// <summary>Calls the kernel on one mini-batch after the other.</summary>
    /// <returns>A sum over what the calls computed: finite if all of it was.</returns>
    float Run(int calls);
}
