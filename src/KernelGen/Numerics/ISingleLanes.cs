namespace KernelGen.Numerics;

/// <summary>A register of floats seen as sign, exponent and mantissa: what the elementary functions need beyond arithmetic.</summary>
internal interface ISingleLanes<TSelf> : ILanes<TSelf, float>
    where TSelf : unmanaged, ISingleLanes<TSelf>
{
    /// <summary>|<paramref name="magnitude"/>| with the sign bit of <paramref name="sign"/>.</summary>
    static abstract TSelf CopySign(TSelf magnitude, TSelf sign);

    /// <summary>2ⁿ for integers n in −126 … 127.</summary>
    static abstract TSelf PowerOfTwo(TSelf n);

    /// <summary>x·2ⁿ, rounded once, for integers n in −252 … 254: subnormal and infinite results come out right.</summary>
    static abstract TSelf Scale(TSelf x, TSelf n);

    /// <summary>The integer n for which x/2ⁿ lies in [0.75, 1.5). x must be positive and normal.</summary>
    static abstract TSelf Exponent(TSelf x);

    /// <summary>x/2ⁿ in [0.75, 1.5). x must be positive and normal.</summary>
    static abstract TSelf Mantissa(TSelf x);

    /// <summary>1/x to at least 14 bits, for normal x.</summary>
    static abstract TSelf ReciprocalEstimate(TSelf x);
}
