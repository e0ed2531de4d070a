namespace KernelGen.Data;

/// <summary>Computes the features of one example from its inputs.</summary>
/// <param name="inputs">[inputs]</param>
/// <param name="features">[features], to be written completely.</param>
public delegate void FeatureFunction(ReadOnlySpan<double> inputs, Span<double> features);

/// <summary>Features ψ(x) in the place of inputs x: a linear model of features is a richer model of the inputs.</summary>
public sealed class FeatureMap : Transformation
{
    private readonly FeatureFunction features;

    /// <summary>A feature map of your own.</summary>
    /// <param name="inputCount">Values in one example before, at least 1.</param>
    /// <param name="featureCount">Values in one example after, at least 1.</param>
    /// <param name="features">Computes the features of one example.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is less than 1.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="features"/> is null.</exception>
    public FeatureMap(int inputCount, int featureCount, FeatureFunction features)
        : base(inputCount, featureCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(featureCount, 1);
        ArgumentNullException.ThrowIfNull(features);
        this.features = features;
    }

    private FeatureMap(int inputCount, int featureCount, FeatureFunction features, FeatureMapDocument document)
        : this(inputCount, featureCount, features) => Document = document;

    /// <summary>Values in one example after, as <see cref="Transformation.OutputCount"/>.</summary>
    public int FeatureCount => OutputCount;

    /// <summary>How the map is saved; null for a function of the caller's.</summary>
    internal FeatureMapDocument? Document { get; }

    /// <summary>The inputs and a column of ones, whose weight is a bias (the bias trick).</summary>
    /// <param name="inputCount">Values in one example, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="inputCount"/> is less than 1.</exception>
    public static FeatureMap WithOnes(int inputCount) => new(inputCount, inputCount + 1, static (inputs, features) =>
    {
        inputs.CopyTo(features);
        features[^1] = 1;
    }, new FeatureMapDocument(FeatureMapDocument.Ones, inputCount));

    /// <summary>The inputs and the product of every two: x₁, x₂, x₁x₂ make exclusive or linear.</summary>
    /// <param name="inputCount">Values in one example, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="inputCount"/> is less than 1.</exception>
    public static FeatureMap WithProducts(int inputCount) => new(
        inputCount, checked(inputCount * (inputCount + 1) / 2), static (inputs, features) =>
        {
            inputs.CopyTo(features);
            int next = inputs.Length;
            for (int i = 0; i < inputs.Length; i++)
            {
                for (int j = i + 1; j < inputs.Length; j++)
                {
                    features[next++] = inputs[i] * inputs[j];
                }
            }
        }, new FeatureMapDocument(FeatureMapDocument.Products, inputCount));

    /// <summary>The inputs and their squares: x₁, x₂, x₁², x₂² make a disc linear.</summary>
    /// <param name="inputCount">Values in one example, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="inputCount"/> is less than 1.</exception>
    public static FeatureMap WithSquares(int inputCount) => new(inputCount, checked(2 * inputCount), static (inputs, features) =>
    {
        inputs.CopyTo(features);
        for (int i = 0; i < inputs.Length; i++)
        {
            features[inputs.Length + i] = inputs[i] * inputs[i];
        }
    }, new FeatureMapDocument(FeatureMapDocument.Squares, inputCount));

    /// <summary>All products of inputs with up to <paramref name="degree"/> factors: x₁, x₂, x₁², x₁x₂, x₂² for degree 2.</summary>
    /// <remarks>In ascending degree, then in the order of the inputs; the constant 1 is not among them.</remarks>
    /// <param name="inputCount">Values in one example, at least 1.</param>
    /// <param name="degree">The most factors, at least 1.</param>
    /// <param name="crossTermsOnly">Whether to leave out powers, so that no product has an input twice.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is less than 1, or there would be more than 2²⁴ features.</exception>
    public static FeatureMap Polynomial(int inputCount, int degree, bool crossTermsOnly = false)
    {
        var terms = PolynomialTerms.Of(inputCount, degree, crossTermsOnly);
        return new FeatureMap(
            inputCount, terms.Count, terms.Write, new FeatureMapDocument(FeatureMapDocument.Polynomial, inputCount, degree, crossTermsOnly));
    }

    /// <summary>The features of the features that this map gives.</summary>
    /// <remarks>To be saved, let both be steps of a <see cref="Pipeline"/> instead.</remarks>
    /// <exception cref="ArgumentNullException"><paramref name="next"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="next"/> takes another number of values than this map gives.</exception>
    public FeatureMap Then(FeatureMap next)
    {
        ArgumentNullException.ThrowIfNull(next);
        ThrowIfUnfit(next, nameof(next));
        return new FeatureMap(InputCount, next.FeatureCount, (inputs, output) =>
        {
            double[] between = new double[FeatureCount];
            features(inputs, between);
            next.features(between, output);
        });
    }

    internal override Refusal? Transform(ReadOnlySpan<double> inputs, Span<double> outputs)
    {
        features(inputs, outputs);
        return null;
    }
}
