namespace KernelGen.Numerics;

/// <summary>How floats go through double precision, in two halves.</summary>
/// <remarks>Not an interface of the register itself: then every use of floats would load the type of doubles.</remarks>
/// <typeparam name="TSingles">The register of floats.</typeparam>
/// <typeparam name="TDoubles">The register of half as many doubles.</typeparam>
internal interface IWidening<TSingles, TDoubles>
    where TSingles : unmanaged, IFloatingLanes<TSingles, float>
    where TDoubles : unmanaged, IFloatingLanes<TDoubles, double>
{
    /// <summary>The first half of the floats, exactly.</summary>
    static abstract TDoubles Lower(TSingles x);

    /// <summary>The second half of the floats, exactly.</summary>
    static abstract TDoubles Upper(TSingles x);

    /// <summary>The floats next to both halves.</summary>
    static abstract TSingles Narrow(TDoubles lower, TDoubles upper);
}
