namespace KernelGen.Equations;

public static partial class Functions
{
    [ThreadStatic]
    private static DropoutKey dropout;

    /// <summary>
    /// In a training step each entry of <paramref name="v"/> is 0 with probability <paramref name="rate"/>, else divided by 1 − rate
    /// (Srivastava et al. 2014); anywhere else all are as they are.
    /// </summary>
    /// <param name="v">The entries.</param>
    /// <param name="rate">A constant in [0, 1).</param>
    public static Vector Dropout(Vector v, Scalar rate) => Dropout(v, rate, 0);

    /// <summary>The same, for one of several: each has a number of its own, so that they do not leave out the same entries.</summary>
    /// <param name="v">The entries.</param>
    /// <param name="rate">A constant in [0, 1).</param>
    /// <param name="number">A constant: 0, 1, 2 … 255.</param>
    public static Vector Dropout(Vector v, Scalar rate, Scalar number)
    {
        ArgumentNullException.ThrowIfNull(v);
        var factors = new double[v.Length];
        for (int i = 0; i < factors.Length; i++)
        {
            factors[i] = dropout.FactorOf(((uint)number.Value << 24) + (uint)i, rate.Value);
        }

        return v * new Vector(factors);
    }

    /// <summary>Evaluates an objective as in a training step, or as it is where the key is none.</summary>
    internal static Scalar WithDropout(DropoutKey key, Func<Arguments, Scalar> objective, Arguments arguments)
    {
        DropoutKey before = dropout;
        dropout = key;
        try
        {
            return objective(arguments);
        }
        finally
        {
            dropout = before;
        }
    }
}
