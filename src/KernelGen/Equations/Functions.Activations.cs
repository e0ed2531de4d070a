namespace KernelGen.Equations;

public static partial class Functions
{
    /// <summary>max(0, z), with the derivative 1 where z &gt; 0, else 0.</summary>
    public static Scalar Relu(Scalar z)
    {
        Kinks.Report(z.Value);
        return z.Value > 0 ? z : new(Math.Max(0, z.Value));
    }

    /// <summary>max(0, z) of every entry.</summary>
    public static Vector Relu(Vector z) => Vector.Map(z, Relu);

    /// <summary>max(0, z) of every entry.</summary>
    public static Matrix Relu(Matrix z) => Matrix.Map(z, Relu);

    /// <summary>ln(1 + eᶻ), the soft rectifier, with the derivative σ(z).</summary>
    public static Scalar Softplus(Scalar z)
        => new(Math.Max(z.Value, 0) + Log1p(Math.Exp(-Math.Abs(z.Value))), z.Tangent * LogisticOf(z.Value));

    /// <summary>ln(1 + eᶻ) of every entry.</summary>
    public static Vector Softplus(Vector z) => Vector.Map(z, Softplus);

    /// <summary>ln(1 + eᶻ) of every entry.</summary>
    public static Matrix Softplus(Matrix z) => Matrix.Map(z, Softplus);

    /// <summary>σ(z) = 1 / (1 + e⁻ᶻ), with the derivative σ(z)·σ(−z).</summary>
    public static Scalar Logistic(Scalar z)
    {
        double value = LogisticOf(z.Value);
        return new(value, z.Tangent * value * LogisticOf(-z.Value));
    }

    /// <summary>σ(z) of every entry.</summary>
    public static Vector Logistic(Vector z) => Vector.Map(z, Logistic);

    /// <summary>σ(z) of every entry.</summary>
    public static Matrix Logistic(Matrix z) => Matrix.Map(z, Logistic);

    /// <summary>tanh(z), with the derivative 1 / cosh²(z).</summary>
    public static Scalar Tanh(Scalar z)
    {
        double cosh = Math.Cosh(z.Value);
        return new(Math.Tanh(z.Value), z.Tangent / cosh / cosh);
    }

    /// <summary>tanh(z) of every entry.</summary>
    public static Vector Tanh(Vector z) => Vector.Map(z, Tanh);

    /// <summary>tanh(z) of every entry.</summary>
    public static Matrix Tanh(Matrix z) => Matrix.Map(z, Tanh);

    /// <summary>1 where z &gt; 0, else 0; the derivative is 0 everywhere by convention.</summary>
    public static Scalar HardThreshold(Scalar z)
    {
        Kinks.Report(z.Value);
        return z.Value > 0 ? 1 : double.IsNaN(z.Value) ? double.NaN : 0;
    }

    /// <summary>1 where an entry is positive, else 0.</summary>
    public static Vector HardThreshold(Vector z) => Vector.Map(z, HardThreshold);

    /// <summary>1 where an entry is positive, else 0.</summary>
    public static Matrix HardThreshold(Matrix z) => Matrix.Map(z, HardThreshold);

    /// <summary>softmax(z)ᵢ = e^{zᵢ} / Σⱼ e^{zⱼ}, with pᵢ′ = pᵢ·(zᵢ′ − Σⱼ pⱼzⱼ′).</summary>
    /// <exception cref="ArgumentException">There is no entry.</exception>
    public static Vector Softmax(Vector z)
    {
        double largest = Largest(z);
        var values = new double[z.Length];
        double sum = 0;
        for (int i = 0; i < z.Length; i++)
        {
            values[i] = Math.Exp(z.Values[i] - largest);
            sum += values[i];
        }

        for (int i = 0; i < z.Length; i++)
        {
            values[i] /= sum;
        }

        if (z.Tangents is null)
        {
            return new(values);
        }

        double mean = 0;
        for (int j = 0; j < z.Length; j++)
        {
            mean += values[j] * z.Tangents[j];
        }

        var tangents = new double[z.Length];
        for (int i = 0; i < z.Length; i++)
        {
            tangents[i] = values[i] * (z.Tangents[i] - mean);
        }

        return new(values, tangents);
    }

    /// <summary>ln Σⱼ e^{zⱼ}, without overflow, with the derivative Σⱼ softmax(z)ⱼ·zⱼ′.</summary>
    /// <exception cref="ArgumentException">There is no entry.</exception>
    public static Scalar LogSumExp(Vector z)
    {
        double largest = Largest(z);
        double sum = 0;
        double weighted = 0;
        for (int i = 0; i < z.Length; i++)
        {
            Scalar entry = z[i];
            double e = Math.Exp(entry.Value - largest);
            sum += e;
            weighted += e * entry.Tangent;
        }

        return new(largest + Math.Log(sum), weighted / sum);
    }

    // e^{-|z|} cannot overflow, 1 + it cannot vanish.
    private static double LogisticOf(double z)
    {
        double e = Math.Exp(-Math.Abs(z));
        return (z >= 0 ? 1 : e) / (1 + e);
    }

    // ln(1 + x) for x ≥ 0. 1 + x rounds, so what its logarithm lost is restored by the ratio x / (u − 1) (Kahan; HP-15C manual).
    private static double Log1p(double x)
    {
        double u = 1 + x;
        return u == 1 ? x : Math.Log(u) * (x / (u - 1));
    }

    private static double Largest(Vector z)
    {
        ArgumentNullException.ThrowIfNull(z);
        if (z.Length == 0)
        {
            throw new ArgumentException("Softmax needs at least one logit; got a vector [0].", nameof(z));
        }

        return z.Values.Max();
    }
}
