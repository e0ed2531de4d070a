using System.Collections.Immutable;
using System.Globalization;

namespace KernelGen.Persistence;

/// <summary>Reads tensors that must be there, in fresh memory: what they are for changes only when all of them are in order.</summary>
internal sealed class TensorLoad(SafetensorsReader reader)
{
    private readonly HashSet<string> asked = new(StringComparer.Ordinal);

    public string Text(string key, string what) =>
        reader.Metadata.TryGetValue(key, out string? text)
            ? text
            : throw new TensorFileException(reader.File, what, "a file without it", key);

    /// <summary>The elements of a tensor of this shape.</summary>
    public T[] Values<T>(string name, ImmutableArray<long> shape)
        where T : unmanaged
    {
        TensorInfo tensor = Find(name);
        string expected = TensorInfo.FormOf(TensorTypes.Of<T>(), shape);
        return tensor.Form == expected ? Read<T>(tensor) : throw Fault(tensor, expected, tensor.Form);
    }

    /// <summary>The elements of a tensor of one dimension, however long.</summary>
    public T[] List<T>(string name)
        where T : unmanaged
    {
        TensorInfo tensor = Find(name);
        return tensor.Shape.Length == 1 && tensor.Shape[0] <= Array.MaxLength
            ? Values<T>(name, tensor.Shape)
            : throw Fault(tensor, "one dimension", tensor.Form);
    }

    /// <summary>A count.</summary>
    public long Count(string name)
    {
        long value = Values<long>(name, [])[0];
        return value >= 0 ? value : throw Fault(Find(name), "a count", value.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Refuses tensors that nobody has asked for.</summary>
    public void ThrowIfOthers(Func<string, bool> isLeft)
    {
        if (reader.Tensors.FirstOrDefault(t => !asked.Contains(t.Name) && !isLeft(t.Name)) is TensorInfo other)
        {
            throw Fault(other, "no tensor beside those of the model", other.Form);
        }
    }

    /// <summary>The complaint about the elements of a tensor.</summary>
    public TensorFileException Fault(string name, string expected, string found) => Fault(Find(name), expected, found);

    private TensorFileException Fault(TensorInfo tensor, string expected, string found) =>
        new(reader.File, expected, found, tensor.Name, tensor.Start, tensor.End);

    private TensorInfo Find(string name)
    {
        asked.Add(name);
        return reader.Find(name) ?? throw new TensorFileException(reader.File, $"a tensor '{name}'", "a file without it", name);
    }

    private T[] Read<T>(TensorInfo tensor)
        where T : unmanaged
    {
        T[] values = new T[tensor.Count];
        reader.Read(tensor.Name, values.AsSpan());
        return values;
    }
}
