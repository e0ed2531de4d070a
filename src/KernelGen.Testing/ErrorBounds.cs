namespace KernelGen.Testing;

/// <summary>How far apart two correct computations of the same quantity may lie.</summary>
internal static class ErrorBounds
{
    /// <summary>ε: the distance from 1 to the next double.</summary>
    public const double MachineEpsilon = 1.0 / (1L << 52);

    /// <summary>Half the distance from 1 to the next float: what one operation in single precision may be off by.</summary>
    public const double SingleRoundoff = 1.0 / (1 << 24);

    /// <summary>Kernels in double precision against dual numbers, relative to the magnitude of the parameter block's derivatives.</summary>
    public const double DoubleKernels = 1e-9;

    /// <summary>
    /// c of c·L·√K·u: forward and backward pass, each with a rounding error of probably no more than 4·√K·u a layer (Higham and
    /// Mary 2019: sums of K terms with independent roundings, some four standard deviations).
    /// </summary>
    public const double SingleConstant = 8;

    /// <summary>What a bias, an activation and a loss add to the terms of a sum: a few ULP each.</summary>
    public const int TermsBesideSum = 16;

    /// <summary>Rounding errors of ε|J| that a correct difference may contain: J is a sum of a few terms, evaluated twice.</summary>
    public const double NoiseMultiple = 10;

    /// <summary>
    /// The least magnitude that an error is relative to. Parameters, inputs and targets are numbers of about 1, and derivatives
    /// are made of differences of them, such as y − t: where these nearly cancel, their roundings do not.
    /// </summary>
    public const double LeastMagnitude = 0.1;

    private static readonly double CubeRootOfEpsilon = Math.Cbrt(MachineEpsilon);
    private static readonly double SquareRootOfEpsilon = Math.Sqrt(MachineEpsilon);

    /// <summary>The step, for a parameter of at most 1, at which truncation and rounding balance.</summary>
    public static double BestStep(Differences differences)
        => differences == Differences.TwoSided ? CubeRootOfEpsilon : SquareRootOfEpsilon;

    /// <summary>
    /// What the denominator of a relative error gains, so that a difference wrong only by rounding, NoiseMultiple·ε|J|/h, stays
    /// within <paramref name="limit"/> even where the derivative is 0. The step is the best one, whatever step was asked for:
    /// the noise of a badly chosen step is no excuse.
    /// </summary>
    public static double NoiseTerm(Differences differences, double parameter, double cost, double limit)
    {
        double step = BestStep(differences) * Math.Max(1, Math.Abs(parameter));
        return NoiseMultiple * MachineEpsilon * Math.Max(1, Math.Abs(cost)) / step / limit;
    }

    /// <summary>
    /// The normwise relative error that correct kernels stay within: c·L·√K·u in single precision, L the layers, K the terms of
    /// the longest sum (inputs of a layer, its outputs on the way back, examples of the batch) and what comes beside it.
    /// </summary>
    /// <remarks>
    /// Equations have no layers: their bound is that of one, relative to the larger of the result's magnitude and of what
    /// <see cref="Conditioning"/> measures, which grows with the depth of the equations by itself.
    /// </remarks>
    public static double Kernels(ModelInfo info, int batchSize)
    {
        if (info.Precision == Precision.Double)
        {
            return DoubleKernels;
        }

        int longestSum = info.Parameters.Aggregate(
            Math.Max(batchSize, info.InputCount), static (longest, p) => Math.Max(longest, Math.Max(p.Rows, p.Columns)));
        return SingleConstant * Math.Max(1, info.Layers.Length) * Math.Sqrt(longestSum + TermsBesideSum) * SingleRoundoff;
    }
}
