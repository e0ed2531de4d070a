using System.Numerics;
using KernelGen.Training;

namespace KernelGen.Data;

/// <summary>Reads tables of numbers as CSV, plain or gzip. Numbers are written as in the invariant culture.</summary>
/// <remarks>
/// <c>Load…</c> reads a file into memory; <c>Open…</c> reads it row by row, for files that do not fit. Options with
/// <see cref="CsvOptions.MissingMarks"/> say what to do with values that are missing.
/// </remarks>
public static class Csv
{
    /// <summary>Reads examples for a classifier: one column names the class, all others are inputs, in their order.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>, the element type of the model.</typeparam>
    /// <param name="path">The file; whether it is packed is told from its content.</param>
    /// <param name="labelColumn">The column of the classes: an index, −1 for the last, or a name.</param>
    /// <param name="options">What the file looks like; null for commas and no header.</param>
    /// <exception cref="DataFormatException">A row has more or fewer fields than the first, an input is no finite number, a class is empty or not among those given, there is no such column, or there are no rows.</exception>
    /// <exception cref="ArgumentException">A column is named and there is no header, or a class is given twice.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static ClassificationData<T> LoadClassification<T>(string path, CsvColumn labelColumn, CsvOptions? options = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using CsvExamples<T, int> examples = OpenClassification<T>(path, labelColumn, options);
        Dataset<T, int> dataset = ReadAll(examples, path);
        return new ClassificationData<T>(dataset, examples.ClassNames);
    }

    /// <summary>Reads examples for a model with one numeric target: one column is the target, all others are inputs, in their order.</summary>
    /// <remarks>For regression, and for models that take 0 and 1 or −1 and +1 as their targets.</remarks>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>, the element type of the model.</typeparam>
    /// <param name="path">The file; whether it is packed is told from its content.</param>
    /// <param name="targetColumn">The column of the targets: an index, −1 for the last, or a name.</param>
    /// <param name="options">What the file looks like; null for commas and no header.</param>
    /// <exception cref="DataFormatException">A row has more or fewer fields than the first, a value is no finite number, there is no such column, or there are no rows.</exception>
    /// <exception cref="ArgumentException">A column is named and there is no header.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static Dataset<T, T> LoadRegression<T>(string path, CsvColumn targetColumn, CsvOptions? options = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using CsvExamples<T, T> examples = OpenRegression<T>(path, targetColumn, options);
        return ReadAll(examples, path);
    }

    /// <summary>Reads inputs without targets, e.g. to predict them: every column is an input.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>, the element type of the model.</typeparam>
    /// <param name="path">The file; whether it is packed is told from its content.</param>
    /// <param name="options">What the file looks like; null for commas and no header.</param>
    /// <exception cref="DataFormatException">A row has more or fewer fields than the first, a value is no finite number, or there are no rows.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static Dataset<T, T> LoadInputs<T>(string path, CsvOptions? options = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using var examples = new CsvExamples<T, T>(path, options ?? new CsvOptions(), null, static (rows, column) => rows.Number<T>(column));
        return ReadAll(examples, path);
    }

    /// <summary>Opens examples for a classifier, to be read one at a time. Parameters and errors are those of <see cref="LoadClassification"/>.</summary>
    public static CsvExamples<T, int> OpenClassification<T>(string path, CsvColumn labelColumn, CsvOptions? options = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        options ??= new CsvOptions();
        ThrowIfNameless(labelColumn, options, nameof(labelColumn));
        var classes = new ClassIndex(options.ClassNames);
        return new CsvExamples<T, int>(path, options, labelColumn, classes.Read, classes);
    }

    /// <summary>Opens examples with one numeric target, to be read one at a time. Parameters and errors are those of <see cref="LoadRegression"/>.</summary>
    public static CsvExamples<T, T> OpenRegression<T>(string path, CsvColumn targetColumn, CsvOptions? options = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        options ??= new CsvOptions();
        ThrowIfNameless(targetColumn, options, nameof(targetColumn));
        return new CsvExamples<T, T>(path, options, targetColumn, static (rows, column) => rows.Number<T>(column));
    }

    private static void ThrowIfNameless(CsvColumn column, CsvOptions options, string name)
    {
        if (column.IsNamed && !options.HasHeader)
        {
            throw new ArgumentException($"Column {column} is named, but {nameof(CsvOptions.HasHeader)} is false.", name);
        }
    }

    private static Dataset<T, TTarget> ReadAll<T, TTarget>(CsvExamples<T, TTarget> examples, string path)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTarget : unmanaged =>
        examples.ReadWhatIsLeft()
            // The file has rows: it could not have been opened otherwise.
            ?? throw new DataFormatException(path, "at least one row without missing values", "rows that are all left out");
}
