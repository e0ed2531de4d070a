namespace KernelGen.Numerics;

/// <summary>The elementary functions of doubles: <see cref="Math"/> lane by lane, in forms that neither overflow nor cancel.</summary>
internal static unsafe class DoubleMath
{
    /// <summary>eˣ.</summary>
    public static V Exp<V>(V x)
        where V : unmanaged, ILanes<V, double> =>
        InEachLane(x, &Math.Exp);

    /// <summary>ln x.</summary>
    public static V Log<V>(V x)
        where V : unmanaged, ILanes<V, double> =>
        InEachLane(x, &Math.Log);

    /// <summary>ln(1 + x).</summary>
    public static V Log1P<V>(V x)
        where V : unmanaged, ILanes<V, double> =>
        InEachLane(x, &Log1P);

    /// <summary>tanh x.</summary>
    public static V Tanh<V>(V x)
        where V : unmanaged, ILanes<V, double> =>
        InEachLane(x, &Math.Tanh);

    /// <summary>1/(1 + e⁻ˣ), from e^−|x|.</summary>
    public static V Logistic<V>(V x)
        where V : unmanaged, ILanes<V, double>
    {
        V e = Exp(-V.Abs(x));
        V one = V.Create(1.0);
        return V.Where(V.GreaterThan(V.Zero, x), e, one) / (one + e);
    }

    /// <summary>ln(1 + eˣ) = max(x, 0) + log1p(e^−|x|).</summary>
    public static V Softplus<V>(V x)
        where V : unmanaged, ILanes<V, double> =>
        V.Relu(x) + Log1P(Exp(-V.Abs(x)));

    /// <summary>log1p(e^−|z|) + (max(z, 0) − t·z).</summary>
    public static V LogisticCrossEntropy<V>(V z, V t)
        where V : unmanaged, ILanes<V, double> =>
        Log1P(Exp(-V.Abs(z))) + V.MultiplyAdd(-t, z, V.Relu(z));

    // A pointer rather than a delegate: nothing to allocate, not even once.
    private static V InEachLane<V>(V x, delegate*<double, double> function)
        where V : unmanaged, ILanes<V, double>
    {
        double* lanes = (double*)&x;
        for (int i = 0; i < V.Count; i++)
        {
            lanes[i] = function(lanes[i]);
        }

        return x;
    }

    // Kahan's: in log(u)·x/(u − 1) the rounding of u = 1 + x cancels.
    private static double Log1P(double x)
    {
        double u = 1.0 + x;
        return u == 1.0 ? x : double.IsPositiveInfinity(u) ? u : Math.Log(u) * (x / (u - 1.0));
    }
}
