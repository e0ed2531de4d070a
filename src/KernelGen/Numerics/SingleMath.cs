using System.Runtime.CompilerServices;

namespace KernelGen.Numerics;

/// <summary>The elementary functions of floats, lane by lane.</summary>
internal static class SingleMath
{
    public static V Exp<V>(V x)
        where V : unmanaged, ILanes<V, float>
    {
        ref float lanes = ref Unsafe.As<V, float>(ref x);
        for (int i = 0; i < V.Count; i++)
        {
            ref float lane = ref Unsafe.Add(ref lanes, i);
            lane = (float)Math.Exp(lane);
        }

        return x;
    }

    public static V Log<V>(V x)
        where V : unmanaged, ILanes<V, float>
    {
        ref float lanes = ref Unsafe.As<V, float>(ref x);
        for (int i = 0; i < V.Count; i++)
        {
            ref float lane = ref Unsafe.Add(ref lanes, i);
            lane = (float)Math.Log(lane);
        }

        return x;
    }

    public static V Log1P<V>(V x)
        where V : unmanaged, ILanes<V, float>
    {
        ref float lanes = ref Unsafe.As<V, float>(ref x);
        for (int i = 0; i < V.Count; i++)
        {
            ref float lane = ref Unsafe.Add(ref lanes, i);
            lane = (float)Log1P(lane);
        }

        return x;
    }

    public static V Tanh<V>(V x)
        where V : unmanaged, ILanes<V, float>
    {
        ref float lanes = ref Unsafe.As<V, float>(ref x);
        for (int i = 0; i < V.Count; i++)
        {
            ref float lane = ref Unsafe.Add(ref lanes, i);
            lane = (float)Math.Tanh(lane);
        }

        return x;
    }

    public static V Logistic<V>(V x)
        where V : unmanaged, ILanes<V, float>
    {
        ref float lanes = ref Unsafe.As<V, float>(ref x);
        for (int i = 0; i < V.Count; i++)
        {
            ref float lane = ref Unsafe.Add(ref lanes, i);
            lane = (float)Logistic(lane);
        }

        return x;
    }

    public static V Softplus<V>(V x)
        where V : unmanaged, ILanes<V, float>
    {
        ref float lanes = ref Unsafe.As<V, float>(ref x);
        for (int i = 0; i < V.Count; i++)
        {
            ref float lane = ref Unsafe.Add(ref lanes, i);
            lane = (float)(Math.Max(lane, 0.0) + Log1P(Math.Exp(-Math.Abs(lane))));
        }

        return x;
    }

    public static V LogisticCrossEntropy<V>(V z, V t)
        where V : unmanaged, ILanes<V, float> =>
        Log1P(Exp(-V.Abs(z))) + V.MultiplyAdd(-t, z, V.Relu(z));

    private static double Log1P(double x)
    {
        // Kahan: log(u)·x / (u − 1) cancels the rounding of u = 1 + x.
        double u = 1.0 + x;
        return u == 1.0 ? x : double.IsInfinity(u) ? u : Math.Log(u) * (x / (u - 1.0));
    }

    private static double Logistic(double x)
    {
        double e = Math.Exp(-Math.Abs(x));
        return (x < 0.0 ? e : 1.0) / (1.0 + e);
    }
}
