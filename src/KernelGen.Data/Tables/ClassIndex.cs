using System.Collections.Immutable;
using System.Text;

namespace KernelGen.Data;

/// <summary>The index of every class name: as given, or in the order of first appearance.</summary>
internal sealed class ClassIndex
{
    private const int LongestOnStack = 256;

    private readonly Dictionary<string, int> indices = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> lookup;
    private readonly List<string> names = [];
    private readonly bool isClosed;

    public ClassIndex(IReadOnlyList<string>? given)
    {
        lookup = indices.GetAlternateLookup<ReadOnlySpan<char>>();
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
        // A name is at most as many characters as bytes of UTF-8. A known one is found without making a string of it.
        ReadOnlySpan<byte> bytes = rows.Bytes(column);
        Span<char> characters = bytes.Length <= LongestOnStack ? stackalloc char[LongestOnStack] : new char[bytes.Length];
        return lookup.TryGetValue(characters[..Encoding.UTF8.GetChars(bytes, characters)], out int index)
            ? index
            : Add(rows, column);
    }

    private int Add(CsvRows rows, int column)
    {
        string name = rows.Text(column);
        if (isClosed || name.Length == 0)
        {
            string expected = isClosed ? $"one of the classes {string.Join(", ", names)}" : "the name of a class";
            throw rows.Fault(expected, $"\"{name}\"", column);
        }

        indices.Add(name, names.Count);
        names.Add(name);
        return names.Count - 1;
    }
}
