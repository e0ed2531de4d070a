using KernelGen.Data;
using KernelGen.Training;

namespace KernelGen.Gallery.Examples;

/// <summary>The files of MNIST: <c>train-</c> or <c>t10k-images-idx3-ubyte</c> and <c>-labels-idx1-ubyte</c>, plain or <c>.gz</c>.</summary>
public static class MnistFiles
{
    private const int ClassCount = 10;

    /// <summary>Reads a folder. With both pairs, <c>train-</c> is to learn from and <c>t10k-</c> the test; of one pair, the first 80 % and the rest.</summary>
    /// <exception cref="DataFormatException">A file is no IDX file of bytes, the two of a pair do not fit, or a label is not 0 … 9.</exception>
    /// <exception cref="IOException">There is no such folder, or neither pair is in it.</exception>
    public static TrainingExamples<int> Read(string folder)
    {
        Dataset<float, int>? train = TryReadPair(folder, "train");
        Dataset<float, int>? test = TryReadPair(folder, "t10k");
        if (train is not null && test is not null)
        {
            return new TrainingExamples<int>(train, test, folder);
        }

        Dataset<float, int> all = train ?? test ?? throw new FileNotFoundException(
            $"{folder}: expected a folder with t10k-images-idx3-ubyte.gz and t10k-labels-idx1-ubyte.gz, or the same of train-.");
        if (all.Count < 2)
        {
            throw new DataFormatException(folder, "at least two images, to learn from one and test on one", $"{all.Count}");
        }

        int count = Math.Max(1, all.Count * 4 / 5);
        return new TrainingExamples<int>(all.Slice(0, count), all.Slice(count, all.Count - count), folder);
    }

    private static Dataset<float, int>? TryReadPair(string folder, string part)
    {
        string? images = Find(folder, $"{part}-images-idx3-ubyte");
        string? labels = Find(folder, $"{part}-labels-idx1-ubyte");
        if (images is null || labels is null)
        {
            return null;
        }

        Dataset<float, int> pair = Idx.LoadClassification(images, labels);
        ReadOnlySpan<int> targets = pair.Targets.Span;
        int wrong = targets.IndexOfAnyExceptInRange(0, ClassCount - 1);
        return wrong < 0
            ? pair
            : throw new DataFormatException(labels, $"labels 0 … {ClassCount - 1}", $"{targets[wrong]} for image {wrong}");
    }

    private static string? Find(string folder, string name) =>
        new[] { $"{name}.gz", name }.Select(file => Path.Combine(folder, file)).FirstOrDefault(File.Exists);
}
