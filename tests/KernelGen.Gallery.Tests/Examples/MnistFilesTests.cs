using System.Buffers.Binary;
using KernelGen.Data;
using KernelGen.Gallery.Examples;
using KernelGen.Tests.Data;

namespace KernelGen.Gallery.Tests.Examples;

public sealed class MnistFilesTests : TemporaryFolder
{
    [Fact]
    public void Of_one_pair_the_first_80_percent_are_learnt_from_and_the_rest_is_the_test()
    {
        WritePair("t10k", [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
        TrainingExamples<int> examples = MnistFiles.Read(PathOf(""));
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7], examples.Training.Targets.ToArray());
        Assert.Equal([8, 9], examples.Test.Targets.ToArray());
    }

    [Fact]
    public void Of_both_pairs_one_is_learnt_from_and_the_other_is_the_test()
    {
        WritePair("train", [1, 2, 3]);
        WritePair("t10k", [4]);
        TrainingExamples<int> examples = MnistFiles.Read(PathOf(""));
        Assert.Equal([1, 2, 3], examples.Training.Targets.ToArray());
        Assert.Equal([4], examples.Test.Targets.ToArray());
    }

    [Fact]
    public void Images_without_their_labels_are_no_pair()
    {
        WritePair("train", [1, 2, 3]);
        File.Delete(PathOf("train-labels-idx1-ubyte"));
        Assert.Throws<FileNotFoundException>(() => MnistFiles.Read(PathOf("")));
    }

    [Fact]
    public void A_label_above_9_is_refused_with_its_image()
    {
        WritePair("train", [1, 10, 3]);
        DataFormatException fault = Assert.Throws<DataFormatException>(() => MnistFiles.Read(PathOf("")));
        Assert.Equal("10 for image 1", fault.Value);
    }

    [Fact]
    public void A_single_image_cannot_be_learnt_from_and_tested_on()
    {
        WritePair("train", [1]);
        Assert.Throws<DataFormatException>(() => MnistFiles.Read(PathOf("")));
    }

    private void WritePair(string part, byte[] labels)
    {
        Write($"{part}-images-idx3-ubyte", [0, 0, 8, 3, .. Dimensions(labels.Length, 2, 2), .. new byte[4 * labels.Length]]);
        Write($"{part}-labels-idx1-ubyte", [0, 0, 8, 1, .. Dimensions(labels.Length), .. labels]);
    }

    private static byte[] Dimensions(params ReadOnlySpan<int> lengths)
    {
        var bytes = new byte[4 * lengths.Length];
        for (int i = 0; i < lengths.Length; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4 * i), lengths[i]);
        }

        return bytes;
    }
}
