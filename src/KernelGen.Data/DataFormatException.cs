using System.Data;
using System.Globalization;

namespace KernelGen.Data;

/// <summary>A file does not hold what its format, or the caller, says. Nothing of it is returned.</summary>
public sealed class DataFormatException : DataException
{
    private const int LongestQuote = 60;

    /// <summary>Tells where the fault is, what was expected there and what was found.</summary>
    /// <param name="file">The path of the file.</param>
    /// <param name="expected">What should have been there, e.g. <c>a number</c>.</param>
    /// <param name="value">What was there.</param>
    /// <param name="line">The line, 1 for the first, where the file has lines.</param>
    /// <param name="column">The index of the column, 0 for the first, where the file has columns.</param>
    /// <param name="columnName">The name of the column, where it has one.</param>
    /// <param name="innerException">What revealed the fault.</param>
    public DataFormatException(
        string file, string expected, string value, long? line = null, int? column = null, string? columnName = null,
        Exception? innerException = null)
        : base(Describe(file, expected, value, line, column, columnName), innerException)
    {
        File = file;
        Expected = expected;
        Value = value;
        Line = line;
        Column = column;
        ColumnName = columnName;
    }

    /// <summary>The path of the file.</summary>
    public string File { get; }

    /// <summary>What should have been there.</summary>
    public string Expected { get; }

    /// <summary>What was there.</summary>
    public string Value { get; }

    /// <summary>The line, 1 for the first; null where the file has no lines or the fault is the whole file's.</summary>
    public long? Line { get; }

    /// <summary>The index of the column, 0 for the first; null where the fault is the whole line's.</summary>
    public int? Column { get; }

    /// <summary>The name of the column; null without a header.</summary>
    public string? ColumnName { get; }

    private static string Describe(string file, string expected, string value, long? line, int? column, string? columnName)
    {
        string place = line is null ? "" : string.Create(CultureInfo.InvariantCulture, $", line {line}");
        place += column is null ? "" : string.Create(CultureInfo.InvariantCulture, $", column index {column}");
        place += columnName is null ? "" : $" ({columnName})";
        return $"{file}{place}: expected {expected}; got {(value.Length <= LongestQuote ? value : value[..LongestQuote] + "…")}.";
    }
}
