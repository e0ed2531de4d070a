namespace KernelGen.Equations;

/// <summary>What operators and functions of vectors and matrices share: one formula, evaluated for every entry.</summary>
internal static class EntryByEntry
{
    /// <summary>Entries 0 … <paramref name="count"/> − 1 by a formula, in new memory.</summary>
    /// <param name="count">The number of entries.</param>
    /// <param name="moving">Whether tangents are followed: some operand carries one.</param>
    /// <param name="entry">One entry, by its index.</param>
    public static (double[] Values, double[]? Tangents) Compute(int count, bool moving, Func<int, Scalar> entry)
    {
        var values = new double[count];
        double[]? tangents = moving ? new double[count] : null;
        for (int i = 0; i < count; i++)
        {
            (values[i], double tangent) = entry(i);
            if (tangents is not null)
            {
                tangents[i] = tangent;
            }
        }

        return (values, tangents);
    }
}
