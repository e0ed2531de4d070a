namespace KernelGen.Equations;

public static partial class Functions
{
    /// <summary>½(y − t)²</summary>
    public static Scalar SquaredError(Scalar y, Scalar t) => SumOfSquares(y - t) / 2;

    /// <summary>½‖y − t‖²</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static Scalar SquaredError(Vector y, Vector t)
    {
        Vector.RequireEqualLengths(y, t, nameof(SquaredError));
        return SumOfSquares(y - t) / 2;
    }

    /// <summary>|y − t|</summary>
    public static Scalar AbsoluteError(Scalar y, Scalar t) => Abs(y - t);

    /// <summary>Σ|yᵢ − tᵢ|</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static Scalar AbsoluteError(Vector y, Vector t)
    {
        Vector.RequireEqualLengths(y, t, nameof(AbsoluteError));
        return Norm1(y - t);
    }

    /// <summary>−t·ln p − (1 − t)·ln(1 − p), with 0·ln 0 = 0.</summary>
    /// <remarks>The plain definition: infinite where a certain prediction is wrong. Of a logit, see <see cref="LogisticCrossEntropy(Scalar, Scalar)"/>.</remarks>
    /// <param name="probability">p of class 1, in [0, 1].</param>
    /// <param name="t">In [0, 1].</param>
    public static Scalar CrossEntropy(Scalar probability, Scalar t) => -TimesLog(t, probability) - TimesLog(1 - t, 1 - probability);

    /// <summary>−ln pₜ</summary>
    /// <exception cref="ArgumentOutOfRangeException">The label is no index of an entry.</exception>
    public static Scalar CrossEntropy(Vector probabilities, Label t) => -Log(probabilities[RequireClass(t, probabilities)]);

    /// <summary>−Σ tᵢ·ln pᵢ, with 0·ln 0 = 0.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static Scalar CrossEntropy(Vector probabilities, Vector t)
    {
        Vector.RequireEqualLengths(probabilities, t, nameof(CrossEntropy));
        Scalar sum = 0;
        for (int i = 0; i < t.Length; i++)
        {
            sum -= TimesLog(t[i], probabilities[i]);
        }

        return sum;
    }

    /// <summary>The cross-entropy of a smoothed target, (1 − ε)·t + ε/2.</summary>
    /// <param name="probability">p of class 1, in [0, 1].</param>
    /// <param name="t">In [0, 1].</param>
    /// <param name="smoothing">ε in [0, 1), the share that both classes get alike.</param>
    public static Scalar CrossEntropy(Scalar probability, Scalar t, Scalar smoothing) => CrossEntropy(probability, Smoothed(t, smoothing));

    /// <summary>The cross-entropy of a smoothed label: −(1 − ε)·ln pₜ − ε·(mean of ln pᵢ).</summary>
    /// <param name="probabilities">[K], which sum to 1.</param>
    /// <param name="t">One of K classes.</param>
    /// <param name="smoothing">ε in [0, 1), the share that all classes get alike.</param>
    /// <exception cref="ArgumentOutOfRangeException">The label is no index of an entry.</exception>
    public static Scalar CrossEntropy(Vector probabilities, Label t, Scalar smoothing) =>
        (1 - smoothing) * CrossEntropy(probabilities, t) - smoothing * Mean(Log(probabilities));

    /// <summary>The cross-entropy of a smoothed target, (1 − ε)·t + ε/K.</summary>
    /// <param name="probabilities">[K], which sum to 1.</param>
    /// <param name="t">[K], which sum to 1.</param>
    /// <param name="smoothing">ε in [0, 1), the share that all classes get alike.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static Scalar CrossEntropy(Vector probabilities, Vector t, Scalar smoothing) => CrossEntropy(probabilities, Smoothed(t, smoothing));

    /// <summary>−t·ln σ(z) − (1 − t)·ln(1 − σ(z)) = t·softplus(−z) + (1 − t)·softplus(z), finite for every finite logit.</summary>
    /// <param name="z">The logit.</param>
    /// <param name="t">In [0, 1].</param>
    public static Scalar LogisticCrossEntropy(Scalar z, Scalar t) => t * Softplus(-z) + (1 - t) * Softplus(z);

    /// <summary>The cross-entropy of a smoothed target, (1 − ε)·t + ε/2.</summary>
    /// <param name="z">The logit.</param>
    /// <param name="t">In [0, 1].</param>
    /// <param name="smoothing">ε in [0, 1), the share that both classes get alike.</param>
    public static Scalar LogisticCrossEntropy(Scalar z, Scalar t, Scalar smoothing) => LogisticCrossEntropy(z, Smoothed(t, smoothing));

