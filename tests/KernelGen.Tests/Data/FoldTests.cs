using FsCheck.Fluent;
using KernelGen.Data;
using KernelGen.Numerics;
using KernelGen.Training;

namespace KernelGen.Tests.Data;

public class FoldTests
{
    [Fact]
    public void A_shuffle_is_every_example_once_in_another_order()
    {
        var data = Labelled(100, 3);
        int[] rows = Rows(Split.Shuffle(data, seed: 1));

        Assert.Equal(Enumerable.Range(0, 100), rows.Order());
        Assert.NotEqual(Enumerable.Range(0, 100), rows);
        Assert.Equal(rows, Rows(Split.Shuffle(data, seed: 1)));
        Assert.NotEqual(rows, Rows(Split.Shuffle(data, seed: 2)));
    }

    [Fact]
    public void Three_parts_together_are_the_whole() => Draws.Check(
        Prop.ForAll(Gen.Choose(10, 200).ToArbitrary(), Gen.Choose(10, 60).ToArbitrary(), Gen.Choose(10, 30).ToArbitrary(), static (count, training, validation) =>
        {
            var parts = Split.Random(Labelled(count, 3), training / 100.0, validation / 100.0, seed: count);
            return parts.Training.Count == (int)Math.Round(training / 100.0 * count)
                && parts.Validation.Count == (int)Math.Round(validation / 100.0 * count)
                && Rows(parts.Training).Concat(Rows(parts.Validation)).Concat(Rows(parts.Test)).Order().SequenceEqual(Enumerable.Range(0, count));
        }));

    [Fact]
    public void Three_stratified_parts_together_are_the_whole_and_keep_the_shares_of_classes() => Draws.Check(
        Prop.ForAll(Gen.Choose(20, 300).ToArbitrary(), Gen.Choose(1, 7).ToArbitrary(), Gen.Choose(10, 60).ToArbitrary(), static (count, classes, percent) =>
        {
            var data = Labelled(count, classes);
            var (training, validation, test) = Split.Stratified(data, percent / 100.0, 0.25, seed: count);
            return Rows(training).Concat(Rows(validation)).Concat(Rows(test)).Order().SequenceEqual(Enumerable.Range(0, count))
                && training.Count == (int)Math.Round(percent / 100.0 * count)
                && KeepsShares(data, test, 1) && KeepsShares(data, training, 2) && KeepsShares(data, validation, 2);
        }));

    [Fact]
    public void Every_example_is_measured_on_once_and_learned_from_in_all_other_folds() => Draws.Check(
        Prop.ForAll(Gen.Choose(2, 120).ToArbitrary(), Gen.Choose(2, 12).ToArbitrary(), Gen.Elements(false, true).ToArbitrary(), static (count, folds, stratified) =>
        {
            if (folds > count)
            {
                return true;
            }

            var data = Labelled(count, 4);
            var pairs = (stratified ? Split.StratifiedFolds(data, folds, seed: count) : Split.Folds(data, folds, seed: count)).ToList();
            return pairs.Count == folds
                && pairs.SelectMany(static pair => Rows(pair.Validation)).Order().SequenceEqual(Enumerable.Range(0, count))
                && pairs.All(pair => Rows(pair.Training).Concat(Rows(pair.Validation)).Order().SequenceEqual(Enumerable.Range(0, count)))
                && pairs.Max(static pair => pair.Validation.Count) - pairs.Min(static pair => pair.Validation.Count) <= 1;
        }));

    [Fact]
    public void Stratified_folds_keep_the_shares_of_classes_to_within_one_example() => Draws.Check(
        Prop.ForAll(Gen.Choose(12, 300).ToArbitrary(), Gen.Choose(1, 7).ToArbitrary(), Gen.Choose(2, 12).ToArbitrary(), static (count, classes, folds) =>
        {
            var data = Labelled(count, classes);
            return Split.StratifiedFolds(data, folds, seed: folds).All(pair => Enumerable.Range(0, classes)
                .All(label => Math.Abs(Of(pair.Validation, label) - (double)Of(data, label) / folds) < 1));
        }));

