using System.Collections.Immutable;
using System.Numerics;

namespace KernelGen.Data;

/// <summary>Reads the examples of a CSV file, one row at a time. Nothing is allocated for a row unless it names a new class.</summary>
/// <remarks><see cref="Csv.OpenClassification"/> and <see cref="Csv.OpenRegression"/> open one.</remarks>
/// <typeparam name="T">The element type of the inputs.</typeparam>
/// <typeparam name="TTarget"><see cref="int"/> for labels, otherwise <typeparamref name="T"/>.</typeparam>
public sealed class CsvExamples<T, TTarget> : ExampleReader<T, TTarget>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TTarget : unmanaged
{
    private readonly string path;
    private readonly CsvOptions options;
    private readonly CsvColumn? target;
    private readonly Func<CsvRows, int, TTarget> readTarget;
    private readonly ClassIndex? classes;
    private readonly int width;
    private readonly int targetIndex;
    private CsvRows rows;
    private bool isDisposed;

    internal CsvExamples(
        string path, CsvOptions options, CsvColumn? target, Func<CsvRows, int, TTarget> readTarget, ClassIndex? classes = null)
    {
        this.path = path;
        this.options = options;
        this.target = target;
        this.readTarget = readTarget;
        this.classes = classes;
        rows = Open(out targetIndex);
        width = rows.Width;
    }

    /// <inheritdoc/>
    public override int InputCount => width - TargetCount;

    /// <inheritdoc/>
    public override int TargetCount => target is null ? 0 : 1;

    /// <summary>The classes that the labels read so far are indices of; none where targets are numbers.</summary>
    public ImmutableArray<string> ClassNames => classes?.Names ?? [];

    /// <inheritdoc/>
    public override void Rewind()
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        CsvRows again = Open(out int index);
        if (again.Width != width || index != targetIndex)
        {
            DataFormatException fault = again.Fault($"{width} columns as when the file was opened", $"{again.Width}");
            again.Dispose();
            throw fault;
        }

        rows.Dispose();
        rows = again;
    }

    /// <inheritdoc/>
    protected override bool ReadNext(Span<T> inputs, Span<TTarget> targets)
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        while (rows.MoveNext())
        {
            if (TryRead(inputs, targets))
            {
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        isDisposed = true;
        rows.Dispose();
    }

    /// <summary>Reads the row, or says that it is to be left out.</summary>
    private bool TryRead(Span<T> inputs, Span<TTarget> targets)
    {
        int next = 0;
        for (int column = 0; column < width; column++)
        {
            bool isTarget = column == targetIndex;
            bool isMissing = rows.IsMissing(column);
            if (isMissing && (isTarget || rows.Missing == MissingPolicy.DropRow))
            {
                return false;
            }

            if (isTarget)
            {
                targets[0] = readTarget(rows, column);
            }
            else
            {
                inputs[next++] = isMissing ? T.NaN : rows.Number<T>(column);
            }
        }

        return true;
    }

    private CsvRows Open(out int index)
    {
        var opened = new CsvRows(path, options);
        try
        {
            index = target is CsvColumn column ? opened.IndexOf(column) : -1;
            return target is null || opened.Width > 1
                ? opened
                : throw opened.Fault("at least one column of inputs beside the target", $"{opened.Width} column");
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }
}
