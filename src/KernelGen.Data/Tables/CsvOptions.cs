namespace KernelGen.Data;

/// <summary>What a CSV file looks like.</summary>
public sealed record CsvOptions
{
    /// <summary>What separates the fields of a line.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not ASCII, or a quote, a line break, or part of a number.</exception>
    public char Delimiter
    {
        get;
        init => field = char.IsAscii(value) && !char.IsAsciiLetterOrDigit(value) && value is not ('"' or '\r' or '\n' or '.' or '+' or '-')
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(Delimiter), value, $"{nameof(Delimiter)}: expected an ASCII character that occurs in no number and quotes nothing.");
    } = ',';

    /// <summary>Whether the first line, after those skipped, holds the names of the columns.</summary>
    public bool HasHeader { get; init; }

    /// <summary>Lines at the beginning of the file that are not part of the table.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int SkipLines
    {
        get;
        init => field = value >= 0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(SkipLines), value, $"{nameof(SkipLines)}: expected at least 0.");
    }

    /// <summary>
    /// What stands where a value is not known, e.g. <c>?</c>, <c>NA</c> or the empty text; compared exactly, without blanks around it.
    /// None by default: then whatever is no number is a fault.
    /// </summary>
    /// <exception cref="ArgumentException">A mark is null, or has blanks around it, so that no field could be it.</exception>
    public IReadOnlyList<string> MissingMarks
    {
        get;
        init => field = value is not null && value.All(static mark => mark is not null && mark.Trim() == mark)
            ? value
            : throw new ArgumentException($"{nameof(MissingMarks)}: expected texts without blanks around them.", nameof(MissingMarks));
    } = [];

    /// <summary>What becomes of a row with a mark of a missing value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is none of the enumeration.</exception>
    public MissingPolicy Missing
    {
        get;
        init => field = Enum.IsDefined(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Missing), value, $"{nameof(Missing)}: expected a {nameof(MissingPolicy)}.");
    }

    /// <summary>
    /// The classes in the order of their indices; any other in the file is a fault. Null to take them in the order of their first
    /// appearance. Give the training file's <see cref="ClassificationData{T}.ClassNames"/> when reading a second file.
    /// </summary>
    public IReadOnlyList<string>? ClassNames { get; init; }
}
