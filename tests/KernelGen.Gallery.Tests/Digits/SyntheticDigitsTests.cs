using KernelGen.Gallery.Digits;
using KernelGen.Training;

namespace KernelGen.Gallery.Tests.Digits;

public class SyntheticDigitsTests
{
    private const int Count = 400;

    [Fact]
    public void Equal_seeds_draw_the_same_bits()
    {
        Dataset<float, int> one = SyntheticDigits.Draw(Count, seed: 3);
        Dataset<float, int> other = SyntheticDigits.Draw(Count, seed: 3);
        Assert.True(one.Inputs.Span.SequenceEqual(other.Inputs.Span));
        Assert.True(one.Targets.Span.SequenceEqual(other.Targets.Span));
    }

    [Fact]
    public void Different_seeds_draw_different_images()
    {
        Dataset<float, int> one = SyntheticDigits.Draw(Count, seed: 3);
        Dataset<float, int> other = SyntheticDigits.Draw(Count, seed: 4);
        Assert.False(one.Inputs.Span.SequenceEqual(other.Inputs.Span));
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(1007)]
    [InlineData(3)]
    public void Every_digit_is_drawn_equally_often_to_within_one(int count)
    {
        var drawn = new int[SyntheticDigits.ClassCount];
        foreach (int label in SyntheticDigits.Draw(count, seed: 1).Targets.Span)
        {
            drawn[label]++;
        }

        Assert.True(drawn.Max() - drawn.Min() <= 1, string.Join(' ', drawn));
    }

    [Fact]
    public void Labels_come_in_no_order()
    {
        int[] labels = SyntheticDigits.Draw(Count, seed: 1).Targets.ToArray();
        int successors = labels.Zip(labels.Skip(1)).Count(static pair => pair.Second == (pair.First + 1) % SyntheticDigits.ClassCount);
        Assert.InRange(successors, 0, Count / 4);
    }

    [Fact]
    public void Every_value_lies_between_0_and_1()
    {
        foreach (float value in SyntheticDigits.Draw(Count, seed: 5).Inputs.Span)
        {
            Assert.InRange(value, 0f, 1f);
        }
    }

    [Fact]
    public void Every_image_is_mostly_paper_with_some_ink()
    {
        Dataset<float, int> digits = SyntheticDigits.Draw(Count, seed: 6);
        for (int i = 0; i < Count; i++)
        {
            int dark = 0;
            foreach (float value in digits.Slice(i, 1).Inputs.Span)
            {
                dark += value > 0.5f ? 1 : 0;
            }

            Assert.InRange(dark, 20, SyntheticDigits.PixelCount / 2);
        }
    }

    [Fact]
    public void The_nearest_mean_image_names_most_digits_but_by_far_not_all()
    {
        Dataset<float, int> known = SyntheticDigits.Draw(2000, seed: 7);
        Dataset<float, int> unknown = SyntheticDigits.Draw(1000, seed: 8);
        double[][] means = MeanImages(known);
        int right = 0;
        for (int i = 0; i < unknown.Count; i++)
        {
            float[] image = unknown.Slice(i, 1).Inputs.ToArray();
            int nearest = Enumerable.Range(0, SyntheticDigits.ClassCount).MinBy(digit => SquaredDistance(means[digit], image));
            right += nearest == unknown.Targets.Span[i] ? 1 : 0;
        }

        Assert.InRange(right / (double)unknown.Count, 0.5, 0.85);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_count_below_1_is_refused(int count) =>
        Assert.Throws<ArgumentOutOfRangeException>(nameof(count), () => SyntheticDigits.Draw(count, seed: 1));

    private static double[][] MeanImages(Dataset<float, int> digits)
    {
        double[][] means = [.. Enumerable.Range(0, SyntheticDigits.ClassCount).Select(static _ => new double[SyntheticDigits.PixelCount])];
        double share = (double)SyntheticDigits.ClassCount / digits.Count;
        for (int i = 0; i < digits.Count; i++)
        {
            double[] mean = means[digits.Targets.Span[i]];
            ReadOnlySpan<float> image = digits.Slice(i, 1).Inputs.Span;
            for (int p = 0; p < mean.Length; p++)
            {
                mean[p] += share * image[p];
            }
        }

        return means;
    }

    private static double SquaredDistance(double[] mean, float[] image) =>
        mean.Zip(image, static (m, value) => (m - value) * (m - value)).Sum();
}
