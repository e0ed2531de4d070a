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
    /// <summary>Reads the whole file.</summary>
    /// <param name="path">Its path; whether it is packed is told from its content.</param>
    /// <exception cref="DataFormatException">The file is no IDX file, of another type of element, shorter or longer than its header says, or damaged.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static IdxArray Read(string path)
    {
        using var file = new IdxFile(path);
        if (file.Length > Array.MaxLength)
        {
            throw new DataFormatException(path, $"at most {Array.MaxLength} elements, to fit in an array", $"{file.Length}, {Describe(file.Shape)}");
        }

        byte[] values = new byte[file.Length];
        file.Read(values);
        file.EnsureEnd();
        return new IdxArray(file.Shape, values);
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
        using IdxExamples examples = OpenClassification(imagesPath, labelsPath, scale);
        return examples.ReadToEnd();
    }

    /// <summary>Opens images and their labels, to be read one at a time. Parameters and errors are those of <see cref="LoadClassification"/>.</summary>
    public static IdxExamples OpenClassification(string imagesPath, string labelsPath, float scale = 1 / 255f) => float.IsFinite(scale)
        ? new IdxExamples(imagesPath, labelsPath, scale)
        : throw new ArgumentOutOfRangeException(nameof(scale), scale, "Expected a finite number.");

    internal static string Describe(ImmutableArray<int> shape) =>
        $"[{string.Join(", ", shape.Select(static d => d.ToString(CultureInfo.InvariantCulture)))}]";
}
