using System.Globalization;
using System.Text;
using KernelGen.Data;
using KernelGen.Persistence;
using KernelGen.Training;

namespace KernelGen.Gallery.Running;

/// <summary>A CSV file of inputs, as numbers and as the lines that it is written in.</summary>
public sealed class InputTable
{
    private readonly string? header;
    private readonly string[] lines;

    private InputTable(string path, Dataset<float, float> rows, string? header, string[] lines)
    {
        Path = path;
        Rows = rows;
        this.header = header;
        this.lines = lines;
    }

    /// <summary>The path of the file.</summary>
    public string Path { get; }

    /// <summary>Its numbers, without targets.</summary>
    public Dataset<float, float> Rows { get; }

    /// <summary>Reads a file. A first line without a number is a header.</summary>
    /// <exception cref="DataFormatException">A row is malformed, or there is none.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static InputTable Read(string path)
    {
        string[] lines = [.. File.ReadLines(path).Where(static line => !string.IsNullOrWhiteSpace(line))];
        bool hasHeader = lines.Length > 0 && !lines[0].Split(',').Any(IsNumber);
        Dataset<float, float> rows = Csv.LoadInputs<float>(path, new CsvOptions { HasHeader = hasHeader });
        string[] body = hasHeader ? lines[1..] : lines;

        // The reader knows quotes and gzip, which lines do not.
        return body.Length == rows.Count
            ? new InputTable(path, rows, hasHeader ? lines[0] : null, body)
            : throw new DataFormatException(path, "plain text with a line for each row", $"{rows.Count} rows in {body.Length} lines");
    }

    /// <summary>Writes every line as it was, followed by what was predicted; a header where there was one.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Write(string path, PredictedColumns predicted)
    {
        IEnumerable<string> body = lines.Zip(predicted.Rows, static (line, fields) => Joined(line, fields));
        IEnumerable<string> all = header is null ? body : body.Prepend(Joined(header, predicted.Names));
        AtomicFile.Replace(path, stream => stream.Write(Encoding.UTF8.GetBytes(string.Concat(all.Select(static line => line + Environment.NewLine)))));
    }

    private static bool IsNumber(string field) =>
        double.TryParse(field.Trim().Trim('"'), NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    private static string Joined(string line, IEnumerable<string> fields) => string.Join(',', fields.Select(Quoted).Prepend(line.TrimEnd()));

    private static string Quoted(string field) =>
        field.AsSpan().ContainsAny(",\"\r\n") ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field;
}
