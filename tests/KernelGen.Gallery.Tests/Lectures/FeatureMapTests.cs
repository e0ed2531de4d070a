using KernelGen.Data;
using KernelGen.Training;

namespace KernelGen.Gallery.Tests.Lectures;

public sealed class FeatureMapTests
{
    [Fact]
    public void Ones_follow_the_inputs() => Assert.Equal([2, 3, 1, 4, 5, 1], Mapped(FeatureMap.WithOnes(2), 2, 3, 4, 5));

    [Fact]
    public void Products_of_every_two_follow_the_inputs()
        => Assert.Equal([2, 3, 5, 6, 10, 15], Mapped(FeatureMap.WithProducts(3), 2, 3, 5));

    [Fact]
    public void Squares_follow_the_inputs() => Assert.Equal([2, -3, 4, 9], Mapped(FeatureMap.WithSquares(2), 2, -3));

    [Fact]
    public void Maps_follow_one_another()
        => Assert.Equal([2, 3, 6, 1], Mapped(FeatureMap.WithProducts(2).Then(FeatureMap.WithOnes(3)), 2, 3));

    [Fact]
    public void A_data_set_keeps_its_targets()
    {
        Dataset<float, int> mapped = FeatureMap.WithOnes(1).Apply(new Dataset<float, int>(new float[] { 7, 8 }, 1, new[] { 3, 4 }));
        Assert.Equal([7, 1, 8, 1], mapped.Inputs.ToArray());
        Assert.Equal([3, 4], mapped.Targets.ToArray());
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        FeatureMap map = FeatureMap.WithOnes(2);
        Assert.Equal("dataset", Assert.Throws<ArgumentException>(() => map.Apply(new Dataset<float, int>(new float[3], 3, new int[1]))).ParamName);
        Assert.Equal("inputs", Assert.Throws<ArgumentException>(() => map.Apply<float>(new float[3], new float[3])).ParamName);
        Assert.Equal("mapped", Assert.Throws<ArgumentException>(() => map.Apply<float>(new float[2], new float[2])).ParamName);
        Assert.Equal("next", Assert.Throws<ArgumentException>(() => map.Then(map)).ParamName);
        Assert.Throws<ArgumentOutOfRangeException>(() => FeatureMap.WithOnes(0));
        float[] shared = new float[5];
        Assert.Equal("mapped", Assert.Throws<ArgumentException>(() => map.Apply<float>(shared.AsSpan(0, 2), shared.AsSpan(1, 3))).ParamName);
    }

    private static double[] Mapped(FeatureMap map, params double[] inputs)
    {
        var mapped = new double[inputs.Length / map.InputCount * map.FeatureCount];
        map.Apply<double>(inputs, mapped);
        return mapped;
    }
}
