using System.Globalization;

namespace KernelGen.Data;

/// <summary>A column of a CSV file, by index or by name; an <see cref="int"/> or a <see cref="string"/> converts to it.</summary>
/// <remarks>Index 0 is the first column, −1 the last. Names need a header and are compared exactly.</remarks>
public readonly record struct CsvColumn
{
    private readonly int index;
    private readonly string? name;

    private CsvColumn(int index, string? name)
    {
        this.index = index;
        this.name = name;
    }

    /// <summary>A column by index: 0 for the first, −1 for the last.</summary>
    public static implicit operator CsvColumn(int index) => FromInt32(index);

    /// <summary>A column by name.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
    public static implicit operator CsvColumn(string name) => FromString(name);

    /// <summary>A column by index: 0 for the first, −1 for the last.</summary>
    public static CsvColumn FromInt32(int index) => new(index, null);

    /// <summary>A column by name.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
    public static CsvColumn FromString(string name) => new(0, name ?? throw new ArgumentNullException(nameof(name)));

    /// <inheritdoc/>
    public override string ToString() => name is null ? $"index {index.ToString(CultureInfo.InvariantCulture)}" : $"\"{name}\"";

    internal bool IsNamed => name is not null;

    /// <summary>The index from 0 among <paramref name="width"/> columns, or null where there is no such column or more than one.</summary>
    internal int? Find(int width, IReadOnlyList<string>? header)
    {
        if (name is null)
        {
            int fromStart = index < 0 ? width + index : index;
            return fromStart >= 0 && fromStart < width ? fromStart : null;
        }

        string wanted = name;
        int[] matches = [.. (header ?? []).Index().Where(column => column.Item == wanted).Select(static column => column.Index)];
        return matches is [int only] ? only : null;
    }
}
