using System.Numerics;

namespace KernelGen.Tests.Numerics;

/// <summary>Sines to about 100 bits. Multiples of π/2 are taken off in integers, with as many digits of π as the argument needs.</summary>
internal static class SineReference
{
    // Digits of the rest after the point: 53 for the result, 53 for its error, 65 for the zeros that may come first.
    private const int RestBits = 200;
    private const int PiBits = RestBits + 1024;

    private static readonly BigInteger pi = (16 * ArcTangentOfInverse(5)) - (4 * ArcTangentOfInverse(239));

    /// <summary>sin(x + k·π/2), for any finite x.</summary>
    public static DoubleDouble OfQuarters(double x, int k)
    {
        (DoubleDouble rest, int quarters) = Reduced(x);
        DoubleDouble result = ((quarters + k) & 1) == 0 ? Sin(rest) : Cos(rest);
        return ((quarters + k) & 2) == 0 ? result : -result;
    }

    private static (DoubleDouble Angle, int Quarters) Reduced(double x)
    {
        if (Math.Abs(x) < 0.75)
        {
            return (x, 0);
        }

        // Fixed point, RestBits after it; π to as many bits more as the quotient has.
        int exponent = Math.ILogB(x);
        var significand = new BigInteger(Math.ScaleB(x, 52 - exponent));
        int scale = RestBits + Math.Max(exponent, 0) + 1;
        BigInteger quarterTurn = pi >> (PiBits + 1 - scale);
        BigInteger angle = significand << (scale - 52 + exponent);
        BigInteger quarters = BigInteger.Divide((2 * angle) + (quarterTurn * x.CompareTo(0.0)), 2 * quarterTurn);
        BigInteger rest = (angle - (quarters * quarterTurn)) >> (scale - RestBits);
        double high = (double)rest;
        double low = (double)(rest - new BigInteger(high));
        return (DoubleDouble.Sum(Math.ScaleB(high, -RestBits), Math.ScaleB(low, -RestBits)), (int)(quarters & 3));
    }

    private static DoubleDouble Sin(DoubleDouble r)
    {
        // The next term of tiny ones is x⁵/120.
        if (Math.Abs(r.High) < 1e-9)
        {
            return r - (r.High * r.High * r.High / 6.0);
        }

        return Series(r * r, 27) * r;
    }

    private static DoubleDouble Cos(DoubleDouble r) => Series(r * r, 28);

    // 1 − s/((last − 2·n)·(…)) + …: the power series of the sine without its first factor, or of the cosine, from the last term on.
    private static DoubleDouble Series(DoubleDouble square, int last)
    {
        DoubleDouble sum = 1.0;
        for (int k = last; k > 1; k -= 2)
        {
            sum = 1.0 - (square * sum / (double)(k * (k - 1)));
        }

        return sum;
    }

    // 1/n − 1/(3·n³) + …, in fixed point.
    private static BigInteger ArcTangentOfInverse(int n)
    {
        const int guard = 32;
        BigInteger power = (BigInteger.One << (PiBits + guard)) / n;
        BigInteger sum = power;
        for (int k = 3; !power.IsZero; k += 2)
        {
            power /= -n * n;
            sum += power / k;
        }

        return sum >> guard;
    }
}
