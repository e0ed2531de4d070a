namespace KernelGen.Gallery.Tests.Lectures;

/// <summary>Vectors that agree but for rounding.</summary>
internal static class Close
{
    public static void To(double[] expected, double[] actual, double tolerance = 1e-13)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, tolerance));
    }
}
