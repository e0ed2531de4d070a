using System.Numerics;
using System.Runtime.CompilerServices;
using KernelGen.Equations;
using KernelGen.Numerics;

namespace KernelGen.Tests.Numerics;

public class SingleLanes16Tests : LanesTests<SingleLanes16, float>;

public class SingleLanes8Tests : LanesTests<SingleLanes8, float>;

public class SingleLanes4Tests : LanesTests<SingleLanes4, float>;

public class DoubleLanes8Tests : LanesTests<DoubleLanes8, double>;

public class DoubleLanes4Tests : LanesTests<DoubleLanes4, double>;

public class DoubleLanes2Tests : LanesTests<DoubleLanes2, double>;

/// <summary>Every operation of a register against the same operation on its elements, one at a time.</summary>
public abstract partial class LanesTests<TLanes, T>
    where TLanes : unmanaged, ILanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Long enough that every lane of every width sees every kind of value, alone and in pairs.
    private static readonly T[] values = Values();

    [Fact]
    public void The_register_holds_Count_elements() => Assert.Equal(Unsafe.SizeOf<TLanes>() / Unsafe.SizeOf<T>(), TLanes.Count);

    [Fact]
    public void Arithmetic_is_that_of_the_elements()
    {
        AssertSame((x, y) => x + y, (x, y) => x + y);
        AssertSame((x, y) => x - y, (x, y) => x - y);
        AssertSame((x, y) => x * y, (x, y) => x * y);
        AssertSame((x, y) => x / y, (x, y) => x / y);
        AssertSame((x, _) => -x, (x, _) => -x);
        AssertSame((x, _) => TLanes.Abs(x), (x, _) => T.Abs(x));
        AssertSame((x, _) => TLanes.Sqrt(x), (x, _) => T.Sqrt(x));
    }

    [Fact]
    public void Multiply_add_rounds_once_or_twice()
    {
        T third = T.One / T.CreateChecked(3);
        TLanes c = TLanes.Create(third);
        for (int i = 0; i + 2 * TLanes.Count <= values.Length; i++)
        {
            T[] sums = Elements(TLanes.MultiplyAdd(TLanes.Load(in values[i], 0), TLanes.Load(in values[i + TLanes.Count], 0), c));
            for (int lane = 0; lane < TLanes.Count; lane++)
            {
                T a = values[i + lane];
                T b = values[i + TLanes.Count + lane];
                Assert.Contains(sums[lane], new[] { T.FusedMultiplyAdd(a, b, third), a * b + third });
            }
        }
    }

    [Fact]
    public void A_product_is_added_in_place_with_the_bits_of_a_multiply_add()
    {
        for (int i = 0; i + 2 * TLanes.Count <= values.Length; i++)
        {
            (TLanes a, TLanes b) = (TLanes.Load(in values[i], 0), TLanes.Load(in values[i + TLanes.Count], 0));
            TLanes sum = TLanes.Create(T.Pi);
            TLanes.AddProduct(ref sum, a, b);
            Assert.Equal(Elements(TLanes.MultiplyAdd(a, b, TLanes.Create(T.Pi))), Elements(sum));
        }
    }

    [Fact]
    public void The_larger_and_the_smaller_of_each_pair_are_chosen_and_NaN_in_the_second_stays()
    {
        AssertSame((x, y) => TLanes.Max(x, y), (x, y) => T.IsNaN(x) ? y : x > y ? x : y, exceptNaNInFirst: true);
        AssertSame((x, y) => TLanes.Min(x, y), (x, y) => T.IsNaN(x) ? y : x < y ? x : y, exceptNaNInFirst: true);
        Assert.All(Elements(TLanes.Max(TLanes.Create(T.NaN), TLanes.Create(T.One))), x => Assert.True(x == T.One || T.IsNaN(x)));
        Assert.All(Elements(TLanes.Min(TLanes.Create(T.NaN), TLanes.Create(T.One))), x => Assert.True(x == T.One || T.IsNaN(x)));
    }

    [Fact]
    public void Thresholds_and_signs_treat_NaN_as_documented()
    {
        AssertSame((x, _) => TLanes.Relu(x), (x, _) => T.IsNaN(x) || x > T.Zero ? x : T.Zero);
        AssertSame((x, _) => TLanes.HardThreshold(x), (x, _) => x > T.Zero ? T.One : T.Zero);
        AssertSame((x, _) => TLanes.Sign(x), (x, _) => x > T.Zero ? T.One : x < T.Zero ? -T.One : T.Zero);
        AssertSame((x, y) => TLanes.WherePositive(x, y), (x, y) => x > T.Zero ? y : T.Zero);
    }

    [Fact]
    public void Masks_choose_lane_by_lane()
    {
        TLanes one = TLanes.Create(T.One);
        AssertSame((x, y) => TLanes.Where(TLanes.GreaterThan(x, y), x, one), (x, y) => x > y ? x : T.One);
        AssertSame((x, y) => TLanes.Where(TLanes.Equal(x, y), x, one), (x, y) => x == y ? x : T.One);
    }

    [Fact]
    public void Choices_are_those_of_the_equations_ties_included()
    {
        TLanes c = TLanes.Create(T.Pi);
        AssertSame((x, y) => TLanes.Max(x, y), (x, y) => Choose(Functions.Max, x, y), exceptNaNInFirst: true);
        AssertSame((x, y) => TLanes.Min(x, y), (x, y) => Choose(Functions.Min, x, y), exceptNaNInFirst: true);
        AssertSame(
            (x, y) => TLanes.Where(TLanes.GreaterThan(x, TLanes.Zero), y, c),
            (x, y) => Choose((condition, a) => Functions.Where(condition, a, double.CreateChecked(T.Pi)), x, y));
        AssertSame((x, y) => TLanes.WherePositive(x, y), (x, y) => Choose(static (condition, a) => Functions.Where(condition, a, 0), x, y));

        static T Choose(Func<Scalar, Scalar, Scalar> function, T x, T y)
            => T.CreateChecked(function(double.CreateChecked(x), double.CreateChecked(y)).Value);
    }

    [Fact]
    public void The_derivative_of_a_choice_goes_to_the_element_that_the_equations_take_also_at_a_tie()
    {
        TLanes one = TLanes.Create(T.One);
        AssertSame((x, y) => TLanes.Where(TLanes.GreaterThan(x, y), one, TLanes.Zero), (x, y) => Slope(Functions.Max, x, y), exceptNaNInFirst: true);
        AssertSame((x, y) => TLanes.Where(TLanes.GreaterThan(y, x), one, TLanes.Zero), (x, y) => Slope(Functions.Min, x, y), exceptNaNInFirst: true);

        static T Slope(Func<Scalar, Scalar, Scalar> function, T x, T y)
            => T.CreateChecked(function(new(double.CreateChecked(x), 1), double.CreateChecked(y)).Tangent);
    }

    [Fact]
    public void The_mask_of_the_first_lanes_ends_at_count()
    {
        for (int count = 0; count <= TLanes.Count; count++)
        {
            T[] chosen = Elements(TLanes.Where(TLanes.First((nuint)count), TLanes.Create(T.One), TLanes.Zero));
            Assert.Equal(Enumerable.Range(0, TLanes.Count).Select(lane => lane < count ? T.One : T.Zero), chosen);
        }
    }

    [Fact]
    public void Constants_fill_the_lanes()
    {
        Assert.All(Elements(TLanes.Zero), x => Assert.Equal(T.Zero, x));
        Assert.All(Elements(TLanes.Create(T.Pi)), x => Assert.Equal(T.Pi, x));
        Assert.All(Elements(TLanes.Broadcast(in values[0], 3)), x => Assert.Equal(values[3], x));
    }

    [Fact]
    public void The_mask_of_one_lane_is_empty_beyond_the_lanes()
    {
        for (int index = -2; index <= TLanes.Count + 1; index++)
        {
            T[] chosen = Elements(TLanes.Where(TLanes.At(index), TLanes.Create(T.One), TLanes.Zero));
            Assert.Equal(Enumerable.Range(0, TLanes.Count).Select(lane => lane == index ? T.One : T.Zero), chosen);
        }
    }

    [Fact]
    public void The_tail_comes_first_and_zeros_follow()
    {
        T[] x = values[..TLanes.Count];
        for (int count = 0; count <= TLanes.Count; count++)
        {
            T[] tail = Elements(TLanes.Tail(TLanes.Load(in x[0], 0), (nuint)count));
            Assert.Equal([.. x[(TLanes.Count - count)..], .. new T[TLanes.Count - count]], tail);
        }
    }

    [Fact]
    public void One_element_is_loaded_with_zeros_behind_it()
    {
        T[] loaded = Elements(TLanes.LoadOne(in values[0], 2));
        Assert.Equal([values[2], .. new T[TLanes.Count - 1]], loaded);
    }

    [Fact]
    public void One_lane_is_stored_and_nothing_beside_it()
    {
        T[] stored = [T.One, T.One, T.One];
        TLanes.StoreOne(TLanes.Load(in values[0], 0), ref stored[0], 1);
        Assert.Equal([T.One, values[0], T.One], stored);
    }

    [Fact]
    public void The_sum_is_added_in_halves()
    {
        for (int i = 0; i + TLanes.Count <= values.Length; i++)
        {
            T[] x = values[i..(i + TLanes.Count)];
            Assert.Equal(SumInHalves(x), TLanes.Sum(TLanes.Load(in x[0], 0)));
        }

        static T SumInHalves(T[] x)
        {
            while (x.Length > 1)
            {
                T[] halves = x;
                x = [.. Enumerable.Range(0, x.Length / 2).Select(i => halves[i] + halves[i + halves.Length / 2])];
            }

            return x[0];
        }
    }

    [Fact]
    public void Four_sums_are_stored_side_by_side_with_the_bits_of_each_by_itself()
    {
        for (int i = 0; i + 4 * TLanes.Count <= values.Length; i++)
        {
            TLanes[] registers = [.. Enumerable.Range(0, 4).Select(r => TLanes.Load(in values[i], (nuint)(r * TLanes.Count)))];
            T[] sums = [T.One, T.Zero, T.Zero, T.Zero, T.Zero, T.One];
            TLanes.StoreSums(registers[0], registers[1], registers[2], registers[3], ref sums[0], 1);
            Assert.Equal([T.One, .. registers.Select(TLanes.Sum), T.One], sums);
        }
    }

    [Fact]
    public void The_largest_lane_is_found_wherever_it_lies()
    {
        T[] x = [.. Enumerable.Range(0, TLanes.Count).Select(i => -T.CreateChecked(i + 1))];
        for (int lane = 0; lane < TLanes.Count; lane++)
        {
            T before = x[lane];
            x[lane] = T.One;
            Assert.Equal(T.One, TLanes.Largest(TLanes.Load(in x[0], 0)));
            x[lane] = before;
        }

        Assert.Equal(-T.One, TLanes.Largest(TLanes.Load(in x[0], 0)));
    }

    private static void AssertSame(Func<TLanes, TLanes, TLanes> lanes, Func<T, T, T> element, bool exceptNaNInFirst = false)
    {
        for (int i = 0; i + TLanes.Count <= values.Length; i++)
        {
            for (int j = 0; j + TLanes.Count <= values.Length; j += TLanes.Count)
            {
                T[] results = Elements(lanes(TLanes.Load(in values[i], 0), TLanes.Load(in values[j], 0)));
                for (int lane = 0; lane < TLanes.Count; lane++)
                {
                    T x = values[i + lane];
                    T y = values[j + lane];
                    T expected = element(x, y);
                    bool same = results[lane].Equals(expected) || (exceptNaNInFirst && T.IsNaN(x));
                    Assert.True(same, $"Lane {lane} of {x} and {y}: expected {expected}, got {results[lane]}.");
                }
            }
        }
    }

    private static T[] Elements(TLanes register)
    {
        T[] elements = new T[TLanes.Count];
        TLanes.Store(register, ref elements[0], 0);
        return elements;
    }

    private static T[] Values()
    {
        var random = new RandomSource(20);
        T[] special =
        [
            T.Zero, T.NegativeZero, T.One, -T.One, T.NaN, T.PositiveInfinity, T.NegativeInfinity, T.Epsilon, -T.Epsilon,
            T.CreateChecked(1e30), T.CreateChecked(-1e30),
        ];
        return [.. special, .. Enumerable.Range(0, 54).Select(_ => T.CreateChecked(4.0 * random.NextNormal()))];
    }
}
