using System.Buffers.Binary;
using System.Text;
using KernelGen.Persistence;
using KernelGen.Tests.Data;

namespace KernelGen.Tests.Persistence;

/// <summary>Files put together from the text of the format, without the writer.</summary>
public abstract class FixtureFolder : TemporaryFolder
{
    /// <summary>The length of the header in eight bytes, the header, the data.</summary>
    protected static byte[] Bytes(string header, params byte[] data)
    {
        byte[] text = Encoding.UTF8.GetBytes(header);
        byte[] length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, text.Length);
        return [.. length, .. text, .. data];
    }

    private protected TensorFileException Refused(byte[] bytes)
    {
        string path = Write("wrong.safetensors", bytes);
        TensorFileException refusal = Assert.Throws<TensorFileException>(() => SafetensorsReader.Open(path));
        Assert.Equal(path, refusal.File);
        Assert.StartsWith(path, refusal.Message, StringComparison.Ordinal);
        return refusal;
    }
}
