using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace KernelGen.Numerics;

/// <summary>What decides in one batch which units are left out: the key of a generator that is a function of it, the row and the unit.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DropoutMask
{
    private readonly uint key0;
    private readonly uint key1;
    private readonly uint firstRow;
    private readonly bool isOn;

    internal DropoutMask(uint key0, uint key1, uint firstRow) => (this.key0, this.key1, this.firstRow, isOn) = (key0, key1, firstRow, true);

    /// <summary>Whether any unit is left out.</summary>
    internal bool IsOn
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => isOn;
    }

    /// <summary>The bits of one unit.</summary>
    internal uint Bits(uint row, uint unit) => Threefry.Bits(key0, key1, firstRow + row, unit).First;

    /// <summary>Units with fewer bits are left out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint Threshold(double rate) => (uint)(rate * 4294967296.0);

    /// <summary>All ones in the lanes of units that are kept, from <paramref name="unit"/> on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Vector128<uint> Kept128(nuint row, nuint unit, double rate)
    {
        Vector128<uint> units = Vector128.Create((uint)unit) + Vector128<uint>.Indices;
        return Vector128.GreaterThanOrEqual(
            Threefry.First(key0, key1, Vector128.Create(firstRow + (uint)row), units), Vector128.Create(Threshold(rate)));
    }

    /// <summary>All ones in the lanes of units that are kept, from <paramref name="unit"/> on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Vector256<uint> Kept256(nuint row, nuint unit, double rate)
    {
        Vector256<uint> units = Vector256.Create((uint)unit) + Vector256<uint>.Indices;
        return Vector256.GreaterThanOrEqual(
            Threefry.First(key0, key1, Vector256.Create(firstRow + (uint)row), units), Vector256.Create(Threshold(rate)));
    }

    /// <summary>All ones in the lanes of units that are kept, from <paramref name="unit"/> on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Vector512<uint> Kept512(nuint row, nuint unit, double rate)
    {
        Vector512<uint> units = Vector512.Create((uint)unit) + Vector512<uint>.Indices;
        return Vector512.GreaterThanOrEqual(
            Threefry.First(key0, key1, Vector512.Create(firstRow + (uint)row), units), Vector512.Create(Threshold(rate)));
    }
}
