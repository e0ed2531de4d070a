using KernelGen.Numerics;

namespace KernelGen.Tests.Numerics;

public class RandomSourceTests
{
    [Fact]
    public void Normal_numbers_are_those_of_Box_and_Muller_to_within_rounding()
    {
        RandomSource normals = new(seed: 5);
        RandomSource uniforms = new(seed: 5);
        for (int i = 0; i < 100_000; i++)
        {
            double radius = Math.Sqrt(-2.0 * Math.Log(1.0 - uniforms.NextDouble()));
            double expected = radius * Math.Cos(2.0 * Math.PI * uniforms.NextDouble());
            Assert.InRange(normals.NextNormal() - expected, -1e-15 * radius, 1e-15 * radius);
        }
    }

    [Fact]
    public void Normal_numbers_have_the_same_bits_on_every_processor()
    {
        RandomSource random = new(seed: 1);
        Assert.Equal([-0.03426732179185144, -2.5000674933698677, 0.0877224683148864, -2.0271348479598177], Enumerable.Range(0, 4).Select(_ => random.NextNormal()));
        Assert.Equal(-5065629028594538697, Enumerable.Range(0, 100_000).Aggregate(0L, (hash, _) => hash * 31 + BitConverter.DoubleToInt64Bits(random.NextNormal())));
    }

    [Fact]
    public void Normal_numbers_have_the_moments_and_the_tails_of_their_distribution()
    {
        const int Count = 1_000_000;
        RandomSource random = new(seed: 2);
        double[] normals = [.. Enumerable.Range(0, Count).Select(_ => random.NextNormal())];
        double Moment(int power) => normals.Average(x => Math.Pow(x, power));
        double Beyond(double bound) => (double)normals.Count(x => Math.Abs(x) > bound) / Count;

        // Five standard errors of a million numbers.
        Assert.InRange(Moment(1), -0.005, 0.005);
        Assert.InRange(Moment(2), 1 - 0.0071, 1 + 0.0071);
        Assert.InRange(Moment(3), -0.0194, 0.0194);
        Assert.InRange(Moment(4), 3 - 0.049, 3 + 0.049);
        Assert.InRange(Beyond(1), 0.31731 - 0.0023, 0.31731 + 0.0023);
        Assert.InRange(Beyond(3), 0.0027 - 0.00026, 0.0027 + 0.00026);
    }
}
