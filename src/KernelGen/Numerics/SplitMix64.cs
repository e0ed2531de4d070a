using System.Numerics;
using System.Runtime.CompilerServices;

namespace KernelGen.Numerics;

/// <summary>
/// The generator of <see cref="RandomSource"/> (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014): a word is a
/// function of a state, and states are as far from each other as <see cref="Step"/>. Words of any places of the stream can be drawn at once.
/// </summary>
internal static class SplitMix64
{
    /// <summary>From one state to the next.</summary>
    public const ulong Step = 0x9E3779B97F4A7C15;

    private const ulong First = 0xBF58476D1CE4E5B9;
    private const ulong Second = 0x94D049BB133111EB;

    /// <summary>The word of one state.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Word(ulong state)
    {
        ulong z = (state ^ (state >> 30)) * First;
        z = (z ^ (z >> 27)) * Second;
        return z ^ (z >> 31);
    }

    /// <summary>The word of each state.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<ulong> Word(Vector<ulong> state)
    {
        Vector<ulong> z = (state ^ (state >>> 30)) * Vector.Create(First);
        z = (z ^ (z >>> 27)) * Vector.Create(Second);
        return z ^ (z >>> 31);
    }
}
