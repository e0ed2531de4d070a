using System.Globalization;

namespace KernelGen.Generators.Emitting;

/// <summary>How one precision is written in C#.</summary>
internal sealed record ElementType(string Keyword, string Suffix, string Precision, string Registers, int WidestLanes)
{
    public static ElementType Single { get; } = new("float", "f", "Single", "SingleLanes", 16);

    public static ElementType Double { get; } = new("double", "", "Double", "DoubleLanes", 8);

    /// <summary>The register of a share (1, ½, ¼) of 512 bits.</summary>
    public string Lanes(int share) => "Lanes::" + Registers + (WidestLanes / share).ToString(CultureInfo.InvariantCulture);

    /// <summary>A literal that reads back as exactly the value, rounded to this precision.</summary>
    public string Literal(double value)
    {
        string digits = Suffix.Length > 0
            ? ((float)value).ToString("R", CultureInfo.InvariantCulture)
            : value.ToString("R", CultureInfo.InvariantCulture);
        bool isInteger = digits.IndexOfAny(['.', 'E', 'e']) < 0;
        return digits + (isInteger && Suffix.Length == 0 ? ".0" : Suffix);
    }
}

internal static class Numbers
{
    public static string Text(this int value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Text(this long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>With separators between thousands, for people.</summary>
    public static string Grouped(this long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>A factor as people write it: 0.001, 1E-05.</summary>
    public static string Text(this double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
