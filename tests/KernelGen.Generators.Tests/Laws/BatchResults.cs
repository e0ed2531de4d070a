namespace KernelGen.Generators.Tests.Laws;

/// <summary>All that a model computes of a batch, one value after the other.</summary>
internal sealed class BatchResults<T>(ModelInfo info, int n)
    where T : unmanaged
{
    private readonly int outputs = n * info.OutputCount;

    /// <summary>What each row has of its own, and then what they share.</summary>
    public T[] Values { get; } = new T[n * (info.OutputCount + 1) + 3 + 2 * info.ParameterLength];

    /// <summary>[n, OutputCount]</summary>
    public Span<T> Outputs => Values.AsSpan(0, outputs);

    /// <summary>[n]; zeros where the model decides nothing.</summary>
    public Span<T> Classes => Values.AsSpan(outputs, n);

    /// <summary>Costs, gradient and parameters.</summary>
    public Span<T> Shared => Values.AsSpan(outputs + n);

    /// <summary>What Cost, Gradient and SgdStep returned.</summary>
    public Span<T> Costs => Shared[..3];

    /// <summary>In the layout of the parameters.</summary>
    public Span<T> Gradient => Shared.Slice(3, info.ParameterLength);

    /// <summary>Those after a step.</summary>
    public Span<T> Parameters => Shared[^info.ParameterLength..];

    /// <summary>The first element written of those in the workspace that a batch of this size does not need, or null.</summary>
    public int? WrittenBeyond { get; set; }

    /// <summary>What the value at this index is.</summary>
    public string NameOf(int index)
    {
        int shared = index - outputs - n;
        return (index < outputs, shared) switch
        {
            (true, _) => $"output {index % info.OutputCount} of row {index / info.OutputCount}",
            (_, < 0) => $"the class of row {index - outputs}",
            (_, 0) => "the cost",
            (_, 1) => "the cost beside the gradient",
            (_, 2) => "the cost before the step",
            _ when shared < 3 + info.ParameterLength => $"element {shared - 3} of the gradient",
            _ => $"element {shared - 3 - info.ParameterLength} of the parameters after a step",
        };
    }
}
