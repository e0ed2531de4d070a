using KernelGen.Data;
using KernelGen.Gallery.Examples;
using KernelGen.Tests.Data;

namespace KernelGen.Gallery.Tests.Examples;

public sealed class TablesTests : TemporaryFolder
{
    private string Rows(int count, string target) =>
        Write("table.csv", string.Concat(Enumerable.Range(0, count).Select(i => $"{i},{i * i},{target}\n")));

    [Fact]
    public void A_fifth_of_the_rows_is_the_test()
    {
        TrainingExamples<float> examples = Tables.ReadValues(Rows(50, "7"), seed: 1);
        Assert.Equal((40, 10), (examples.Training.Count, examples.Test.Count));
    }

    [Fact]
    public void The_seed_decides_which()
    {
        string path = Rows(50, "7");
        Assert.Equal(Test(1), Test(1));
        Assert.NotEqual(Test(1), Test(2));

        float[] Test(int seed) => Tables.ReadValues(path, seed).Test.Inputs.ToArray();
    }

    [Fact]
    public void Measurements_are_standardised_on_the_part_to_learn_from()
    {
        TrainingExamples<int> examples = Tables.ReadClasses(Rows(50, "a"), seed: 1);
        Assert.Equal(0, Mean(examples.Training.Inputs), tolerance: 1e-5);
        Assert.NotEqual(0, Mean(examples.Test.Inputs), tolerance: 1e-5);

        static double Mean(ReadOnlyMemory<float> inputs) => inputs.ToArray().Average();
    }

    [Fact]
    public void Ink_of_16_is_1()
    {
        string row = $"16,8{string.Concat(Enumerable.Repeat(",0", 62))},3\n";
        float[] image = Tables.ReadDigits(Write("digits.csv", string.Concat(Enumerable.Repeat(row, 10))), seed: 1).Test.Inputs.ToArray();
        Assert.Equal([1, 0.5f, 0], image[..3]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_malignant_tumour_is_the_negative_target_and_a_benign_one_1(float negative)
    {
        string path = Write("tumours.csv", "10,1,malignant,benign\n" + string.Concat(Enumerable.Repeat("1,0\n2,1\n", 5)));
        TrainingExamples<float> examples = Tables.ReadDiagnoses(path, seed: 1, negative);
        Assert.Equal([negative, 1], examples.Test.Targets.ToArray().Order());
        Assert.Equal(["malignant", "benign"], examples.ClassNames!.Value.ToArray());
    }

    [Fact]
    public void A_target_that_is_no_0_or_1_is_refused() =>
        Assert.Throws<DataFormatException>(() => Tables.ReadProbabilities(Rows(50, "2"), seed: 1));

    [Fact]
    public void Too_few_rows_to_divide_are_refused() =>
        Assert.Throws<DataFormatException>(() => Tables.ReadValues(Rows(4, "7"), seed: 1));
}
