using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace KernelGen.Generators.Graphs.Analyses;

/// <summary>Where a range of numbers ends.</summary>
/// <param name="Value">The end; infinite where there is none.</param>
/// <param name="Open">Whether the end itself is not among the numbers.</param>
internal readonly record struct Bound(double Value, bool Open = false)
{
    /// <summary>The product of two ends; zero wins against infinity, since no number is infinite.</summary>
    public static Bound operator *(Bound a, Bound b) =>
        new(a.Value == 0 || b.Value == 0 ? 0 : a.Value * b.Value, (a.Open || b.Open) && !a.IsZero && !b.IsZero);

    public static Bound operator +(Bound a, Bound b) => new(a.Value + b.Value, a.Open || b.Open);

    public static Bound operator -(Bound a) => new(-a.Value, a.Open);

    /// <summary>Whether zero is reached, so that a product with anything is, too.</summary>
    private bool IsZero => Value == 0 && !Open;
}

/// <summary>The numbers that a value can take. What is not known is taken to be possible.</summary>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end.</param>
internal readonly record struct Interval(Bound Low, Bound High)
{
    public static Interval All { get; } = new(new Bound(double.NegativeInfinity), new Bound(double.PositiveInfinity));

    public static Interval NotNegative { get; } = All with { Low = new Bound(0) };

    public static Interval Positive { get; } = All with { Low = new Bound(0, Open: true) };

    /// <summary>From 0 to 1, without either: what logistic and softmax give.</summary>
    public static Interval InsideUnit { get; } = new(new Bound(0, Open: true), new Bound(1, Open: true));

    public static Interval Of(double value) => Between(value, value);

    public static Interval Between(double low, double high) => new(new Bound(low), new Bound(high));

    public bool IsPositive => Low.Value > 0 || Low is { Value: 0, Open: true };

    public bool IsNotNegative => Low.Value >= 0;

    public bool IsNotPositive => High.Value <= 0;

    public bool IsPoint => Low.Value.Equals(High.Value);

    public bool Contains(double value) =>
        (Low.Open ? value > Low.Value : value >= Low.Value) && (High.Open ? value < High.Value : value <= High.Value);

    public bool IsWithin(double low, double high) => Low.Value >= low && High.Value <= high;

    public static Interval operator +(Interval a, Interval b) => new(a.Low + b.Low, a.High + b.High);

    public static Interval operator -(Interval a) => new(-a.High, -a.Low);

    public static Interval operator *(Interval a, Interval b)
    {
        Bound[] corners = [a.Low * b.Low, a.Low * b.High, a.High * b.Low, a.High * b.High];
        return new Interval(Least(corners), Greatest(corners));
    }

    public static Interval operator /(Interval a, Interval b) =>
        !b.Contains(0) ? a * Reciprocal(b) :
        a.IsNotNegative && b.IsNotNegative ? NotNegative :
        All;

    /// <summary>The sum of n such numbers.</summary>
    public Interval Times(int n) => this * Of(n);

    public Interval Absolute => IsNotNegative ? this : High.Value <= 0 ? -this : new(new Bound(0), Greatest([-Low, High]));

    public Interval Squared
    {
        get
        {
            Interval absolute = Absolute;
            return absolute * absolute;
        }
    }

    /// <summary>Of a function that rises.</summary>
    /// <param name="function">Gives at −∞ and ∞ its limits there.</param>
    /// <param name="low">What it is always above.</param>
    /// <param name="high">What it is always below.</param>
    public Interval Rising(Func<double, double> function, double low = double.NegativeInfinity, double high = double.PositiveInfinity)
    {
        // A limit that rounding reaches is still only a limit.
        double first = function(Low.Value), last = function(High.Value);
        return new Interval(new Bound(first, Low.Open || first <= low), new Bound(last, High.Open || last >= high));
    }

    public static Interval Either(Interval a, Interval b) => new(Least([a.Low, b.Low]), Greatest([a.High, b.High]));

    public static Interval Maximum(Interval a, Interval b) => new(Last(a.Low, b.Low), Greatest([a.High, b.High]));

    public static Interval Minimum(Interval a, Interval b) => -Maximum(-a, -b);

    private static Interval Reciprocal(Interval b)
    {
        // Only one side of zero is left; where it comes close to zero, the reciprocal has no end.
        bool isBelow = b.High.Value <= 0;
        double low = b.High.Value == 0 ? double.NegativeInfinity : 1 / b.High.Value;
        double high = b.Low.Value == 0 ? double.PositiveInfinity : 1 / b.Low.Value;
        return new Interval(
            new Bound(low, b.High.Open || (!isBelow && double.IsInfinity(b.High.Value))),
            new Bound(high, b.Low.Open || (isBelow && double.IsInfinity(b.Low.Value))));
    }

    /// <summary>Round brackets exclude an end. What a record would write by itself has no end, as intervals have intervals.</summary>
    public override string ToString() =>
        string.Format(CultureInfo.InvariantCulture, "{0}{1}, {2}{3}", Low.Open ? "(" : "[", Low.Value, High.Value, High.Open ? ")" : "]");

    /// <summary>The smallest; of equal ones one that is reached.</summary>
    private static Bound Least(IEnumerable<Bound> bounds) => bounds.OrderBy(static b => b.Value).ThenBy(static b => b.Open).First();

    private static Bound Greatest(IEnumerable<Bound> bounds) => bounds.OrderByDescending(static b => b.Value).ThenBy(static b => b.Open).First();

    /// <summary>The larger; of equal ones one that is not reached.</summary>
    private static Bound Last(Bound a, Bound b) =>
        a.Value.Equals(b.Value) ? a with { Open = a.Open || b.Open } : a.Value > b.Value ? a : b;
}
