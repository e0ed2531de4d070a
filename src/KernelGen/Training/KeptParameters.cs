namespace KernelGen.Training;

/// <summary>The parameters that a model had after an epoch.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal sealed class KeptParameters<T>
    where T : unmanaged
{
    private readonly T[] values;

    /// <summary>Takes those that the model begins with.</summary>
    public KeptParameters(ReadOnlySpan<T> parameters) => values = parameters.ToArray();

    /// <summary>The epoch; 0 before the first.</summary>
    public int Epoch { get; private set; }

    /// <summary>In the layout of the model's.</summary>
    public Span<T> Values => values;

    /// <summary>Says which epoch they are of, where they come from a file.</summary>
    public void SetEpoch(int epoch) => Epoch = epoch;

    /// <summary>Takes those of a later epoch.</summary>
    public void Keep(ReadOnlySpan<T> parameters, int epoch)
    {
        parameters.CopyTo(values);
        Epoch = epoch;
    }

    /// <summary>Gives them back to the model.</summary>
    public void Restore(Span<T> parameters) => values.CopyTo(parameters);
}
