using System.Collections.Immutable;
using KernelGen.Training;

namespace KernelGen.Gallery.Models;

/// <summary>Many classes by binary classifiers: each tells one class from all the rest, and the largest output decides (003).</summary>
/// <typeparam name="TModel">A binary classifier with one output, whose target is a probability or a sign.</typeparam>
public sealed class OneVersusAll<TModel>
    where TModel : class, IClassifier<float>, ITrainable<float, float>, new()
{
    private const int BatchSize = 64;

    /// <summary>Classifiers that know nothing yet, one a class.</summary>
    /// <param name="classCount">At least 2.</param>
    /// <exception cref="NotSupportedException">The model's target is neither a probability nor a sign.</exception>
    public OneVersusAll(int classCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 2);
        if (TModel.Info.Target is not (TargetKind.Probability or TargetKind.Sign))
        {
            throw new NotSupportedException($"{TModel.Info.Name} has targets of kind {TModel.Info.Target}, which do not tell two classes apart.");
        }

        Classifiers = [.. Enumerable.Range(0, classCount).Select(static _ => new TModel())];
    }

    /// <summary>The classifier of each class.</summary>
    public ImmutableArray<TModel> Classifiers { get; }

    /// <summary>Trains every classifier to tell its class from the rest.</summary>
    /// <param name="training">Labelled examples.</param>
    /// <param name="options">How to train; the seed also initialises the parameters.</param>
    /// <exception cref="ArgumentException">A label is no class, or the data do not fit the model.</exception>
    public void Fit(Dataset<float, int> training, TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(options);
        int[] labels = training.Targets.ToArray();
        if (Array.FindIndex(labels, label => (uint)label >= (uint)Classifiers.Length) is >= 0 and int row)
        {
            throw new ArgumentException($"Row {row}: expected a label in 0 … {Classifiers.Length - 1}; got {labels[row]}.", nameof(training));
        }

        float rest = TModel.Info.Target == TargetKind.Sign ? -1 : 0;
        foreach ((int c, TModel classifier) in Classifiers.Index())
        {
            float[] targets = [.. labels.Select(label => label == c ? 1 : rest)];
            classifier.Initialize(options.Seed);
            new Trainer<TModel>(classifier, options).Fit(new Dataset<float, float>(training.Inputs, training.InputCount, targets));
        }
    }

    /// <summary>Decides for the class whose classifier has the largest output, the first of equals.</summary>
    /// <remarks>Probabilities that have rounded to 1 are equal; scores, as of a hinge loss, go on telling classes apart.</remarks>
    /// <param name="inputs">[n, InputCount]</param>
    /// <param name="classes">[n]</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public void Classify(ReadOnlySpan<float> inputs, Span<int> classes)
    {
        int width = TModel.Info.InputCount;
        if (inputs.Length != (long)classes.Length * width)
        {
            throw new ArgumentException($"Expected {classes.Length} rows of {width} inputs; got {inputs.Length} values.", nameof(inputs));
        }

        var best = new float[classes.Length];
        Array.Fill(best, float.NegativeInfinity);
        var outputs = new float[BatchSize];
        foreach ((int c, TModel classifier) in Classifiers.Index())
        {
            Workspace<float> workspace = classifier.CreateWorkspace(BatchSize);
            for (int start = 0; start < classes.Length; start += BatchSize)
            {
                int count = Math.Min(BatchSize, classes.Length - start);
                classifier.Predict(inputs.Slice(start * width, count * width), outputs.AsSpan(0, count), workspace);
                for (int i = 0; i < count; i++)
                {
                    if (outputs[i] > best[start + i])
                    {
                        best[start + i] = outputs[i];
                        classes[start + i] = c;
                    }
                }
            }
        }
    }
}