    [Fact]
    public void Examples_are_shuffled_within_folds()
    {
        int[] labels = [.. Enumerable.Repeat(0, 50), .. Enumerable.Repeat(1, 50)];
        var data = new Dataset<float, int>(new float[100], 1, labels);

        foreach (var (training, validation) in Split.StratifiedFolds(data, 5, seed: 1).Concat(Split.Folds(data, 5, seed: 1)))
        {
            Assert.NotEqual(training.Targets.ToArray().Order(), training.Targets.ToArray());
            Assert.NotEqual(validation.Targets.ToArray().Order(), validation.Targets.ToArray());
        }
    }

    [Fact]
    public void Equal_seeds_give_equal_folds_and_others_do_not()
    {
        var data = Labelled(60, 3);

        Assert.Equal(Rows(Split.Folds(data, 5, seed: 1).First().Validation), Rows(Split.Folds(data, 5, seed: 1).First().Validation));
        Assert.NotEqual(Rows(Split.Folds(data, 5, seed: 1).First().Validation), Rows(Split.Folds(data, 5, seed: 2).First().Validation));
        Assert.NotEqual(
            Rows(Split.StratifiedFolds(data, 5, seed: 1).First().Validation), Rows(Split.StratifiedFolds(data, 5, seed: 2).First().Validation));
    }

    [RealDataFact("iris.csv")]
    public void Each_of_five_folds_of_iris_has_ten_flowers_of_each_kind()
    {
        var iris = Csv.LoadClassification<float>(RealData.PathOf("iris.csv"), -1).Dataset;

        Assert.All(Split.StratifiedFolds(iris, 5, seed: 3), static pair => Assert.Equal([10, 10, 10], [Of(pair.Validation, 0), Of(pair.Validation, 1), Of(pair.Validation, 2)]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-3)]
    [InlineData(11)]
    public void Numbers_of_folds_that_cannot_be_are_refused_when_they_are_named(int folds)
    {
        Assert.Equal("folds", Assert.Throws<ArgumentOutOfRangeException>(() => Split.Folds(Labelled(10, 2), folds, 1)).ParamName);
        Assert.Equal("folds", Assert.Throws<ArgumentOutOfRangeException>(() => Split.StratifiedFolds(Labelled(10, 2), folds, 1)).ParamName);
    }

    [Theory]
    [InlineData(0.5, 0.5)]
    [InlineData(0.5, 0)]
    [InlineData(0.5, 0.6)]
    [InlineData(0.5, double.NaN)]
    public void A_share_that_leaves_one_of_three_parts_empty_is_refused(double training, double validation)
    {
        Assert.Equal("validationShare", Assert.Throws<ArgumentOutOfRangeException>(() => Split.Random(Labelled(10, 2), training, validation, 1)).ParamName);
        Assert.Equal("validationShare", Assert.Throws<ArgumentOutOfRangeException>(() => Split.Stratified(Labelled(10, 2), training, validation, 1)).ParamName);
    }

    // The input is ten times the number of the row plus the label: a part shows where each of its examples came from.
    private static Dataset<float, int> Labelled(int count, int classes)
    {
        int[] labels = [.. Enumerable.Range(0, count).Select(row => new RandomSource((ulong)row).NextInt32(classes))];
        return new Dataset<float, int>(labels.Select(static (label, row) => 10f * row + label).ToArray(), 1, labels);
    }

    private static bool KeepsShares(Dataset<float, int> whole, Dataset<float, int> part, double within) =>
        Enumerable.Range(0, whole.Targets.ToArray().Max() + 1)
            .All(label => Math.Abs(Of(part, label) - (double)part.Count / whole.Count * Of(whole, label)) < within);

    private static int Of(Dataset<float, int> data, int label) => data.Targets.Span.Count(label);

    private static int[] Rows(Dataset<float, int> part)
    {
        float[] inputs = part.Inputs.ToArray();
        Assert.Equal(inputs.Select(static x => (int)x % 10), part.Targets.ToArray());
        return [.. inputs.Select(static x => (int)x / 10)];
    }
}
