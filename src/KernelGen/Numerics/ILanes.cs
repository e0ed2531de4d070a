using System.ComponentModel;
using System.Numerics;

namespace KernelGen.Numerics;

/// <summary>A vector register of elements: what generated kernels are written against, once for every register width.</summary>
/// <typeparam name="TSelf">The register: <c>SingleLanes16</c>, <c>DoubleLanes8</c>, and the narrower ones.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>
/// Every member is a handful of instructions and inlines. Nothing is checked: offsets count elements and must be in range.
/// The functions are within 1 ULP (exp, sin, cos) and 2 ULP (the others): of floats for all inputs, of doubles wherever they were
/// tried. Where the processor has no FMA, those within 1 ULP are within 1.2. A lane's result depends on nothing but that lane.
/// A mask is a register whose lanes are all ones (true) or all zeros (false).
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ILanes<TSelf, T> :
    IAdditionOperators<TSelf, TSelf, TSelf>,
    ISubtractionOperators<TSelf, TSelf, TSelf>,
    IMultiplyOperators<TSelf, TSelf, TSelf>,
    IDivisionOperators<TSelf, TSelf, TSelf>,
    IUnaryNegationOperators<TSelf, TSelf>
    where TSelf : unmanaged, ILanes<TSelf, T>
    where T : unmanaged
{
    /// <summary>Elements in the register.</summary>
    static abstract int Count { get; }

    /// <summary>Whether the processor has at least 32 registers of this width: how tall a tile may be before it spills.</summary>
    static abstract bool HasManyRegisters { get; }

    /// <summary>All lanes zero.</summary>
    static abstract TSelf Zero { get; }

    /// <summary>All lanes <paramref name="value"/>.</summary>
    static abstract TSelf Create(T value);

    /// <summary>The element at <paramref name="offset"/> in all lanes.</summary>
    static abstract TSelf Broadcast(ref readonly T source, nuint offset);

    /// <summary>The <see cref="Count"/> elements from <paramref name="offset"/> on.</summary>
    static abstract TSelf Load(ref readonly T source, nuint offset);

    /// <summary>The first <paramref name="count"/> (0 … Count) elements from <paramref name="offset"/> on, then zeros; reads nothing beyond them.</summary>
    static abstract TSelf LoadFirst(ref readonly T source, nuint offset, nuint count);

    /// <summary>The element at <paramref name="offset"/> in the first lane, then zeros.</summary>
    static abstract TSelf LoadOne(ref readonly T source, nuint offset);

    /// <summary>
    /// Asks the caches for the element at <paramref name="offset"/>, which may lie beyond the end, if the processor has fewer than 32
    /// registers of this width: its tiles are small, and come back to a matrix sooner than the caches foresee.
    /// </summary>
    static abstract void FetchAhead(ref readonly T source, nuint offset);

    /// <summary>Writes all lanes.</summary>
    static abstract void Store(TSelf value, ref T destination, nuint offset);

    /// <summary>Writes the first lane.</summary>
    static abstract void StoreOne(TSelf value, ref T destination, nuint offset);

    /// <summary>Writes the first <paramref name="count"/> (0 … Count) lanes and nothing beyond them.</summary>
    static abstract void StoreFirst(TSelf value, ref T destination, nuint offset, nuint count);

    /// <summary>
    /// 128 bits of some rows side by side, from <paramref name="column"/> on. Where those are S elements, of the row
    /// <paramref name="row"/> and every S-th after it. Of registers of 128 bits the last of <paramref name="count"/> rows stands in
    /// for the ones after it; wider ones have a row for each lane.
    /// </summary>
    static abstract TSelf LoadParts(ref readonly T rows, nuint row, nuint column, nuint stride, nuint count);

    /// <summary>Writes what <see cref="LoadParts"/> loads, but to no row from <paramref name="count"/> on.</summary>
    static abstract void StoreParts(TSelf parts, ref T rows, nuint row, nuint column, nuint stride, nuint count);

    /// <summary>
    /// Exchanges rows and columns: of parts of rows one after the other, and then of the next columns if 128 bits hold only two, it
    /// makes four columns with a row in each lane; or of those columns the parts.
    /// </summary>
    static abstract void Turn(ref TSelf a, ref TSelf b, ref TSelf c, ref TSelf d);

    /// <summary>The <see cref="Count"/> integers from <paramref name="first"/> on.</summary>
    static abstract TSelf FromIntegers(ref readonly int first);

    /// <summary>a·b + c, rounded once where the processor can.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf c);

    /// <summary>sum ← sum + a·b, rounded as <see cref="MultiplyAdd"/> does.</summary>
    /// <remarks>In place, so that the JIT compiles it to an instruction whose destination is the sum: loops then move no registers.</remarks>
    static abstract void AddProduct(ref TSelf sum, TSelf a, TSelf b);

    /// <summary>The larger of each pair. If one is NaN, <paramref name="b"/> or NaN: write the constant as <paramref name="a"/> to keep NaN.</summary>
    static abstract TSelf Max(TSelf a, TSelf b);

    /// <summary>The smaller of each pair. If one is NaN, <paramref name="b"/> or NaN: write the constant as <paramref name="a"/> to keep NaN.</summary>
    static abstract TSelf Min(TSelf a, TSelf b);

    /// <summary>|x|.</summary>
    static abstract TSelf Abs(TSelf x);

    /// <summary>√x.</summary>
    static abstract TSelf Sqrt(TSelf x);

    /// <summary>sin x, x in radians.</summary>
    /// <remarks>If a float is beyond ±200, its register takes several times longer; each lane beyond ±10⁵ as long as <see cref="Math.Sin"/>.</remarks>
    static abstract TSelf Sin(TSelf x);

    /// <summary>cos x, x in radians.</summary>
    /// <remarks>As for <see cref="Sin"/>.</remarks>
    static abstract TSelf Cos(TSelf x);

    /// <summary>−1, 0 or 1; 0 for NaN.</summary>
    static abstract TSelf Sign(TSelf x);

    /// <summary>max(x, 0); NaN stays NaN.</summary>
    static abstract TSelf Relu(TSelf x);

    /// <summary>1 where x &gt; 0, else 0; 0 for NaN.</summary>
    static abstract TSelf HardThreshold(TSelf x);

    /// <summary><paramref name="value"/> where <paramref name="condition"/> &gt; 0, else 0.</summary>
    static abstract TSelf WherePositive(TSelf condition, TSelf value);

    /// <summary>The last <paramref name="count"/> (0 … Count) lanes moved to the front, then zeros.</summary>
    static abstract TSelf Tail(TSelf x, nuint count);

    /// <summary>A mask: true in the first <paramref name="count"/> lanes.</summary>
    static abstract TSelf First(nuint count);

    /// <summary>A mask: true where a &gt; b.</summary>
    static abstract TSelf GreaterThan(TSelf a, TSelf b);

    /// <summary>A mask: true where a = b.</summary>
    static abstract TSelf Equal(TSelf a, TSelf b);

    /// <summary><paramref name="a"/> where the mask is true, else <paramref name="b"/>.</summary>
    static abstract TSelf Where(TSelf mask, TSelf a, TSelf b);

    /// <summary>A mask: true in the lane <paramref name="index"/>; in none if there is no such lane.</summary>
    static abstract TSelf At(int index);

    /// <summary>What dropout multiplies the units from <paramref name="unit"/> on by: 0 where it leaves one out, else 1 / (1 − rate); 1 where it is off.</summary>
    static abstract TSelf Mask(DropoutMask dropout, nuint row, nuint unit, double rate);

    /// <summary>The sum of all lanes, added in halves.</summary>
    static abstract T Sum(TSelf x);

    /// <summary>Stores the sums of four registers, each as <see cref="Sum"/> adds it, one after the other.</summary>
    static abstract void StoreSums(TSelf a, TSelf b, TSelf c, TSelf d, ref T destination, nuint offset);

    /// <summary>The largest of all lanes.</summary>
    static abstract T Largest(TSelf x);

    /// <summary>eˣ.</summary>
    static abstract TSelf Exp(TSelf x);

    /// <summary>The natural logarithm.</summary>
    static abstract TSelf Log(TSelf x);

    /// <summary>log(1 + x), accurate near 0.</summary>
    static abstract TSelf Log1P(TSelf x);

    /// <summary>tanh x.</summary>
    static abstract TSelf Tanh(TSelf x);

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    static abstract TSelf Logistic(TSelf x);

    /// <summary>log(1 + eˣ) = max(x, 0) + log1p(e^−|x|).</summary>
    static abstract TSelf Softplus(TSelf x);

    /// <summary>A logistic unit's cross-entropy: log1p(e^−|z|) + (max(z, 0) − t·z), in this order, so that t = 1 cancels exactly.</summary>
    /// <param name="z">The weighted input. An infinite one gives NaN where t·z, or the difference, has no value.</param>
    /// <param name="t">The target, in 0 … 1.</param>
    static abstract TSelf LogisticCrossEntropy(TSelf z, TSelf t);
}
