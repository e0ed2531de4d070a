using System.Globalization;

namespace KernelGen.Benchmarks.Plots;

/// <summary>A scale with its name and its ticks.</summary>
/// <param name="Label">Quantity and unit.</param>
/// <param name="Min">The value at its beginning.</param>
/// <param name="Max">The value at its end.</param>
/// <param name="IsLogarithmic">Whether equal distances are equal ratios.</param>
/// <param name="Ticks">Values that are named.</param>
internal sealed record Axis(string Label, double Min, double Max, bool IsLogarithmic, IReadOnlyList<double> Ticks)
{
    /// <summary>From zero to a round number that is not below the greatest value, in about five round steps.</summary>
    /// <param name="label">Quantity and unit.</param>
    /// <param name="greatest">Above zero.</param>
    public static Axis Linear(string label, double greatest)
    {
        double rough = greatest / 5;
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double step = power * (rough / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 };
        int steps = (int)Math.Ceiling(greatest / step - 1e-9);
        return new Axis(label, 0, steps * step, false, [.. Enumerable.Range(0, steps + 1).Select(i => i * step)]);
    }

    /// <summary>Powers of two, at least as far as the values reach.</summary>
    /// <param name="label">Quantity and unit.</param>
    /// <param name="least">Above zero.</param>
    /// <param name="greatest">Above the least.</param>
    public static Axis PowersOfTwo(string label, double least, double greatest)
    {
        int first = (int)Math.Floor(Math.Log2(least));
        int last = (int)Math.Ceiling(Math.Log2(greatest));
        return new Axis(
            label, Math.Pow(2, first), Math.Pow(2, last), true,
            [.. Enumerable.Range(first, last - first + 1).Select(static i => Math.Pow(2, i))]);
    }

    /// <summary>1, 2, 5, 10, …, at least as far as the values reach.</summary>
    /// <param name="label">Quantity and unit.</param>
    /// <param name="least">Above zero.</param>
    /// <param name="greatest">Above the least.</param>
    public static Axis Logarithmic(string label, double least, double greatest)
    {
        int first = (int)Math.Floor(Math.Log10(least));
        int last = (int)Math.Ceiling(Math.Log10(greatest));
        double[] round =
        [
            .. Enumerable.Range(first, last - first + 1).Select(static i => Math.Pow(10, i)).SelectMany(static p => (double[])[p, 2 * p, 5 * p]),
        ];
        double min = round.Last(v => v <= least);
        double max = round.First(v => v >= greatest);
        return new Axis(label, min, max, true, [.. round.Where(v => v >= min && v <= max)]);
    }

    /// <summary>How far along the axis a value is, from 0 at its beginning to 1 at its end.</summary>
    public double Place(double value) => IsLogarithmic
        ? Math.Log(value / Min) / Math.Log(Max / Min)
        : (value - Min) / (Max - Min);

    /// <summary>A tick's name: at most four digits.</summary>
    public static string Name(double tick) => tick.ToString("0.####", CultureInfo.InvariantCulture);
}
