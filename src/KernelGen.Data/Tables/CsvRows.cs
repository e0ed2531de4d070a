using System.Globalization;
using System.Numerics;
using System.Text;
using CsvHelper;

namespace KernelGen.Data;

/// <summary>The rows of a CSV file, one at a time, each as wide as the first. Moving and reading numbers allocates nothing.</summary>
internal sealed class CsvRows : IDisposable
{
    // A quote that is never closed must not take the rest of a file of any size into memory.
    private const int LongestRow = 1 << 24;

    private readonly string path;
    private readonly int skipped;
    private readonly string[]? header;
    private readonly byte[][] marks;
    private readonly StreamReader text;
    private readonly CsvReader reader;
    private bool pending;

    public CsvRows(string path, CsvOptions options)
    {
        this.path = path;
        marks = [.. options.MissingMarks.Select(Encoding.UTF8.GetBytes)];
        Missing = options.Missing;
        text = new StreamReader(DataFile.OpenRead(path, out _));
        reader = CsvReader.Create(text, new CsvReaderOptions
        {
            Separator = options.Delimiter,
            HasHeader = false, // Read as any row, so that it is judged as any row.
            MalformedData = CsvMalformedDataHandling.Throw,
            MaxRecordSize = LongestRow,
            TrackLineNumbers = true,
            TrimWhitespace = true,
        });
        try
        {
            skipped = SkipLines(options.SkipLines);
            pending = Read();
            if (pending && options.HasHeader)
            {
                header = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)];
                pending = Read();
            }

            if (!pending)
            {
                throw new DataFormatException(path, "at least one row of data", "the end of the file");
            }

            Width = header?.Length ?? reader.FieldCount;
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Fields in every row.</summary>
    public int Width { get; }

    /// <summary>What becomes of a row with a missing value.</summary>
    public MissingPolicy Missing { get; }

    /// <summary>Moves to the next row, at first to the first.</summary>
    public bool MoveNext()
    {
        bool found = pending || Read();
        pending = false;
        return !found || reader.FieldCount == Width
            ? found
            : throw Fault($"{Width} fields, as in the {(header is null ? "first row" : "header")}", $"{reader.FieldCount}");
    }

    /// <summary>The text of a field of the row.</summary>
    public string Text(int column) => reader.GetString(column);

    /// <summary>The text of a field of the row as UTF-8, until the next move.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => reader.GetSpan(column);

    /// <summary>The number in a field of the row.</summary>
    public T Number<T>(int column)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        T.TryParse(reader.GetSpan(column), NumberStyles.Float, CultureInfo.InvariantCulture, out T value) && T.IsFinite(value)
            ? value
            : throw Fault("a finite number", $"\"{Text(column)}\"", column);

    /// <summary>Whether a field of the row is a mark of a missing value.</summary>
    /// <exception cref="DataFormatException">It is, and missing values are to be refused.</exception>
    public bool IsMissing(int column)
    {
        foreach (byte[] mark in marks)
        {
            if (reader.GetSpan(column).SequenceEqual(mark))
            {
                return Missing == MissingPolicy.Refuse
                    ? throw Fault("a value", $"\"{Text(column)}\", which marks a missing one", column)
                    : true;
            }
        }

        return false;
    }

    /// <summary>The index of a column that the caller asks for.</summary>
    public int IndexOf(CsvColumn column) => column.Find(Width, header) ?? throw new DataFormatException(
        path, $"one column {column}", header is null ? $"{Width} columns" : $"columns {string.Join(", ", header)}");

    /// <summary>What is wrong with the row, or with one of its fields.</summary>
    public DataFormatException Fault(string expected, string value, int? column = null) =>
        new(path, expected, value, skipped + reader.LineNumber, column, column is int i ? header?[i] : null);

    /// <inheritdoc/>
    public void Dispose()
    {
        reader.Dispose();
        text.Dispose();
    }

    private int SkipLines(int count)
    {
        try
        {
            for (int i = 0; i < count; i++)
            {
                if (text.ReadLine() is null)
                {
                    throw new DataFormatException(path, $"rows after the {count} lines to skip", $"the end of the file after {i}");
                }
            }

            return count;
        }
        catch (InvalidDataException damage)
        {
            throw Damaged(damage);
        }
    }

    private bool Read()
    {
        try
        {
            return reader.Read();
        }
        catch (CsvFormatException fault)
        {
            throw new DataFormatException(
                path, "fields quoted as RFC 4180 says", fault.Message, skipped + fault.LineNumber, innerException: fault);
        }
        catch (InvalidDataException damage)
        {
            throw Damaged(damage);
        }
    }

    private DataFormatException Damaged(InvalidDataException damage) =>
        new(path, "gzip data", $"damaged data ({damage.Message})", innerException: damage);
}
