using System.Numerics;

namespace KernelGen;

/// <summary>The last steps s of a minimisation, and how the gradient changed on them, y: what L-BFGS knows of the Hessian.</summary>
internal sealed class CurvaturePairs
{
    private readonly double[][] steps;
    private readonly double[][] turns;
    private readonly double[] inverses;
    private readonly double[] shares;
    private int next;

    public CurvaturePairs(int capacity, int length)
    {
        steps = [.. Enumerable.Range(0, capacity).Select(_ => new double[length])];
        turns = [.. Enumerable.Range(0, capacity).Select(_ => new double[length])];
        inverses = new double[capacity];
        shares = new double[capacity];
    }

    /// <summary>Pairs that are kept.</summary>
    public int Count { get; private set; }

    /// <summary>Forgets all.</summary>
    public void Clear() => Count = 0;

    /// <summary>Takes a pair, in place of the oldest where there is no room. One whose curvature s·y rounds to nothing tells nothing.</summary>
    public void Add(ReadOnlySpan<double> step, ReadOnlySpan<double> turn)
    {
        double curvature = Products.Dot(step, turn);
        if (curvature > 1e-16 * Products.Dot(turn, turn))
        {
            step.CopyTo(steps[next]);
            turn.CopyTo(turns[next]);
            inverses[next] = 1 / curvature;
            next = (next + 1) % steps.Length;
            Count = Math.Min(Count + 1, steps.Length);
        }
    }

    /// <summary>−H·gradient by two loops over the pairs (Nocedal and Wright 2006, algorithm 7.4); −gradient without pairs.</summary>
    public void Descend(ReadOnlySpan<double> gradient, Span<double> direction)
    {
        Products.Scale(-1, gradient, direction);
        for (int age = 1; age <= Count; age++)
        {
            int i = Index(age);
            shares[i] = inverses[i] * Products.Dot(steps[i], direction);
            Products.Add(-shares[i], turns[i], direction);
        }

        if (Count > 0)
        {
            int last = Index(1);
            Products.Scale(1 / (inverses[last] * Products.Dot(turns[last], turns[last])), direction, direction);
        }

        for (int age = Count; age >= 1; age--)
        {
            int i = Index(age);
            Products.Add(shares[i] - inverses[i] * Products.Dot(turns[i], direction), steps[i], direction);
        }
    }

    /// <summary>Where the pair of some steps ago is; 1 is the last.</summary>
    private int Index(int age) => (next - age + steps.Length) % steps.Length;
}

/// <summary>Sums and products of long vectors.</summary>
internal static class Products
{
    /// <summary>a·b, always added in the same order.</summary>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        Vector<double> sum = Vector<double>.Zero;
        int i = 0;
        for (; i <= a.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            sum += new Vector<double>(a[i..]) * new Vector<double>(b[i..]);
        }

        double rest = 0;
        for (; i < a.Length; i++)
        {
            rest += a[i] * b[i];
        }

        return Vector.Sum(sum) + rest;
    }

    /// <summary>y ← y + factor·x</summary>
    public static void Add(double factor, ReadOnlySpan<double> x, Span<double> y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] += factor * x[i];
        }
    }

    /// <summary>y ← factor·x</summary>
    public static void Scale(double factor, ReadOnlySpan<double> x, Span<double> y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = factor * x[i];
        }
    }
}
