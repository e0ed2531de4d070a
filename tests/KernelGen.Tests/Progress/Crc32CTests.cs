using KernelGen.Training;

namespace KernelGen.Tests.Progress;

public class Crc32CTests
{
    // RFC 3720, B.4.
    public static TheoryData<byte[], uint> Known => new()
    {
        { new byte[32], 0x8A9136AA },
        { [.. Enumerable.Repeat((byte)0xFF, 32)], 0x62A8AB43 },
        { [.. Enumerable.Range(0, 32).Select(static i => (byte)i)], 0x46DD794E },
        { [.. Enumerable.Range(0, 32).Select(static i => (byte)(31 - i))], 0x113FDB5C },
    };

    [Theory]
    [MemberData(nameof(Known))]
    public void The_checksum_is_that_of_the_standard(byte[] bytes, uint expected) => Assert.Equal(expected, Crc32C.Of(bytes));

    [Fact]
    public void Bytes_that_fill_no_word_count() => Assert.Equal(0xE3069283, Crc32C.Of("123456789"u8));

    // Of 0x8A9136AA, by tensorflow/core/lib/hash/crc32c.h: turned right by 15 bits, plus 0xA282EAD8.
    [Fact]
    public void A_masked_checksum_is_turned_and_shifted() => Assert.Equal(0x0FD7FFFAu, Crc32C.MaskedOf(new byte[32]));
}
