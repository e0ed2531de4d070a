namespace KernelGen.Numerics;

/// <summary>What a kernel does with a finished piece of the gradient, while it is in a register.</summary>
/// <typeparam name="TSelf">The update itself: a struct, so that every kernel is compiled for it and its arithmetic inlines.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>
/// Whoever makes one has checked its memory: it is as long as that of the parameters and has their layout. Gradients of padding are
/// zero, and every factor is finite, so that what lies in padding stays zero.
/// </remarks>
public interface IUpdate<TSelf, T>
    where TSelf : struct, IUpdate<TSelf, T>, allows ref struct
    where T : unmanaged
{
    /// <summary>Whether the gradient is computed at all: a constant to the JIT.</summary>
    bool WantsGradient { get; }

    /// <summary>The same for the parameters from <paramref name="offset"/> on.</summary>
    TSelf From(nuint offset);

    /// <summary>Asks the caches for what the gradients of a block of parameters will be applied to.</summary>
    /// <param name="offset">The block's first element.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="stride">Elements from row to row.</param>
    /// <param name="length">Elements of a row of the block.</param>
    void Fetch(nuint offset, nuint rows, nuint stride, nuint length);

    /// <summary>Takes the gradient of the parameters from <paramref name="offset"/> on.</summary>
    /// <typeparam name="TVector">The register.</typeparam>
    /// <param name="gradient">The gradient; zero where there is padding.</param>
    /// <param name="offset">The first element.</param>
    void Apply<TVector>(TVector gradient, nuint offset)
        where TVector : unmanaged, ILanes<TVector, T>;

    /// <summary>Learns that all parameters of a block have been given their gradients.</summary>
    /// <typeparam name="TVector">The register.</typeparam>
    /// <param name="offset">The first element.</param>
    /// <param name="length">Elements, padding included: whole registers.</param>
    void Complete<TVector>(nuint offset, nuint length)
        where TVector : unmanaged, ILanes<TVector, T>;
}
