using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace KernelGen.Data;

/// <summary>Writes one array in the format of NPY, byte for byte as NumPy does.</summary>
internal static class NpyWriter
{
    private const int Alignment = 64;

    // NumPy leaves room to write a longer outermost dimension in place: as many digits as a count of bytes can have.
    private const int MostDigits = 21;
    private const int ElementsAtOnce = 1 << 20;

    /// <summary>What a caller may get wrong, before anything is written.</summary>
    public static void ThrowIfUnfit<T>(ReadOnlySpan<T> values, ReadOnlySpan<int> shape, NpyOrder order, int version)
    {
        _ = NpyHeader.ElementTypeOf<T>();
        if (shape.Length > NpyHeader.MostDimensions || shape.ContainsAnyInRange(int.MinValue, -1))
        {
            throw new ArgumentException(
                $"Expected at most {NpyHeader.MostDimensions} dimensions of at least 0; got {Idx.Describe([.. shape])}.", nameof(shape));
        }

        if (NpyHeader.CountOf(shape) != values.Length)
        {
            throw new ArgumentException($"Expected as many values as {Idx.Describe([.. shape])} has; got {values.Length}.", nameof(values));
        }

        if (!Enum.IsDefined(order))
        {
            throw new ArgumentOutOfRangeException(nameof(order), order, $"Expected an {nameof(NpyOrder)}.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(version, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(version, 3);
    }

    public static void Write<T>(Stream stream, ReadOnlySpan<T> values, ReadOnlySpan<int> shape, NpyOrder order, int version)
        where T : unmanaged
    {
        stream.Write(HeaderOf(NpyHeader.ElementTypeOf<T>(), shape, order, version));
        ReadOnlySpan<T> laidOut = order == NpyOrder.ColumnMajor ? NpyLayout.ToColumnMajor(values, shape) : values;
        for (int i = 0; i < laidOut.Length; i += ElementsAtOnce)
        {
            stream.Write(MemoryMarshal.AsBytes(laidOut.Slice(i, Math.Min(ElementsAtOnce, laidOut.Length - i))));
        }
    }

    private static byte[] HeaderOf(string type, ReadOnlySpan<int> shape, NpyOrder order, int version)
    {
        string[] dimensions = [.. shape.ToArray().Select(static d => d.ToString(CultureInfo.InvariantCulture))];
        string tuple = dimensions.Length == 1 ? $"({dimensions[0]},)" : $"({string.Join(", ", dimensions)})";
        string text = $"{{'descr': '{type}', 'fortran_order': {(order == NpyOrder.ColumnMajor ? "True" : "False")}, 'shape': {tuple}, }}";
        if (dimensions.Length > 0)
        {
            text += new string(' ', MostDigits - dimensions[order == NpyOrder.ColumnMajor ? ^1 : 0].Length);
        }

        int before = version == 1 ? 10 : 12;
        int padding = Alignment - (before + text.Length + 1) % Alignment;
        byte[] header = new byte[before + text.Length + padding + 1];
        "\0NUMPY"u8.CopyTo(header);
        header[0] = 0x93;
        header[6] = (byte)version;
        int length = header.Length - before;
        if (version == 1)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(8), (ushort)length);
        }
        else
        {
            BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(8), length);
        }

        header.AsSpan(before).Fill((byte)' ');
        Encoding.ASCII.GetBytes(text, header.AsSpan(before));
        header[^1] = (byte)'\n';
        return header;
    }
}
