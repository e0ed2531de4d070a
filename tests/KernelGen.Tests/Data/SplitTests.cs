using FsCheck.Fluent;
using KernelGen.Data;
using KernelGen.Numerics;
using KernelGen.Training;

namespace KernelGen.Tests.Data;

public class SplitTests
{
    [Fact]
    public void Both_parts_together_are_the_whole_and_every_input_keeps_its_label() => Draws.Check(
        Prop.ForAll(Gen.Choose(2, 200).ToArbitrary(), Gen.Choose(1, 99).ToArbitrary(), Gen.Choose(-5, 5).ToArbitrary(), static (count, percent, seed) =>
        {
            if (Math.Round(percent / 100.0 * count) is var size && (size < 1 || size > count - 1))
            {
                return true;
            }

            var (training, validation) = Split.Random(Labelled(count, 3), percent / 100.0, seed);
            int[] rows = [.. Rows(training), .. Rows(validation)];
            return training.Count == (int)size && rows.Order().SequenceEqual(Enumerable.Range(0, count));
        }));

    [Fact]
    public void A_stratified_split_gives_every_class_its_share_to_within_one_example() => Draws.Check(
        Prop.ForAll(Gen.Choose(10, 300).ToArbitrary(), Gen.Choose(1, 7).ToArbitrary(), Gen.Choose(10, 90).ToArbitrary(), static (count, classes, percent) =>
        {
            var data = Labelled(count, classes);
            var (training, validation) = Split.Stratified(data, percent / 100.0, seed: count);
            double share = (double)training.Count / count;
            return training.Count == (int)Math.Round(percent / 100.0 * count)
                && Rows(training).Concat(Rows(validation)).Order().SequenceEqual(Enumerable.Range(0, count))
                && Enumerable.Range(0, classes).All(label => Math.Abs(Of(training, label) - share * Of(data, label)) < 1);
        }));

    [Fact]
    public void Equal_seeds_give_equal_parts_and_others_do_not()
    {
        var data = Labelled(100, 3);

        Assert.Equal(Rows(Split.Random(data, 0.7, seed: 5).Training), Rows(Split.Random(data, 0.7, seed: 5).Training));
        Assert.NotEqual(Rows(Split.Random(data, 0.7, seed: 5).Training), Rows(Split.Random(data, 0.7, seed: 6).Training));
        Assert.Equal(Rows(Split.Stratified(data, 0.7, seed: 5).Training), Rows(Split.Stratified(data, 0.7, seed: 5).Training));
        Assert.NotEqual(Rows(Split.Stratified(data, 0.7, seed: 5).Training), Rows(Split.Stratified(data, 0.7, seed: 6).Training));
    }

    [Fact]
    public void A_stratified_part_is_not_sorted_by_class()
    {
        int[] labels = [.. Enumerable.Repeat(0, 50), .. Enumerable.Repeat(1, 50)];
        var (training, _) = Split.Stratified(new Dataset<float, int>(new float[100], 1, labels), 0.8, seed: 1);

        Assert.NotEqual(training.Targets.ToArray().Order(), training.Targets.ToArray());
    }

    [Fact]
    public void Counts_leave_the_remaining_examples_out()
    {
        var (training, validation) = Split.Random(Labelled(100, 3), trainingCount: 30, validationCount: 20, seed: 1);

        Assert.Equal((30, 20), (training.Count, validation.Count));
        Assert.Equal(50, Rows(training).Concat(Rows(validation)).Distinct().Count());
    }

    [Fact]
    public void Targets_of_several_values_stay_whole()
    {
        var data = new Dataset<double, double>(new double[] { 1, 2, 3, 4 }, 1, new double[] { 1, -1, 2, -2, 3, -3, 4, -4 }, 2);
        var (training, validation) = Split.Random(data, 0.5, seed: 1);

        foreach (var part in new[] { training, validation })
        {
            Assert.Equal(part.Inputs.ToArray().SelectMany(static x => new[] { x, -x }), part.Targets.ToArray());
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(0.01)]
    [InlineData(0.99)]
    [InlineData(-0.5)]
    [InlineData(double.NaN)]
    public void A_share_that_leaves_a_part_empty_is_refused(double share)
    {
        var data = Labelled(10, 2);
        Assert.Equal("trainingShare", Assert.Throws<ArgumentOutOfRangeException>(() => Split.Random(data, share, 1)).ParamName);
        Assert.Equal("trainingShare", Assert.Throws<ArgumentOutOfRangeException>(() => Split.Stratified(data, share, 1)).ParamName);
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(5, 0)]
    [InlineData(6, 5)]
    [InlineData(int.MaxValue, int.MaxValue)]
    public void Counts_that_the_examples_do_not_allow_are_refused(int training, int validation) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Split.Random(Labelled(10, 2), training, validation, 1));

    [Fact]
    public void Several_labels_an_example_cannot_be_stratified() => Assert.Equal("dataset", Assert.Throws<ArgumentException>(
        () => Split.Stratified(new Dataset<float, int>(new float[4], 1, new int[8], 2), 0.5, 1)).ParamName);

    // The input is ten times the number of the row plus the label: a part shows where each of its examples came from.
    private static Dataset<float, int> Labelled(int count, int classes)
    {
        int[] labels = [.. Enumerable.Range(0, count).Select(row => new RandomSource((ulong)row).NextInt32(classes))];
        return new Dataset<float, int>(labels.Select(static (label, row) => 10f * row + label).ToArray(), 1, labels);
    }

    private static int Of(Dataset<float, int> data, int label) => data.Targets.Span.Count(label);

    private static int[] Rows(Dataset<float, int> part)
    {
        float[] inputs = part.Inputs.ToArray();
        Assert.Equal(inputs.Select(static x => (int)x % 10), part.Targets.ToArray());
        return [.. inputs.Select(static x => (int)x / 10)];
    }
}
