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
}
