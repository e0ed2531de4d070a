using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using KernelGen.Benchmarks.Measuring;
using KernelGen.Numerics;

namespace KernelGen.Benchmarks.Workloads;

/// <summary>A function of one register, inlined where it is called.</summary>
internal interface IFunction<TLanes>
{
    static abstract TLanes Of(TLanes x);
}

internal readonly struct Exponential<TLanes> : IFunction<TLanes>
    where TLanes : unmanaged, ILanes<TLanes, float>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Of(TLanes x) => TLanes.Exp(x);
}

internal readonly struct Logistic<TLanes> : IFunction<TLanes>
    where TLanes : unmanaged, ILanes<TLanes, float>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Of(TLanes x) => TLanes.Logistic(x);
}

internal readonly struct HyperbolicTangent<TLanes> : IFunction<TLanes>
    where TLanes : unmanaged, ILanes<TLanes, float>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Of(TLanes x) => TLanes.Tanh(x);
}

internal static class FunctionLoop
{
    /// <summary>Numbers that a call goes through: they and the results fit the first cache.</summary>
    public const int Count = 4096;

    /// <summary>
    /// Numbers between inputs and results. Were a result as far into its page as one of the next inputs is into another page, the
    /// processor would, in some processes, take the load of the input for one of the result and wait for it.
    /// </summary>
    public const int HalfPage = 512;
}

/// <summary>A function of 4,096 numbers between −8 and 8, one after the other into another buffer.</summary>
internal sealed class FunctionLoop<TLanes, TFunction> : IKernelLoop
    where TLanes : unmanaged, ILanes<TLanes, float>
    where TFunction : struct, IFunction<TLanes>
{
    private readonly AlignedBuffer<float> numbers = new((2 * FunctionLoop.Count) + FunctionLoop.HalfPage);

    public FunctionLoop()
    {
        var random = new RandomSource(3);
        foreach (ref float input in Inputs)
        {
            input = (float)(16 * random.NextDouble() - 8);
        }
    }

    private Span<float> Inputs => numbers.Span[..FunctionLoop.Count];

    private Span<float> Outputs => numbers.Span[(FunctionLoop.Count + FunctionLoop.HalfPage)..];

    public float Run(int calls)
    {
        float sum = 0;
        for (int call = 0; call < calls; call++)
        {
            Map(Inputs, Outputs);
            sum += Outputs[0];
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Map(ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        ref readonly float x = ref MemoryMarshal.GetReference(inputs);
        ref float y = ref MemoryMarshal.GetReference(outputs);
        for (nuint i = 0; i < FunctionLoop.Count; i += (nuint)TLanes.Count)
        {
            TLanes.Store(TFunction.Of(TLanes.Load(in x, i)), ref y, i);
        }
    }
}
