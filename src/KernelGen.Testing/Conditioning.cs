using System.Collections.Immutable;
using KernelGen.Equations;
using KernelGen.Numerics;

namespace KernelGen.Testing;

/// <summary>
/// How strongly a result reacts to the rounding of what goes in, measured: the equations are evaluated at arguments that are each
/// off by one rounding of single precision, up or down at random.
/// </summary>
/// <remarks>
/// A layer's sums are as large as its results, so the bound of a chain of layers is known beforehand. Equations may divide by small
/// numbers, or subtract large ones that nearly cancel: then rounded arguments alone move the result far, and no kernel can do
/// better. What moves it further than its arguments' roundings do is an instability of the kernel, and no excuse (Higham 2002, §1.7).
/// </remarks>
internal sealed class Conditioning(ModelInfo info, ImmutableArray<Arguments> examples, int seed)
{
    // The largest of eight normal deviations is below a quarter of the standard deviation once in 400,000 times.
    private const int Roundings = 8;

    // Beside the streams that draw the point and choose the components.
    private const ulong Stream = 0x5851F42D4C957F2D;

    private ImmutableArray<ImmutableArray<Arguments>> rounded;

    /// <summary>
    /// What a normwise error is at least relative to: the largest change of a result at rounded arguments, as a multiple of u. It
    /// is 0 where the bound needs none: in double precision, and for models of layers.
    /// </summary>
    /// <param name="exact">The result at the examples themselves.</param>
    /// <param name="result">The result at any examples.</param>
    public double MagnitudeOf(double exact, Func<ImmutableArray<Arguments>, double> result)
    {
        if (info.Precision == Precision.Double || !info.Layers.IsEmpty)
        {
            return 0;
        }

        if (rounded.IsDefault)
        {
            var random = new RandomSource((ulong)seed ^ Stream);
            rounded = [.. Enumerable.Range(0, Roundings).Select(_ => Round(random))];
        }

        // Where a rounding leads out of the domain there is nothing to measure, and no excuse.
        double magnitude = rounded.Max(arguments => Math.Abs(result(arguments) - exact)) / ErrorBounds.SingleRoundoff;
        return double.IsFinite(magnitude) ? magnitude : 0;
    }

    private ImmutableArray<Arguments> Round(RandomSource random)
    {
        ImmutableArray<Matrix> parameters = [.. examples[0].Parameters.Select(p => new Matrix(p.Rows, p.Columns, Round(p.Values, random)))];
        ImmutableArray<double> hyperparameters = [.. Round([.. examples[0].Hyperparameters], random)];
        return
        [
            .. examples.Select(example => example with
            {
                Input = new Vector(Round(example.Input.Values, random)),
                Target = info.Target == TargetKind.Values ? new Vector(Round(example.Target.Values, random)) : example.Target,
                Parameters = parameters,
                Hyperparameters = hyperparameters,
            }),
        ];
    }

    private static double[] Round(double[] values, RandomSource random)
        => [.. values.Select(value => value * (1 + (random.NextInt32(2) == 0 ? -1 : 1) * ErrorBounds.SingleRoundoff))];
}
