using System.Collections.Immutable;
using System.Numerics;
using KernelGen.Training;

namespace KernelGen.Data;

/// <summary>Reads tables of numbers with one column to learn, as CSV, plain or gzip. Numbers are written as in the invariant culture.</summary>
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
        var classes = new ClassIndex(options?.ClassNames);
        Dataset<T, int> dataset = Load<T, int>(path, labelColumn, options, nameof(labelColumn), classes.Read);
        return new ClassificationData<T>(dataset, classes.Names);
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
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Load<T, T>(path, targetColumn, options, nameof(targetColumn), static (rows, column) => rows.Number<T>(column));

    private static Dataset<T, TTarget> Load<T, TTarget>(
        string path, CsvColumn target, CsvOptions? options, string targetName, Func<CsvRows, int, TTarget> read)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTarget : unmanaged
    {
        options ??= new CsvOptions();
        if (target.IsNamed && !options.HasHeader)
        {
            throw new ArgumentException($"Column {target} is named, but {nameof(CsvOptions.HasHeader)} is false.", targetName);
        }

        using var rows = new CsvRows(path, options);
        int targetIndex = rows.IndexOf(target);
        var inputs = new List<T>();
        var targets = new List<TTarget>();
        while (rows.MoveNext())
        {
            for (int column = 0; column < rows.Width; column++)
            {
                if (column == targetIndex)
                {
                    targets.Add(read(rows, column));
                }
                else
                {
                    inputs.Add(rows.Number<T>(column));
                }
            }
        }

        return new Dataset<T, TTarget>(inputs.ToArray(), rows.Width - 1, targets.ToArray());
    }

    /// <summary>The index of every class name: as given, or in the order of first appearance.</summary>
    private sealed class ClassIndex
    {
        private readonly Dictionary<string, int> indices = new(StringComparer.Ordinal);
        private readonly List<string> names = [];
        private readonly bool isClosed;

        public ClassIndex(IReadOnlyList<string>? given)
        {
            isClosed = given is not null;
            foreach (string name in given ?? [])
            {
                if (!indices.TryAdd(name, names.Count))
                {
                    throw new ArgumentException($"{nameof(CsvOptions.ClassNames)}: \"{name}\" is there twice.", "options");
                }

                names.Add(name);
            }
        }

        public ImmutableArray<string> Names => [.. names];

        public int Read(CsvRows rows, int column)
        {
            string name = rows.Text(column);
            if (indices.TryGetValue(name, out int index))
            {
                return index;
            }

            if (isClosed || name.Length == 0)
            {
                string expected = isClosed ? $"one of the classes {string.Join(", ", names)}" : "the name of a class";
                throw rows.Fault(expected, $"\"{name}\"", column);
            }

            index = names.Count;
            indices.Add(name, index);
            names.Add(name);
            return index;
        }
    }
}
