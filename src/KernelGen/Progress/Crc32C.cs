using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace KernelGen.Training;

/// <summary>The checksum of records of event files: the cyclic redundancy check of Castagnoli's polynomial (RFC 3720, 12.1).</summary>
internal static class Crc32C
{
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        int whole = bytes.Length & ~7;
        foreach (ulong word in MemoryMarshal.Cast<byte, ulong>(bytes[..whole]))
        {
            crc = BitOperations.Crc32C(crc, BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word));
        }

        foreach (byte last in bytes[whole..])
        {
            crc = BitOperations.Crc32C(crc, last);
        }

        return ~crc;
    }

    /// <summary>Turned and shifted, as event files keep it: a checksum of data that hold checksums is weak.</summary>
    public static uint MaskedOf(ReadOnlySpan<byte> bytes) => BitOperations.RotateRight(Of(bytes), 15) + 0xA282EAD8;
}
