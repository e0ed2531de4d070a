using System.Numerics;
using KernelGen.Training;

namespace KernelGen.Data;

/// <summary>Computes the features of one example from its inputs.</summary>
/// <param name="inputs">[inputs]</param>
/// <param name="features">[features], to be written completely.</param>
public delegate void FeatureFunction(ReadOnlySpan<double> inputs, Span<double> features);

/// <summary>Features ψ(x) in the place of inputs x: a linear model of features is a richer model of the inputs.</summary>
public sealed class FeatureMap
{
    private readonly FeatureFunction features;

    /// <summary>A feature map of your own.</summary>
    /// <param name="inputCount">Values in one example before, at least 1.</param>
    /// <param name="featureCount">Values in one example after, at least 1.</param>
    /// <param name="features">Computes the features of one example.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is less than 1.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="features"/> is null.</exception>
    public FeatureMap(int inputCount, int featureCount, FeatureFunction features)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(featureCount, 1);
        ArgumentNullException.ThrowIfNull(features);
        InputCount = inputCount;
        FeatureCount = featureCount;
        this.features = features;
    }

    /// <summary>Values in one example before.</summary>
    public int InputCount { get; }

    /// <summary>Values in one example after.</summary>
    public int FeatureCount { get; }

    /// <summary>The inputs and a column of ones, whose weight is a bias (the bias trick).</summary>
    /// <param name="inputCount">Values in one example, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="inputCount"/> is less than 1.</exception>
    public static FeatureMap WithOnes(int inputCount) => new(inputCount, inputCount + 1, static (inputs, features) =>
    {
        inputs.CopyTo(features);
        features[^1] = 1;
    });

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
        });

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
    });

    /// <summary>The features of the features that this map gives.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="next"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="next"/> takes another number of values than this map gives.</exception>
    public FeatureMap Then(FeatureMap next)
    {
        ArgumentNullException.ThrowIfNull(next);
        if (next.InputCount != FeatureCount)
        {
            throw new ArgumentException($"This map gives {FeatureCount} features; the next takes {next.InputCount} inputs.", nameof(next));
        }

        return new FeatureMap(InputCount, next.FeatureCount, (inputs, output) =>
        {
            double[] between = new double[FeatureCount];
            features(inputs, between);
            next.features(between, output);
        });
    }

    /// <summary>A copy of the data with features in the place of inputs.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="dataset"/> is null.</exception>
    /// <exception cref="ArgumentException">The data have another number of inputs.</exception>
    public Dataset<T, TTarget> Apply<T, TTarget>(Dataset<T, TTarget> dataset)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTarget : unmanaged
    {
        ArgumentNullException.ThrowIfNull(dataset);
        if (dataset.InputCount != InputCount)
        {
            throw new ArgumentException($"The map takes {InputCount} inputs; the data set has {dataset.InputCount}.", nameof(dataset));
        }

        var mapped = new T[checked(dataset.Count * FeatureCount)];
        Apply(dataset.Inputs.Span, mapped);
        return new Dataset<T, TTarget>(mapped, FeatureCount, dataset.Targets.ToArray(), dataset.TargetCount);
    }

    /// <summary>Maps rows of inputs, e.g. the single example of a prediction.</summary>
    /// <param name="inputs">[n, InputCount]</param>
    /// <param name="mapped">[n, FeatureCount]; other memory than <paramref name="inputs"/>.</param>
    /// <exception cref="ArgumentException">The inputs are no whole rows, there is not room for their features, or both share memory.</exception>
    public void Apply<T>(ReadOnlySpan<T> inputs, Span<T> mapped)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (inputs.Length % InputCount != 0)
        {
            throw new ArgumentException($"Expected rows of {InputCount} inputs; got {inputs.Length} values.", nameof(inputs));
        }

        int count = inputs.Length / InputCount;
        if (mapped.Length != (long)count * FeatureCount)
        {
            throw new ArgumentException(
                $"Expected room for {count} rows of {FeatureCount} features; got {mapped.Length} values.", nameof(mapped));
        }

        if (inputs.Overlaps(mapped))
        {
            throw new ArgumentException("Inputs and features share memory; features are longer than what they are computed from.", nameof(mapped));
        }

        double[] row = new double[InputCount];
        double[] result = new double[FeatureCount];
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < InputCount; j++)
            {
                row[j] = double.CreateTruncating(inputs[i * InputCount + j]);
            }

            features(row, result);
            for (int j = 0; j < FeatureCount; j++)
            {
                mapped[i * FeatureCount + j] = T.CreateTruncating(result[j]);
            }
        }
    }
}
