using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using KernelGen.Numerics;

namespace KernelGen.Tests.Numerics;

/// <summary>An elementary function, in double precision and in the lanes of a register.</summary>
public enum ElementaryFunction
{
    Exp,
    Log,
    Log1P,
    Tanh,
    Logistic,
    Softplus,
    Sin,
    Cos,
}

internal static class ElementaryFunctions
{
    /// <summary>Double precision in forms that neither overflow nor cancel: for float results, exact.</summary>
    public static double Exact(this ElementaryFunction function, double x) => function switch
    {
        ElementaryFunction.Exp => Math.Exp(x),
        ElementaryFunction.Log => Math.Log(x),
        ElementaryFunction.Log1P => Log1P(x),
        ElementaryFunction.Tanh => Math.Tanh(x),
        ElementaryFunction.Logistic => x < 0.0 ? Math.Exp(x) / (1.0 + Math.Exp(x)) : 1.0 / (1.0 + Math.Exp(-x)),
        ElementaryFunction.Softplus => x > 0.0 ? x + Log1P(Math.Exp(-x)) : Log1P(Math.Exp(x)),
        ElementaryFunction.Sin => Math.Sin(x),
        ElementaryFunction.Cos => Math.Cos(x),
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "No such function."),
    };

    /// <summary>What a processor without FMA adds to the error, in ULP: it rounds the square in cos r = 1 − 2·sin²(r/2), too.</summary>
    public static double ErrorWithoutFma(this ElementaryFunction function) =>
        function is ElementaryFunction.Sin or ElementaryFunction.Cos && !Fma.IsSupported && !AdvSimd.IsSupported ? 0.25 : 0.0;

    /// <summary>The same in lanes: every element of <paramref name="x"/>, the last ones through a partial load and store.</summary>
    public static void InLanes<V, T>(this ElementaryFunction function, ReadOnlySpan<T> x, Span<T> y)
        where V : unmanaged, ILanes<V, T>
        where T : unmanaged
    {
        switch (function)
        {
            case ElementaryFunction.Exp: Map<V, T, Exp<V, T>>(x, y); break;
            case ElementaryFunction.Log: Map<V, T, Log<V, T>>(x, y); break;
            case ElementaryFunction.Log1P: Map<V, T, Log1POf<V, T>>(x, y); break;
            case ElementaryFunction.Tanh: Map<V, T, Tanh<V, T>>(x, y); break;
            case ElementaryFunction.Logistic: Map<V, T, Logistic<V, T>>(x, y); break;
            case ElementaryFunction.Softplus: Map<V, T, Softplus<V, T>>(x, y); break;
            case ElementaryFunction.Sin: Map<V, T, Sin<V, T>>(x, y); break;
            case ElementaryFunction.Cos: Map<V, T, Cos<V, T>>(x, y); break;
            default: throw new ArgumentOutOfRangeException(nameof(function), function, "No such function.");
        }
    }

    private static double Log1P(double x)
    {
        double sum = 1.0 + x;
        return sum == 1.0 || double.IsPositiveInfinity(sum) ? x : Math.Log(sum) * (x / (sum - 1.0));
    }

    private static void Map<V, T, F>(ReadOnlySpan<T> x, Span<T> y)
        where V : unmanaged, ILanes<V, T>
        where T : unmanaged
        where F : IFunction<V>
    {
        for (int i = 0; i < x.Length; i += V.Count)
        {
            nuint count = (nuint)Math.Min(V.Count, x.Length - i);
            V.StoreFirst(F.Of(V.LoadFirst(in x[i], 0, count)), ref y[i], 0, count);
        }
    }

    private interface IFunction<V>
    {
        static abstract V Of(V x);
    }

    private readonly struct Exp<V, T> : IFunction<V>
        where V : unmanaged, ILanes<V, T>
        where T : unmanaged
    {
        public static V Of(V x) => V.Exp(x);
    }

    private readonly struct Log<V, T> : IFunction<V>
        where V : unmanaged, ILanes<V, T>
        where T : unmanaged
    {
        public static V Of(V x) => V.Log(x);
    }

    private readonly struct Log1POf<V, T> : IFunction<V>
        where V : unmanaged, ILanes<V, T>
        where T : unmanaged
    {
        public static V Of(V x) => V.Log1P(x);
    }

    private readonly struct Tanh<V, T> : IFunction<V>
        where V : unmanaged, ILanes<V, T>
        where T : unmanaged
    {
        public static V Of(V x) => V.Tanh(x);
    }

    private readonly struct Logistic<V, T> : IFunction<V>
        where V : unmanaged, ILanes<V, T>
        where T : unmanaged
    {
        public static V Of(V x) => V.Logistic(x);
    }

    private readonly struct Softplus<V, T> : IFunction<V>
        where V : unmanaged, ILanes<V, T>
        where T : unmanaged
    {
        public static V Of(V x) => V.Softplus(x);
    }

    private readonly struct Sin<V, T> : IFunction<V>
        where V : unmanaged, ILanes<V, T>
        where T : unmanaged
    {
        public static V Of(V x) => V.Sin(x);
    }

    private readonly struct Cos<V, T> : IFunction<V>
        where V : unmanaged, ILanes<V, T>
        where T : unmanaged
    {
        public static V Of(V x) => V.Cos(x);
    }
}
