using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using KernelGen.Training;

namespace KernelGen.Data;

/// <summary>Reads IDX files of unsigned bytes, the format of MNIST, plain or gzip.</summary>
/// <remarks>
/// Two zero bytes, the type of the elements (8 for unsigned bytes), the number of dimensions, every dimension as a big-endian
/// 32-bit integer, then the elements row-major (Y. LeCun, C. Cortes, C. Burges, The MNIST database).
/// </remarks>
public static class Idx
{
    private const byte UnsignedByte = 8;

    /// <summary>Reads the whole file.</summary>
    /// <param name="path">Its path; whether it is packed is told from its content.</param>
    /// <exception cref="DataFormatException">The file is no IDX file, of another type of element, shorter or longer than its header says, or damaged.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static IdxArray Read(string path)
    {
        using Stream stream = DataFile.OpenRead(path, out long longest);
        try
        {
            return Read(path, stream, longest);
        }
        catch (InvalidDataException damage)
        {
            throw new DataFormatException(path, "gzip data", $"damaged data ({damage.Message})", innerException: damage);
        }
    }

    /// <summary>Reads images and their labels as examples for a classifier.</summary>
    /// <param name="imagesPath">An IDX file [n, …]; every image becomes one row of inputs.</param>
    /// <param name="labelsPath">An IDX file [n].</param>
    /// <param name="scale">What a pixel, 0 … 255, is multiplied by.</param>
    /// <exception cref="DataFormatException">As in <see cref="Read(string)"/>, or the dimensions do not fit each other.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="scale"/> is not finite.</exception>
    /// <exception cref="IOException">A file cannot be opened or read.</exception>
    public static Dataset<float, int> LoadClassification(string imagesPath, string labelsPath, float scale = 1 / 255f)
    {
        if (!float.IsFinite(scale))
        {
            throw new ArgumentOutOfRangeException(nameof(scale), scale, "Expected a finite number.");
        }

        IdxArray images = Read(imagesPath);
        if (images.Shape.Length < 2)
        {
            throw new DataFormatException(imagesPath, "images, at least two dimensions", Describe(images.Shape));
        }

        IdxArray labels = Read(labelsPath);
        if (labels.Shape.Length != 1 || labels.Count != images.Count)
        {
            throw new DataFormatException(labelsPath, $"one label for each of {images.Count} images", Describe(labels.Shape));
        }

        var inputs = new float[images.Values.Length];
        ReadOnlySpan<byte> pixels = images.Values.Span;
        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i] = pixels[i] * scale;
        }

        int[] targets = [.. labels.Values.ToArray()];
        return new Dataset<float, int>(inputs, images.ItemLength, targets);
    }

    private static IdxArray Read(string path, Stream stream, long longest)
    {
        ImmutableArray<int> shape = ReadShape(path, stream, longest, out int length);
        byte[] values = new byte[length];
        int read = stream.ReadAtLeast(values, length, throwOnEndOfStream: false);
        if (read < length)
        {
            throw new DataFormatException(path, $"{length} elements for {Describe(shape)}", $"only {read}");
        }

        return stream.ReadByte() < 0
            ? new IdxArray(shape, values)
            : throw new DataFormatException(path, $"{length} elements for {Describe(shape)}", "more bytes after them");
    }

    private static ImmutableArray<int> ReadShape(string path, Stream stream, long longest, out int length)
    {
        Span<byte> magic = stackalloc byte[4];
        ReadHeader(path, stream, magic, "the four bytes 00 00 08 and the number of dimensions");
        if (magic is not [0, 0, _, > 0])
        {
            throw new DataFormatException(
                path, "the four bytes 00 00 08 and the number of dimensions", Convert.ToHexString(magic));
        }

        if (magic[2] != UnsignedByte)
        {
            throw new DataFormatException(path, "elements of type 08 (unsigned bytes)", $"type {magic[2]:X2}");
        }

        Span<byte> bytes = stackalloc byte[4 * magic[3]];
        ReadHeader(path, stream, bytes, $"{magic[3]} dimensions of four bytes");
        var shape = ImmutableArray.CreateBuilder<int>(magic[3]);
        long room = Math.Min(longest - magic.Length - bytes.Length, Array.MaxLength);
        long product = 1;
        for (int i = 0; i < magic[3]; i++)
        {
            // Asked before memory is taken: a damaged header must not cost gigabytes.
            uint dimension = BinaryPrimitives.ReadUInt32BigEndian(bytes[(4 * i)..]);
            product *= dimension;
            if (product == 0 || product > room)
            {
                throw new DataFormatException(
                    path,
                    $"dimensions of at least 1 whose product the file has room for, at most {Math.Max(room, 0)}",
                    $"dimension {dimension} at index {i}" + (product == 0 ? "" : $", a product of {product} so far"));
            }

            shape.Add((int)dimension);
        }

        length = (int)product;
        return shape.MoveToImmutable();
    }

    private static void ReadHeader(string path, Stream stream, Span<byte> destination, string expected)
    {
        int read = stream.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false);
        if (read < destination.Length)
        {
            throw new DataFormatException(path, expected, $"the end of the file after {read} of {destination.Length} bytes");
        }
    }

    private static string Describe(ImmutableArray<int> shape) =>
        $"[{string.Join(", ", shape.Select(static d => d.ToString(CultureInfo.InvariantCulture)))}]";
}
