using System.Globalization;
using System.Text;

namespace KernelGen.Training;

/// <summary>Writes every epoch of a training as a line of a CSV file, as soon as it is done.</summary>
/// <remarks>
/// <para>
/// The first line names the columns: <c>epoch</c>, <c>learning_rate</c>, <c>training_cost</c>, <c>validation_cost</c>,
/// <c>training_error_rate</c>, <c>validation_error_rate</c>, <c>seconds</c> (the epoch's <see cref="EpochReport.Duration"/>) and
/// <c>examples_per_second</c>. Numbers have a decimal point in every culture and as many digits as give them back; what a report does
/// not have is left empty. Lines end in <c>\n</c>.
/// </para>
/// <para>
/// An epoch is there once. The report of an epoch takes away the lines of that epoch and of later ones: they are of steps that were
/// lost, where a training was stopped after its last checkpoint and resumed. For one thread at a time.
/// </para>
/// </remarks>
public sealed class CsvLog : IProgress<EpochReport>, IDisposable
{
    private const string Header =
        "epoch,learning_rate,training_cost,validation_cost,training_error_rate,validation_error_rate,seconds,examples_per_second\n";

    private static readonly int columns = Header.Split(',').Length;

    private readonly FileStream file;
    private readonly List<(int Epoch, long Start)> rows = [];
    private long end;

    /// <summary>Opens the file, which others may read meanwhile.</summary>
    /// <param name="path">The path of the file; its folder must be there.</param>
    /// <param name="append">Whether to go on with a file that is there, where a training is resumed; otherwise it is replaced.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is empty.</exception>
    /// <exception cref="IOException">The file cannot be written, or is to be continued and is no such log; it is as it was.</exception>
    public CsvLog(string path, bool append = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        file = new FileStream(path, append ? FileMode.OpenOrCreate : FileMode.Create, FileAccess.ReadWrite, FileShare.Read);
        try
        {
            Continue(path);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Writes the line of an epoch, and hands it to the operating system.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="ObjectDisposedException">The log is closed.</exception>
    public void Report(EpochReport value)
    {
        ArgumentNullException.ThrowIfNull(value);
        int kept = rows.FindIndex(row => row.Epoch >= value.Epoch);
        if (kept >= 0)
        {
            end = rows[kept].Start;
            rows.RemoveRange(kept, rows.Count - kept);
        }

        long start = end;
        Write(string.Create(
            CultureInfo.InvariantCulture,
            $"{value.Epoch},{value.LearningRate},{value.TrainingCost},{value.ValidationCost},{value.TrainingErrorRate},{value.ValidationErrorRate},{value.Duration.TotalSeconds},{value.ExamplesPerSecond}\n"));
        rows.Add((value.Epoch, start));
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => file.Dispose();

    /// <summary>Finds the lines that are there; one that a killed process left unfinished will be written over.</summary>
    private void Continue(string path)
    {
        using StreamReader reader = new(file, Encoding.Latin1, detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        string text = reader.ReadToEnd();
        if (Header.StartsWith(text, StringComparison.Ordinal))
        {
            Write(Header);
            return;
        }

        if (!text.StartsWith(Header, StringComparison.Ordinal))
        {
            throw new IOException($"{path}, line 1: expected the columns {Header.TrimEnd()} of a log to go on with.");
        }

        int start = Header.Length, stop;
        while ((stop = text.IndexOf('\n', start)) >= 0)
        {
            string[] fields = text[start..stop].Split(',');
            if (fields.Length != columns
                || !int.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out int epoch)
                || (rows.Count > 0 && epoch <= rows[^1].Epoch))
            {
                throw new IOException($"{path}, line {rows.Count + 2}: expected an epoch later than those before, and {columns} columns.");
            }

            rows.Add((epoch, start));
            start = stop + 1;
        }

        end = start;
    }

    private void Write(string line)
    {
        // Also takes away half a line, where writing failed or was killed before.
        file.SetLength(end);
        file.Position = end;
        file.Write(Encoding.ASCII.GetBytes(line));
        file.Flush();
        end = file.Position;
    }
}
