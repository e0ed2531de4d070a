using System.Globalization;

namespace KernelGen.Benchmarks.Measuring;

/// <summary>Logical processors as Linux and <c>taskset</c> list them: <c>0-3,8</c>.</summary>
internal static class ProcessorList
{
    /// <summary>The numbers of a list, in its order.</summary>
    /// <exception cref="FormatException">The text is no such list.</exception>
    public static int[] Parse(string text) =>
        [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).SelectMany(Range)];

    /// <summary>A list of these numbers, in their order.</summary>
    public static string Format(IEnumerable<int> processors) =>
        string.Join(',', processors.Select(static p => p.ToString(CultureInfo.InvariantCulture)));

    private static IEnumerable<int> Range(string part)
    {
        int[] ends = [.. part.Split('-').Select(static n => int.Parse(n, NumberStyles.None, CultureInfo.InvariantCulture))];
        return ends switch
        {
            [var only] => [only],
            [var first, var last] when first <= last => Enumerable.Range(first, last - first + 1),
            _ => throw new FormatException($"\"{part}\" names no processors; \"0-3\" would."),
        };
    }
}
