using System.Numerics;

namespace KernelGen.Numerics;

/// <summary>AᵀA·x = Aᵀb, row after row of A, solved by Cholesky's factors (Golub and Van Loan, Matrix Computations, §5.3).</summary>
/// <param name="count">Columns of A.</param>
internal sealed class NormalEquations(int count)
{
    /// <summary>What is left of a column's square, of 1, when the columns before it explain the rest: less is rounding.</summary>
    private const double Collinear = 1e-11;

    /// <summary>Share of a column in a combination below which it is not named.</summary>
    private const double Negligible = 1e-4;

    private const int NamedAtMost = 4;

    /// <summary>The lower triangle, row after row in full length.</summary>
    private readonly double[] products = new double[count * count];

    private readonly double[] right = new double[count];

    public void Add(ReadOnlySpan<double> row, double b)
    {
        for (int k = 0; k < count; k++)
        {
            double factor = row[k];
            if (factor == 0)
            {
                continue;
            }

            right[k] += factor * b;
            Span<double> sums = products.AsSpan(k * count, k + 1);
            int l = 0;
            var factors = new Vector<double>(factor);
            for (; l <= k + 1 - Vector<double>.Count; l += Vector<double>.Count)
            {
                (new Vector<double>(sums[l..]) + factors * new Vector<double>(row[l..])).CopyTo(sums[l..]);
            }

            for (; l <= k; l++)
            {
                sums[l] += factor * row[l];
            }
        }
    }

    /// <param name="ridge">Added to the diagonal.</param>
    /// <param name="name">What a column is called.</param>
    /// <param name="examples">How many the equations are of, for messages.</param>
    /// <exception cref="ArgumentException">A column is zero, or a combination of those before it.</exception>
    public double[] Solve(double[] ridge, Func<int, string> name, int examples)
    {
        // Columns scaled to length 1, so that what is left of one can be compared with 1.
        double[] lengths = new double[count];
        for (int k = 0; k < count; k++)
        {
            lengths[k] = Math.Sqrt(products[k * count + k] + ridge[k]);
            if (!(lengths[k] > 0))
            {
                throw new ArgumentException($"Nothing in these {examples} examples depends on {name(k)}: its column is zero. Leave it out, or add an L2 term.", "inputs");
            }
        }

        double[] factor = new double[count * count];
        for (int k = 0; k < count; k++)
        {
            for (int l = 0; l <= k; l++)
            {
                double sum = (products[k * count + l] + (k == l ? ridge[k] : 0)) / lengths[k] / lengths[l];
                sum -= Product(factor.AsSpan(k * count, l), factor.AsSpan(l * count, l));
                if (k == l && !(sum > Collinear))
                {
                    throw new ArgumentException(
                        $"{name(k)} cannot be told from {Combination(factor, k, name)} by these {examples} examples: its column is a combination of theirs. Leave one of them out, or add an L2 term.",
                        "inputs");
                }

                factor[k * count + l] = k == l ? Math.Sqrt(sum) : sum / factor[l * count + l];
            }
        }

        double[] solution = new double[count];
        for (int k = 0; k < count; k++)
        {
            solution[k] = (right[k] / lengths[k] - Product(factor.AsSpan(k * count, k), solution)) / factor[k * count + k];
        }

        SolveTransposed(factor, solution);
        for (int k = 0; k < count; k++)
        {
            solution[k] /= lengths[k];
        }

        return solution;
    }

    /// <summary>Solves Lᵀ·x = y in the place of y, for as many columns of L as y has entries.</summary>
    private void SolveTransposed(double[] factor, Span<double> y)
    {
        for (int k = y.Length - 1; k >= 0; k--)
        {
            y[k] /= factor[k * count + k];
            for (int l = 0; l < k; l++)
            {
                y[l] -= factor[k * count + l] * y[k];
            }
        }
    }

    /// <summary>The columns before column k that make it up, those with the largest shares first.</summary>
    private string Combination(double[] factor, int k, Func<int, string> name)
    {
        double[] shares = factor.AsSpan(k * count, k).ToArray();
        SolveTransposed(factor, shares);
        int[] columns = [.. Enumerable.Range(0, k).Where(l => Math.Abs(shares[l]) > Negligible).OrderByDescending(l => Math.Abs(shares[l]))];
        IEnumerable<string> names = columns.Take(NamedAtMost).Order().Select(name);
        return string.Join(", ", names) + (columns.Length > NamedAtMost ? $" and {columns.Length - NamedAtMost} more" : "");
    }

    private static double Product(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }
}
