namespace KernelGen.Numerics;

/// <summary>Floats that go through double precision in two halves.</summary>
/// <typeparam name="TSelf">The register.</typeparam>
/// <typeparam name="TDoubles">The register of half as many doubles.</typeparam>
internal interface IWideningLanes<TSelf, TDoubles> : IFloatingLanes<TSelf, float>
    where TSelf : unmanaged, IWideningLanes<TSelf, TDoubles>
    where TDoubles : unmanaged, IFloatingLanes<TDoubles, double>
{
    /// <summary>The first half of the floats, exactly.</summary>
    static abstract TDoubles WidenLower(TSelf x);

    /// <summary>The second half of the floats, exactly.</summary>
    static abstract TDoubles WidenUpper(TSelf x);

    /// <summary>The floats next to both halves.</summary>
    static abstract TSelf Narrow(TDoubles lower, TDoubles upper);
}