    /// <summary>−ln softmax(z)ₜ = ln Σⱼ e^{zⱼ} − zₜ, finite for finite logits.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The label is no index of an entry.</exception>
    public static Scalar SoftmaxCrossEntropy(Vector z, Label t) => LogSumExp(z) - z[RequireClass(t, z)];

    /// <summary>−Σ tᵢ·ln softmax(z)ᵢ = Σ tᵢ·(ln Σⱼ e^{zⱼ} − zᵢ), finite for finite logits.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static Scalar SoftmaxCrossEntropy(Vector z, Vector t)
    {
        Vector.RequireEqualLengths(z, t, nameof(SoftmaxCrossEntropy));
        Scalar logSumExp = LogSumExp(z);
        Scalar sum = 0;
        for (int i = 0; i < t.Length; i++)
        {
            sum += t[i] * (logSumExp - z[i]);
        }

        return sum;
    }

    /// <summary>The cross-entropy of a smoothed label: ln Σⱼ e^{zⱼ} − (1 − ε)·zₜ − ε·(mean of z).</summary>
    /// <param name="z">[K], logits.</param>
    /// <param name="t">One of K classes.</param>
    /// <param name="smoothing">ε in [0, 1), the share that all classes get alike.</param>
    /// <exception cref="ArgumentOutOfRangeException">The label is no index of an entry.</exception>
    public static Scalar SoftmaxCrossEntropy(Vector z, Label t, Scalar smoothing) =>
        LogSumExp(z) - (1 - smoothing) * z[RequireClass(t, z)] - smoothing * Mean(z);

    /// <summary>The cross-entropy of a smoothed target, (1 − ε)·t + ε/K.</summary>
    /// <param name="z">[K], logits.</param>
    /// <param name="t">[K], which sum to 1.</param>
    /// <param name="smoothing">ε in [0, 1), the share that all classes get alike.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static Scalar SoftmaxCrossEntropy(Vector z, Vector t, Scalar smoothing) => SoftmaxCrossEntropy(z, Smoothed(t, smoothing));

    /// <summary>max(0, 1 − t·y), with the derivative −t where t·y &lt; 1, else 0.</summary>
    /// <param name="y">The score.</param>
    /// <param name="t">−1 or +1.</param>
    public static Scalar Hinge(Scalar y, Scalar t) => Relu(1 - t * y);

    /// <summary>Σ over j ≠ t of max(0, sⱼ − sₜ + 1)</summary>
    /// <exception cref="ArgumentOutOfRangeException">The label is no index of an entry.</exception>
    public static Scalar MulticlassHinge(Vector scores, Label t)
    {
        Scalar own = scores[RequireClass(t, scores)];
        Scalar sum = 0;
        for (int j = 0; j < scores.Length; j++)
        {
            if (j != t.Index)
            {
                sum += Relu(scores[j] - own + 1);
            }
        }

        return sum;
    }

    /// <summary>KL(t ‖ p) = Σ tᵢ·ln(tᵢ / pᵢ), with 0·ln 0 = 0: how far a prediction p is from a target distribution t.</summary>
    /// <remarks>
    /// The cross-entropy less the entropy of the target, so both have the same gradient in the prediction. Infinite where a class
    /// that occurs is predicted never.
    /// </remarks>
    /// <param name="probabilities">p, the predicted distribution.</param>
    /// <param name="t">The target distribution.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static Scalar KullbackLeibler(Vector probabilities, Vector t)
    {
        Vector.RequireEqualLengths(probabilities, t, nameof(KullbackLeibler));
        Scalar sum = 0;
        for (int i = 0; i < t.Length; i++)
        {
            sum += TimesLog(t[i], t[i].Value == 0 ? 0 : t[i] / probabilities[i]);
        }

        return sum;
    }

    // x·ln y with 0·ln 0 = 0. At x = 0 what is left of the derivative is x′·ln y, and nothing where x does not move.
    private static Scalar TimesLog(Scalar x, Scalar y)
        => x.Value != 0 ? x * Log(y) : new(0, x.Tangent == 0 ? 0 : x.Tangent * Math.Log(y.Value));

    private static Scalar Smoothed(Scalar t, Scalar smoothing) => (1 - smoothing) * t + smoothing / 2;

    private static Vector Smoothed(Vector t, Scalar smoothing) => (1 - smoothing) * t + smoothing / t.Length;

    private static int RequireClass(Label t, Vector classes)
    {
        ArgumentNullException.ThrowIfNull(classes);
        if ((uint)t.Index >= (uint)classes.Length)
        {
            throw new ArgumentOutOfRangeException(
                nameof(t), t.Index, $"A label of a vector [{classes.Length}] is one of 0 … {classes.Length - 1}; got {t.Index}.");
        }

        return t.Index;
    }
}
