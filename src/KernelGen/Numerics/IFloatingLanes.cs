namespace KernelGen.Numerics;

/// <summary>A register seen as sign, exponent and mantissa: what the elementary functions need beyond arithmetic.</summary>
/// <remarks>
/// Constants are arguments of their own type: the JIT keeps them in registers throughout a loop. One made by <c>Create</c> lies
/// in a local of the register's type, from which it is propagated to where it is used, and loaded again there each time.
/// </remarks>
internal interface IFloatingLanes<TSelf, T> : ILanes<TSelf, T>
    where TSelf : unmanaged, IFloatingLanes<TSelf, T>
    where T : unmanaged
{
    /// <summary>a·b + c, rounded as <see cref="ILanes{TSelf, T}.MultiplyAdd"/> does.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, T c);

    /// <inheritdoc cref="MultiplyAdd(TSelf, TSelf, T)"/>
    static abstract TSelf MultiplyAdd(T a, TSelf b, TSelf c);

    /// <inheritdoc cref="MultiplyAdd(TSelf, TSelf, T)"/>
    static abstract TSelf MultiplyAdd(T a, TSelf b, T c);

    /// <summary>x + constant.</summary>
    static abstract TSelf Add(TSelf x, T constant);

    /// <summary>x·constant.</summary>
    static abstract TSelf Multiply(TSelf x, T constant);

    /// <summary>max(x, bound); NaN stays NaN.</summary>
    static abstract TSelf AtLeast(TSelf x, T bound);

    /// <summary>min(x, bound); NaN stays NaN.</summary>
    static abstract TSelf AtMost(TSelf x, T bound);

    /// <summary>|<paramref name="magnitude"/>| with the sign bit of <paramref name="sign"/>.</summary>
    static abstract TSelf CopySign(TSelf magnitude, TSelf sign);

    /// <summary>The integer next to x, the even one of two.</summary>
    static abstract TSelf Round(TSelf x);

    /// <summary>2ⁿ for integers n for which that is a normal number.</summary>
    static abstract TSelf NormalPowerOfTwo(TSelf n);

    /// <summary>2ⁿ for integers n up to twice those of <see cref="NormalPowerOfTwo"/>: subnormal, infinite, or 0 beyond them.</summary>
    static abstract TSelf PowerOfTwo(TSelf n);

    /// <summary>x·2ⁿ, rounded once, for the same n.</summary>
    static abstract TSelf Scale(TSelf x, TSelf n);

    /// <summary>The integer n for which x/2ⁿ lies in [0.75, 1.5). x must be positive and normal.</summary>
    static abstract TSelf Exponent(TSelf x);

    /// <summary>x/2ⁿ in [0.75, 1.5). x must be positive and normal.</summary>
    static abstract TSelf Mantissa(TSelf x);

    /// <summary>A mask: true where the integer in the low bits is odd, see <see cref="DoubleMath.IntegerInLowBits"/>.</summary>
    static abstract TSelf IsOdd(TSelf integer);

    /// <summary>−x where <paramref name="bit"/> of the integer in the low bits is 1, else x.</summary>
    static abstract TSelf FlipSign(TSelf x, TSelf integer, int bit);

    /// <summary>Whether any |x| &gt; bound; NaN is not.</summary>
    static abstract bool IsAnyBeyond(TSelf x, T bound);
}
