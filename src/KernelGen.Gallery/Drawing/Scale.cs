using System.Collections.Immutable;
using System.Globalization;

namespace KernelGen.Gallery.Drawing;

/// <summary>Where values lie along an axis, and which of them are named.</summary>
/// <param name="Min">The value at its beginning.</param>
/// <param name="Max">The value at its end, above <paramref name="Min"/>.</param>
internal abstract record Scale(double Min, double Max)
{
    /// <summary>The values that are named, in order.</summary>
    public abstract ImmutableArray<double> Ticks { get; }

    /// <summary>How far along the axis a value is: 0 at its beginning, 1 at its end.</summary>
    public abstract double Place(double value);

    /// <summary>A tick as it is written.</summary>
    public abstract string Name(double tick);

    /// <summary>Values from one end to the other, at equal distances along the axis.</summary>
    /// <param name="count">At least 2.</param>
    public IEnumerable<double> Spread(int count) => Enumerable.Range(0, count).Select(i => At(i / (count - 1.0)));

    /// <summary>The value at a place between 0 and 1.</summary>
    protected abstract double At(double place);
}

/// <summary>Equal distances are equal differences.</summary>
internal sealed record LinearScale(double Min, double Max) : Scale(Min, Max)
{
    private const double Rounding = 1e-9;

    /// <summary>About so many ticks.</summary>
    public int TickCount { get; init; } = 5;

    public override ImmutableArray<double> Ticks
    {
        get
        {
            double step = Step;
            long first = (long)Math.Ceiling(Min / step - Rounding);
            long last = (long)Math.Floor(Max / step + Rounding);
            return [.. Enumerable.Range(0, (int)(last - first) + 1).Select(i => (first + i) * step)];
        }
    }

    private double Step => NiceStep(Max - Min, TickCount);

    /// <summary>From a round value not above the least to one not below the greatest.</summary>
    public static LinearScale Around(double least, double greatest, int tickCount = 5)
    {
        double step = NiceStep(greatest > least ? greatest - least : 1, tickCount);
        double min = step * Math.Floor(least / step + Rounding);
        double max = step * Math.Ceiling(greatest / step - Rounding);
        return new LinearScale(min, max > min ? max : min + step) { TickCount = tickCount };
    }

    public override double Place(double value) => (value - Min) / (Max - Min);

    public override string Name(double tick)
    {
        int digits = Math.Max(0, -(int)Math.Floor(Math.Log10(Step) + Rounding));
        string text = Math.Abs(tick).ToString($"#,0.{new string('0', digits)}", CultureInfo.InvariantCulture);
        return tick < -Step / 2 ? "−" + text : text;
    }

    protected override double At(double place) => Min + place * (Max - Min);

    /// <summary>1, 2 or 5 times a power of ten.</summary>
    private static double NiceStep(double length, int tickCount)
    {
        double rough = length / tickCount;
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        return power * (rough / power) switch { <= 1 + Rounding => 1, <= 2 + Rounding => 2, <= 5 + Rounding => 5, _ => 10 };
    }
}

/// <summary>Equal distances are equal ratios; ticks are powers of the base.</summary>
internal sealed record LogarithmicScale(double Min, double Max) : Scale(Min, Max)
{
    private const int MostTicks = 7;

    // Beyond these, all ticks of the axis are written as powers.
    private const double LeastPlain = 0.0009;
    private const double GreatestPlain = 11_000;

    private const double Rounding = 1e-9;

    /// <summary>Whose powers are named.</summary>
    public int Base { get; init; } = 10;

    public override ImmutableArray<double> Ticks
    {
        get
        {
            int first = (int)Math.Ceiling(Math.Log(Min, Base) - Rounding);
            int last = (int)Math.Floor(Math.Log(Max, Base) + Rounding);
            int every = (last - first) / MostTicks + 1;
            return [.. Enumerable.Range(first, last - first + 1).Where(power => (power - first) % every == 0).Select(power => Math.Pow(Base, power))];
        }
    }

    public override double Place(double value) => Math.Log(value / Min) / Math.Log(Max / Min);

    public override string Name(double tick)
    {
        int power = (int)Math.Round(Math.Log(tick, Base));
        return Base == 10 && (Min < LeastPlain || Max > GreatestPlain)
            ? "10" + string.Concat(power.ToString(CultureInfo.InvariantCulture).Select(static c => c == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹"[c - '0']))
            : tick.ToString("#,0.##", CultureInfo.InvariantCulture);
    }

    protected override double At(double place) => Min * Math.Pow(Max / Min, place);
}

/// <summary>A scale and what it is the scale of.</summary>
/// <param name="Quantity">What is measured, e.g. <c>cost</c>.</param>
/// <param name="Unit">In what; empty for a plain number.</param>
/// <param name="Scale">Where values lie.</param>
internal sealed record Axis(string Quantity, string Unit, Scale Scale)
{
    /// <summary>As it is written beside the axis.</summary>
    public string Label => Unit.Length == 0 ? Quantity : $"{Quantity} ({Unit})";
}
