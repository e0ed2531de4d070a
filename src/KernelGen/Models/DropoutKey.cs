using System.ComponentModel;
using System.Globalization;
using KernelGen.Numerics;

namespace KernelGen;

/// <summary>
/// What decides which units dropout leaves out (Srivastava et al. 2014): a function of the seed, the step, the row of the example in its
/// batch and the unit, and of nothing else. So the same are left out whatever the threads and registers, and after a resumption.
/// </summary>
public readonly record struct DropoutKey
{
    /// <summary>Leaves out other units in every step.</summary>
    /// <param name="seed">Equal seeds leave out equal units.</param>
    /// <param name="step">The number of the step.</param>
    public DropoutKey(ulong seed, long step)
    {
        Seed = seed;
        Step = step;
        IsOn = true;
    }

    /// <summary>Leaves out nothing: gradients are those of the cost.</summary>
    public static DropoutKey None => default;

    /// <summary>Equal seeds leave out equal units.</summary>
    public ulong Seed { get; }

    /// <summary>The number of the step.</summary>
    public long Step { get; private init; }

    /// <summary>Whether units are left out.</summary>
    public bool IsOn { get; }

    /// <summary>The row that the first example has in the whole batch, of which others may have the rows before.</summary>
    public int FirstRow { get; private init; }

    /// <summary>That of the next step.</summary>
    public DropoutKey Next => this with { Step = Step + 1 };

    /// <summary>That of the examples from a row on.</summary>
    public DropoutKey From(int row) => this with { FirstRow = FirstRow + row };

    /// <summary>What it was made of. (What a record writes by itself has all properties in it, the next key with its next one among them.)</summary>
    public override string ToString() => IsOn
        ? string.Create(CultureInfo.InvariantCulture, $"DropoutKey {{ Seed = {Seed}, Step = {Step}, FirstRow = {FirstRow} }}")
        : "DropoutKey { None }";

    /// <summary>As kernels take it: seed and step are mixed once a batch.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public DropoutMask Mask
    {
        get
        {
            if (!IsOn)
            {
                return default;
            }

            (uint key0, uint key1) = Threefry.Bits((uint)Seed, (uint)(Seed >> 32), (uint)Step, (uint)(Step >> 32));
            return new DropoutMask(key0, key1, (uint)FirstRow);
        }
    }

    /// <summary>What a unit of the first row is multiplied by: 0 where it is left out, else 1 / (1 − rate).</summary>
    /// <param name="unit">Its number, and 2²⁴ for each dropout before.</param>
    /// <param name="rate">The share that is left out.</param>
    internal double FactorOf(uint unit, double rate) => !IsOn ? 1 : Mask.Bits(0, unit) >= DropoutMask.Threshold(rate) ? 1 / (1 - rate) : 0;
}
