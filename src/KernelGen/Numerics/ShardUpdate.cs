using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace KernelGen.Numerics;

/// <summary>A piece of the flat parameters.</summary>
/// <param name="Start">The first element.</param>
/// <param name="Length">Elements: whole registers of any width.</param>
internal readonly record struct ParameterRange(int Start, int Length);

/// <summary>What one shard of a batch adds to the gradient.</summary>
/// <param name="Gradient">The gradient of the shard's own cost, in the layout of the parameters. Adding up may write to it.</param>
/// <param name="Weight">The shard's part of the examples.</param>
internal readonly record struct Shard<T>(AlignedBuffer<T> Gradient, T Weight)
    where T : unmanaged;

/// <summary>A gradient in memory: that of a whole batch, or those of its shards, still to be added up.</summary>
internal readonly ref struct GradientParts<T>
    where T : unmanaged
{
    /// <summary>∑ weightₛ·gradientₛ of two shards or more.</summary>
    public GradientParts(ReadOnlySpan<Shard<T>> shards) => Shards = shards;

    /// <summary>scale·gradient.</summary>
    public GradientParts(ReadOnlySpan<T> whole, T scale)
    {
        Whole = whole;
        Scale = scale;
    }

    public ReadOnlySpan<Shard<T>> Shards { get; }

    public ReadOnlySpan<T> Whole { get; }

    public T Scale { get; }
}

/// <summary>Hands a gradient in memory to an update; shards are added up on the way, always in the same order.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal abstract class ShardUpdate<T>
    where T : unmanaged, INumberBase<T>
{
    /// <summary>Written for the widest registers of this machine.</summary>
    public static ShardUpdate<T> Widest { get; } = (ShardUpdate<T>)(typeof(T) == typeof(double) ? WidestDouble() : WidestSingle());

    /// <summary>Stores ∑ weightₛ·gradientₛ.</summary>
    public abstract void Store(ReadOnlySpan<Shard<T>> shards, ParameterRange range, Span<T> gradient);

    /// <summary>One step; by gradient descent where there is no state. The step of Adam is not counted here.</summary>
    public abstract void Descend(
        GradientParts<T> gradient, ParameterRange range, Span<T> parameters, T learningRate, OptimizerState<T>? state);

    private static object WidestSingle() =>
        Vector512.IsHardwareAccelerated ? new ShardUpdate<SingleLanes16, float>()
        : Vector256.IsHardwareAccelerated ? new ShardUpdate<SingleLanes8, float>()
        : new ShardUpdate<SingleLanes4, float>();

    private static object WidestDouble() =>
        Vector512.IsHardwareAccelerated ? new ShardUpdate<DoubleLanes8, double>()
        : Vector256.IsHardwareAccelerated ? new ShardUpdate<DoubleLanes4, double>()
        : new ShardUpdate<DoubleLanes2, double>();
}

/// <summary>The same for one width of registers.</summary>
internal sealed class ShardUpdate<TVector, T> : ShardUpdate<T>
    where TVector : unmanaged, ILanes<TVector, T>
    where T : unmanaged, INumberBase<T>
{
    // A block of the parameters and of what is kept beside them stays in the first cache until its update is complete.
    private const int Block = 1024;

    // Loops stay methods of their own: inlined into what calls them block by block, they keep a factor in memory and store it anew each time.
    private const MethodImplOptions Loop = MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining;

    public override void Store(ReadOnlySpan<Shard<T>> shards, ParameterRange range, Span<T> gradient) =>
        Apply(new GradientParts<T>(shards), range, new StoreGradient<T>(gradient));

    public override void Descend(
        GradientParts<T> gradient, ParameterRange range, Span<T> parameters, T learningRate, OptimizerState<T>? state)
    {
        switch (state)
        {
            case null:
                Apply(gradient, range, new Descend<T>(parameters, learningRate));
                break;
            case MomentumState<T> momentum:
                Apply(gradient, range, momentum.Update(parameters, learningRate));
                break;
            case AdamState<T> adam:
                AdamFactors<T> factors = adam.Factors(learningRate);
                Apply(gradient, range, adam.Update(parameters, in factors));
                break;
            case SquaresState<T> squares:
                Apply(gradient, range, squares.Update(parameters, learningRate));
                break;
            default:
                throw new UnreachableException($"No step is known for {state}.");
        }
    }

    private static void Apply<TUpdate>(GradientParts<T> gradient, ParameterRange range, TUpdate update)
        where TUpdate : struct, IUpdate<TUpdate, T>, allows ref struct
    {
        ReadOnlySpan<Shard<T>> shards = gradient.Shards;
        int end = range.Start + range.Length;
        for (int start = range.Start; start < end; start += Block)
        {
            nuint length = (nuint)Math.Min(Block, end - start);
            if (shards.IsEmpty)
            {
                Finish(in gradient.Whole[start], TVector.Create(gradient.Scale), update.From((nuint)start), length);
            }
            else
            {
                ref T sum = ref shards[0].Gradient.Span[start];
                TVector kept = TVector.Create(shards[0].Weight);
                for (int s = 1; s < shards.Length - 1; s++)
                {
                    AddTo(ref sum, kept, in shards[s].Gradient.Span[start], TVector.Create(shards[s].Weight), length);
                    kept = TVector.Create(T.One);
                }

                Shard<T> last = shards[^1];
                Finish(in sum, kept, in last.Gradient.Span[start], TVector.Create(last.Weight), update.From((nuint)start), length);
            }

            update.Complete<TVector>((nuint)start, length);
        }
    }

    [MethodImpl(Loop)]
    private static void Finish<TUpdate>(ref readonly T gradient, TVector scale, TUpdate update, nuint length)
        where TUpdate : struct, IUpdate<TUpdate, T>, allows ref struct
    {
        for (nuint i = 0; i < length; i += (nuint)TVector.Count)
        {
            update.Apply(scale * TVector.Load(in gradient, i), i);
        }
    }

    [MethodImpl(Loop)]
    private static void AddTo(ref T sum, TVector kept, ref readonly T gradient, TVector weight, nuint length)
    {
        for (nuint i = 0; i < length; i += (nuint)TVector.Count)
        {
            TVector.Store(TVector.MultiplyAdd(weight, TVector.Load(in gradient, i), kept * TVector.Load(in sum, i)), ref sum, i);
        }
    }

    [MethodImpl(Loop)]
    private static void Finish<TUpdate>(
        ref readonly T sum, TVector kept, ref readonly T gradient, TVector weight, TUpdate update, nuint length)
        where TUpdate : struct, IUpdate<TUpdate, T>, allows ref struct
    {
        for (nuint i = 0; i < length; i += (nuint)TVector.Count)
        {
            update.Apply(TVector.MultiplyAdd(weight, TVector.Load(in gradient, i), kept * TVector.Load(in sum, i)), i);
        }
    }
}
