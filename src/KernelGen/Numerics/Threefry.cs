using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace KernelGen.Numerics;

/// <summary>
/// The counter-based generator Threefry-2x32 (Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", 2011): random
/// bits are a function of a key and a counter, and nothing is remembered. Of 13 rounds, the fewest that pass all tests of BigCrush.
/// </summary>
internal static class Threefry
{
    private const uint Parity = 0x1BD11BDA;

    /// <summary>Both words for one counter.</summary>
    public static (uint First, uint Second) Bits(uint key0, uint key1, uint counter0, uint counter1)
    {
        uint key2 = Parity ^ key0 ^ key1;
        uint a = counter0 + key0, b = counter1 + key1;
        Mix(13, 15, 26, 6);
        (a, b) = (a + key1, b + key2 + 1);
        Mix(17, 29, 16, 24);
        (a, b) = (a + key2, b + key0 + 2);
        Mix(13, 15, 26, 6);
        (a, b) = (a + key0, b + key1 + 3);
        Turn(17);
        return (a, b);

        void Mix(int first, int second, int third, int fourth)
        {
            Turn(first);
            Turn(second);
            Turn(third);
            Turn(fourth);
        }

        void Turn(int bits)
        {
            a += b;
            b = uint.RotateLeft(b, bits) ^ a;
        }
    }

    /// <summary>The first word for each counter.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<uint> First(uint key0, uint key1, Vector128<uint> a, Vector128<uint> b)
    {
        uint key2 = Parity ^ key0 ^ key1;
        a += Vector128.Create(key0);
        b += Vector128.Create(key1);
        Mix(ref a, ref b, 13, 15, 26, 6);
        a += Vector128.Create(key1);
        b += Vector128.Create(key2 + 1);
        Mix(ref a, ref b, 17, 29, 16, 24);
        a += Vector128.Create(key2);
        b += Vector128.Create(key0 + 2);
        Mix(ref a, ref b, 13, 15, 26, 6);

        // Of the last round only the first word is wanted.
        return a + Vector128.Create(key0) + b + Vector128.Create(key1 + 3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mix(ref Vector128<uint> a, ref Vector128<uint> b, int first, int second, int third, int fourth)
    {
        a += b;
        b = ((b << first) | (b >>> (32 - first))) ^ a;
        a += b;
        b = ((b << second) | (b >>> (32 - second))) ^ a;
        a += b;
        b = ((b << third) | (b >>> (32 - third))) ^ a;
        a += b;
        b = ((b << fourth) | (b >>> (32 - fourth))) ^ a;
    }

    /// <summary>The first word for each counter.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> First(uint key0, uint key1, Vector256<uint> a, Vector256<uint> b)
    {
        uint key2 = Parity ^ key0 ^ key1;
        a += Vector256.Create(key0);
        b += Vector256.Create(key1);
        Mix(ref a, ref b, 13, 15, 26, 6);
        a += Vector256.Create(key1);
        b += Vector256.Create(key2 + 1);
        Mix(ref a, ref b, 17, 29, 16, 24);
        a += Vector256.Create(key2);
        b += Vector256.Create(key0 + 2);
        Mix(ref a, ref b, 13, 15, 26, 6);

        // Of the last round only the first word is wanted.
        return a + Vector256.Create(key0) + b + Vector256.Create(key1 + 3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mix(ref Vector256<uint> a, ref Vector256<uint> b, int first, int second, int third, int fourth)
    {
        a += b;
        b = ((b << first) | (b >>> (32 - first))) ^ a;
        a += b;
        b = ((b << second) | (b >>> (32 - second))) ^ a;
        a += b;
        b = ((b << third) | (b >>> (32 - third))) ^ a;
        a += b;
        b = ((b << fourth) | (b >>> (32 - fourth))) ^ a;
    }

    /// <summary>The first word for each counter.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> First(uint key0, uint key1, Vector512<uint> a, Vector512<uint> b)
    {
        uint key2 = Parity ^ key0 ^ key1;
        a += Vector512.Create(key0);
        b += Vector512.Create(key1);
        Mix(ref a, ref b, 13, 15, 26, 6);
        a += Vector512.Create(key1);
        b += Vector512.Create(key2 + 1);
        Mix(ref a, ref b, 17, 29, 16, 24);
        a += Vector512.Create(key2);
        b += Vector512.Create(key0 + 2);
        Mix(ref a, ref b, 13, 15, 26, 6);

        // Of the last round only the first word is wanted.
        return a + Vector512.Create(key0) + b + Vector512.Create(key1 + 3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mix(ref Vector512<uint> a, ref Vector512<uint> b, int first, int second, int third, int fourth)
    {
        a += b;
        b = ((b << first) | (b >>> (32 - first))) ^ a;
        a += b;
        b = ((b << second) | (b >>> (32 - second))) ^ a;
        a += b;
        b = ((b << third) | (b >>> (32 - third))) ^ a;
        a += b;
        b = ((b << fourth) | (b >>> (32 - fourth))) ^ a;
    }
}
