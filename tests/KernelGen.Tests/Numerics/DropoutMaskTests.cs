using KernelGen.Numerics;

namespace KernelGen.Tests.Numerics;

public class DropoutMaskTests
{
    private const int Units = 256, Rows = 400;
    private const double Rate = 0.3;

    // Random123's published answers of threefry2x32 with 13 rounds, of which this is the reference written from the paper.
    [Theory]
    [InlineData(0u, 0u, 0u, 0u, 0x9d1c5ec6u, 0x8bd50731u)]
    [InlineData(~0u, ~0u, ~0u, ~0u, 0xfd36d048u, 0x2d17272cu)]
    [InlineData(0x13198a2eu, 0x03707344u, 0x243f6a88u, 0x85a308d3u, 0xba3e4725u, 0xf27d669eu)]
    public void The_reference_gives_the_published_answers(uint key0, uint key1, uint counter0, uint counter1, uint first, uint second) =>
        Assert.Equal((first, second), Threefry(key0, key1, counter0, counter1));

    [Fact]
    public void Registers_of_any_width_leave_out_what_the_reference_does()
    {
        DropoutKey key = new DropoutKey(0x0123456789ABCDEF, 42).From(7);
        Check<SingleLanes4, float>(key, 1e-6);
        Check<SingleLanes8, float>(key, 1e-6);
        Check<SingleLanes16, float>(key, 1e-6);
        Check<DoubleLanes2, double>(key, 1e-15);
        Check<DoubleLanes4, double>(key, 1e-15);
        Check<DoubleLanes8, double>(key, 1e-15);
    }

    [Fact]
    public void Without_a_key_nothing_is_left_out()
    {
        double[] lanes = Lanes<DoubleLanes4, double>(DropoutKey.None.Mask, 3, 5);
        Assert.Equal([1, 1, 1, 1], lanes);
        Assert.Equal([1, 1, 1, 1], Lanes<DoubleLanes4, double>(new DropoutKey(1, 2).Mask, 3, 5, rate: 0));
    }

    [Fact]
    public void The_share_left_out_is_the_rate_and_neighbours_are_independent()
    {
        DropoutKey key = new(1, 0);
        bool[] here = Left(key), nextStep = Left(key.Next), nextSeed = Left(new DropoutKey(2, 0)), nextNumber = Left(key, number: 1);
        double n = here.Length;
        double deviation = Math.Sqrt(Rate * (1 - Rate) / n);
        Assert.All((bool[][])[here, nextStep, nextSeed, nextNumber], mask => Assert.InRange(mask.Count(static m => m) / n, Rate - 5 * deviation, Rate + 5 * deviation));
        bool[] nextRow = [.. here.Skip(Units), .. here.Take(Units)], nextUnit = [.. here.Skip(1), here[0]];
        Assert.All((bool[][])[nextStep, nextSeed, nextNumber, nextRow, nextUnit], other =>
        {
            double both = here.Zip(other).Count(static pair => pair.First && pair.Second) / n;
            double spread = Math.Sqrt(Rate * Rate * (1 - Rate * Rate) / n);
            Assert.InRange(both, Rate * Rate - 5 * spread, Rate * Rate + 5 * spread);
        });
    }

    [Fact]
    public void Every_row_and_every_unit_loses_its_share()
    {
        bool[] left = Left(new DropoutKey(5, 11));
        for (int row = 0; row < Rows; row++)
        {
            // Six standard deviations of a binomial of 256 draws.
            Assert.InRange(Enumerable.Range(0, Units).Count(u => left[row * Units + u]), Units * Rate - 44, Units * Rate + 44);
        }

        for (int unit = 0; unit < Units; unit++)
        {
            Assert.InRange(Enumerable.Range(0, Rows).Count(r => left[r * Units + unit]), Rows * Rate - 55, Rows * Rate + 55);
        }
    }

    private static void Check<V, T>(DropoutKey key, double tolerance)
        where V : unmanaged, ILanes<V, T>
        where T : unmanaged, System.Numerics.INumber<T>
    {
        const uint seedLow = 0x89ABCDEF, seedHigh = 0x01234567;
        (uint key0, uint key1) = Threefry(seedLow, seedHigh, 42, 0);
        for (uint row = 0; row < 20; row++)
        {
            for (uint unit = 0; unit < 64; unit += (uint)V.Count)
            {
                double[] lanes = Lanes<V, T>(key.Mask, row, (1 << 24) + unit);
                for (uint i = 0; i < lanes.Length; i++)
                {
                    uint bits = Threefry(key0, key1, 7 + row, (1 << 24) + unit + i).First;
                    Assert.Equal(bits >= (uint)(Rate * 4294967296.0) ? 1 / (1 - Rate) : 0, lanes[i], tolerance);
                }
            }
        }
    }

    private static bool[] Left(DropoutKey key, int number = 0)
    {
        var left = new bool[Rows * Units];
        for (int row = 0; row < Rows; row++)
        {
            for (int unit = 0; unit < Units; unit += 4)
            {
                Lanes<DoubleLanes4, double>(key.Mask, (nuint)row, (nuint)((number << 24) + unit)).Select(static f => f == 0).ToArray().CopyTo(left, row * Units + unit);
            }
        }

        return left;
    }

    private static double[] Lanes<V, T>(DropoutMask mask, nuint row, nuint unit, double rate = Rate)
        where V : unmanaged, ILanes<V, T>
        where T : unmanaged, System.Numerics.INumber<T>
    {
        var lanes = new T[V.Count];
        V.Store(V.Mask(mask, row, unit, rate), ref lanes[0], 0);
        return Array.ConvertAll(lanes, static lane => double.CreateChecked(lane));
    }

    private static (uint First, uint Second) Threefry(uint key0, uint key1, uint counter0, uint counter1)
    {
        uint[] keys = [key0, key1, 0x1BD11BDA ^ key0 ^ key1];
        int[] rotations = [13, 15, 26, 6, 17, 29, 16, 24];
        (uint a, uint b) = (counter0 + key0, counter1 + key1);
        for (int round = 0; round < 13; round++)
        {
            a += b;
            b = uint.RotateLeft(b, rotations[round % 8]) ^ a;
            if (round % 4 == 3)
            {
                int injection = round / 4 + 1;
                a += keys[injection % 3];
                b += keys[(injection + 1) % 3] + (uint)injection;
            }
        }

        return (a, b);
    }
}
