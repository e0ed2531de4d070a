using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace KernelGen.Numerics;

// What sine and cosine need of each register, in one place.

public partial struct SingleLanes16
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes16 Sin(SingleLanes16 x) => Trigonometry.Sin<SingleLanes16, DoubleLanes8, Widening16>(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes16 Cos(SingleLanes16 x) => Trigonometry.Cos<SingleLanes16, DoubleLanes8, Widening16>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static SingleLanes16 IFloatingLanes<SingleLanes16, float>.IsOdd(SingleLanes16 integer) =>
        new() { Lanes = Vector512.Equals(integer.Lanes.AsInt32() & Vector512.Create(1), Vector512.Create(1)).AsSingle() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static SingleLanes16 IFloatingLanes<SingleLanes16, float>.FlipSign(SingleLanes16 x, SingleLanes16 integer, int bit) =>
        new() { Lanes = x.Lanes ^ ((integer.Lanes.AsInt32() << (31 - bit)) & Vector512.Create(int.MinValue)).AsSingle() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool IFloatingLanes<SingleLanes16, float>.IsAnyBeyond(SingleLanes16 x, float bound) => Vector512.GreaterThanAny(Vector512.Abs(x.Lanes), Vector512.Create(bound));
}

public partial struct SingleLanes8
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes8 Sin(SingleLanes8 x) => Trigonometry.Sin<SingleLanes8, DoubleLanes4, Widening8>(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes8 Cos(SingleLanes8 x) => Trigonometry.Cos<SingleLanes8, DoubleLanes4, Widening8>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static SingleLanes8 IFloatingLanes<SingleLanes8, float>.IsOdd(SingleLanes8 integer) =>
        new() { Lanes = Vector256.Equals(integer.Lanes.AsInt32() & Vector256.Create(1), Vector256.Create(1)).AsSingle() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static SingleLanes8 IFloatingLanes<SingleLanes8, float>.FlipSign(SingleLanes8 x, SingleLanes8 integer, int bit) =>
        new() { Lanes = x.Lanes ^ ((integer.Lanes.AsInt32() << (31 - bit)) & Vector256.Create(int.MinValue)).AsSingle() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool IFloatingLanes<SingleLanes8, float>.IsAnyBeyond(SingleLanes8 x, float bound) => Vector256.GreaterThanAny(Vector256.Abs(x.Lanes), Vector256.Create(bound));
}

public partial struct SingleLanes4
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes4 Sin(SingleLanes4 x) => Trigonometry.Sin<SingleLanes4, DoubleLanes2, Widening4>(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes4 Cos(SingleLanes4 x) => Trigonometry.Cos<SingleLanes4, DoubleLanes2, Widening4>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static SingleLanes4 IFloatingLanes<SingleLanes4, float>.IsOdd(SingleLanes4 integer) =>
        new() { Lanes = Vector128.Equals(integer.Lanes.AsInt32() & Vector128.Create(1), Vector128.Create(1)).AsSingle() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static SingleLanes4 IFloatingLanes<SingleLanes4, float>.FlipSign(SingleLanes4 x, SingleLanes4 integer, int bit) =>
        new() { Lanes = x.Lanes ^ ((integer.Lanes.AsInt32() << (31 - bit)) & Vector128.Create(int.MinValue)).AsSingle() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool IFloatingLanes<SingleLanes4, float>.IsAnyBeyond(SingleLanes4 x, float bound) => Vector128.GreaterThanAny(Vector128.Abs(x.Lanes), Vector128.Create(bound));
}

public partial struct DoubleLanes8
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes8 Sin(DoubleLanes8 x) => Trigonometry.Sin(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes8 Cos(DoubleLanes8 x) => Trigonometry.Cos(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static DoubleLanes8 IFloatingLanes<DoubleLanes8, double>.IsOdd(DoubleLanes8 integer) =>
        new() { Lanes = Vector512.Equals(integer.Lanes.AsInt64() & Vector512.Create(1L), Vector512.Create(1L)).AsDouble() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static DoubleLanes8 IFloatingLanes<DoubleLanes8, double>.FlipSign(DoubleLanes8 x, DoubleLanes8 integer, int bit) =>
        new() { Lanes = x.Lanes ^ ((integer.Lanes.AsInt64() << (63 - bit)) & Vector512.Create(long.MinValue)).AsDouble() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool IFloatingLanes<DoubleLanes8, double>.IsAnyBeyond(DoubleLanes8 x, double bound) => Vector512.GreaterThanAny(Vector512.Abs(x.Lanes), Vector512.Create(bound));
}

public partial struct DoubleLanes4
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes4 Sin(DoubleLanes4 x) => Trigonometry.Sin(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes4 Cos(DoubleLanes4 x) => Trigonometry.Cos(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static DoubleLanes4 IFloatingLanes<DoubleLanes4, double>.IsOdd(DoubleLanes4 integer) =>
        new() { Lanes = Vector256.Equals(integer.Lanes.AsInt64() & Vector256.Create(1L), Vector256.Create(1L)).AsDouble() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static DoubleLanes4 IFloatingLanes<DoubleLanes4, double>.FlipSign(DoubleLanes4 x, DoubleLanes4 integer, int bit) =>
        new() { Lanes = x.Lanes ^ ((integer.Lanes.AsInt64() << (63 - bit)) & Vector256.Create(long.MinValue)).AsDouble() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool IFloatingLanes<DoubleLanes4, double>.IsAnyBeyond(DoubleLanes4 x, double bound) => Vector256.GreaterThanAny(Vector256.Abs(x.Lanes), Vector256.Create(bound));
}

public partial struct DoubleLanes2
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes2 Sin(DoubleLanes2 x) => Trigonometry.Sin(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes2 Cos(DoubleLanes2 x) => Trigonometry.Cos(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static DoubleLanes2 IFloatingLanes<DoubleLanes2, double>.IsOdd(DoubleLanes2 integer) =>
        new() { Lanes = Vector128.Equals(integer.Lanes.AsInt64() & Vector128.Create(1L), Vector128.Create(1L)).AsDouble() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static DoubleLanes2 IFloatingLanes<DoubleLanes2, double>.FlipSign(DoubleLanes2 x, DoubleLanes2 integer, int bit) =>
        new() { Lanes = x.Lanes ^ ((integer.Lanes.AsInt64() << (63 - bit)) & Vector128.Create(long.MinValue)).AsDouble() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool IFloatingLanes<DoubleLanes2, double>.IsAnyBeyond(DoubleLanes2 x, double bound) => Vector128.GreaterThanAny(Vector128.Abs(x.Lanes), Vector128.Create(bound));
}

/// <inheritdoc/>
internal readonly struct Widening16 : IWidening<SingleLanes16, DoubleLanes8>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes8 Lower(SingleLanes16 x) => new() { Lanes = Vector512.WidenLower(x.Lanes) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes8 Upper(SingleLanes16 x) => new() { Lanes = Vector512.WidenUpper(x.Lanes) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes16 Narrow(DoubleLanes8 lower, DoubleLanes8 upper) => new() { Lanes = Vector512.Narrow(lower.Lanes, upper.Lanes) };
}

/// <inheritdoc/>
internal readonly struct Widening8 : IWidening<SingleLanes8, DoubleLanes4>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes4 Lower(SingleLanes8 x) => new() { Lanes = Vector256.WidenLower(x.Lanes) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes4 Upper(SingleLanes8 x) => new() { Lanes = Vector256.WidenUpper(x.Lanes) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes8 Narrow(DoubleLanes4 lower, DoubleLanes4 upper) => new() { Lanes = Vector256.Narrow(lower.Lanes, upper.Lanes) };
}

/// <inheritdoc/>
internal readonly struct Widening4 : IWidening<SingleLanes4, DoubleLanes2>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes2 Lower(SingleLanes4 x) => new() { Lanes = Vector128.WidenLower(x.Lanes) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes2 Upper(SingleLanes4 x) => new() { Lanes = Vector128.WidenUpper(x.Lanes) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes4 Narrow(DoubleLanes2 lower, DoubleLanes2 upper) => new() { Lanes = Vector128.Narrow(lower.Lanes, upper.Lanes) };
}
