using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using KernelGen.Persistence;

namespace KernelGen.Tests.Persistence;

/// <summary>What a good file holds, to be made wrong and written again, without the writer.</summary>
internal sealed class AlteredFile
{
    private readonly List<(string Name, string Type, long[] Shape, byte[] Data)> tensors = [];

    public AlteredFile(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        using SafetensorsReader reader = SafetensorsReader.Open(path);
        Texts = new(reader.Metadata);
        foreach (TensorInfo tensor in reader.Tensors)
        {
            tensors.Add((tensor.Name, $"{tensor.Type}", [.. tensor.Shape], bytes[(int)tensor.Start..(int)tensor.End]));
        }
    }

    public Dictionary<string, string> Texts { get; }

    public void Remove(string name) => Assert.Equal(1, tensors.RemoveAll(t => t.Name == name));

    public void Add(string name, string type, long[] shape, byte[] data) => tensors.Add((name, type, shape, data));

    public void Replace(string name, string type, long[] shape, byte[] data)
    {
        Remove(name);
        Add(name, type, shape, data);
    }

    public byte[] Bytes()
    {
        StringBuilder header = new($$"""{"__metadata__":{{JsonSerializer.Serialize(Texts)}}""");
        List<byte> data = [];
        foreach ((string name, string type, long[] shape, byte[] values) in tensors)
        {
            header.Append($$""","{{name}}":{"dtype":"{{type}}","shape":[{{string.Join(',', shape)}}],"data_offsets":[{{data.Count}},{{data.Count + values.Length}}]}""");
            data.AddRange(values);
        }

        byte[] text = Encoding.UTF8.GetBytes(header.Append('}').ToString());
        byte[] length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, text.Length);
        return [.. length, .. text, .. data];
    }
}
