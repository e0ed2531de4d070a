using System.Numerics;

namespace KernelGen.Training;

/// <summary>How the numbers of a parameter are spread, as a message <c>HistogramProto</c>: buckets of equal width from the least to the greatest.</summary>
internal static class ParameterHistogram
{
    private const int Min = 1, Max = 2, Num = 3, Sum = 4, SumOfSquares = 5, BucketLimits = 6, BucketCounts = 7;

    // As many as TensorBoard draws.
    private const int Buckets = 30;

    /// <param name="values">At least one, all finite, as the trainer's are after every epoch.</param>
    public static ProtobufMessage Of<T>(ReadOnlySpan<T> values)
        where T : unmanaged, INumber<T>
    {
        double min = double.PositiveInfinity, max = double.NegativeInfinity, sum = 0, squares = 0;
        foreach (T value in values)
        {
            double x = double.CreateTruncating(value);
            (min, max) = (Math.Min(min, x), Math.Max(max, x));
            (sum, squares) = (sum + x, squares + x * x);
        }

        int buckets = min == max ? 1 : Buckets;
        double[] limits = new double[buckets], counts = new double[buckets];
        for (int i = 0; i < buckets; i++)
        {
            limits[i] = double.Lerp(min, max, (i + 1.0) / buckets);
        }

        foreach (T value in values)
        {
            // The greatest belongs to the last bucket; where all are equal the quotient is NaN, and the place 0.
            int place = (int)((double.CreateTruncating(value) - min) / (max - min) * buckets);
            counts[Math.Min(place, buckets - 1)]++;
        }

        return new ProtobufMessage()
            .Add(Min, min).Add(Max, max).Add(Num, (double)values.Length).Add(Sum, sum).Add(SumOfSquares, squares)
            .Add(BucketLimits, limits).Add(BucketCounts, counts);
    }
}
