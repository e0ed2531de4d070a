using System.Collections.Immutable;
using System.Numerics;
using System.Text;
using KernelGen.Persistence;
using KernelGen.Training;

namespace KernelGen.Data;

/// <summary>Transformations one after the other, to be saved with the model that learns from what they give.</summary>
/// <remarks>Computed in double precision from the inputs to the end. A pipeline that was saved and loaded gives the same bits.</remarks>
public sealed class Pipeline : Transformation
{
    private const int LongestOnStack = 512;

    private readonly int widest;

    /// <summary>A pipeline of steps that were fitted before.</summary>
    /// <exception cref="ArgumentException">There is no step, one is null, or a step takes another number of values than the one before gives.</exception>
    public Pipeline(ImmutableArray<Transformation> steps)
        : base(Checked(steps)[0].InputCount, steps[^1].OutputCount)
    {
        for (int i = 1; i < steps.Length; i++)
        {
            steps[i - 1].ThrowIfUnfit(steps[i], nameof(steps));
        }

        Steps = steps;
        widest = steps.Max(static step => step.OutputCount);
    }

    /// <summary>The transformations, the first to be applied first.</summary>
    public ImmutableArray<Transformation> Steps { get; }

    /// <summary>Fits each step on what the steps before it make of the training data.</summary>
    /// <param name="training">The training data, and no others: what those are like is not known when a model learns.</param>
    /// <param name="steps">The steps, at least one.</param>
    /// <exception cref="ArgumentNullException"><paramref name="training"/> is null.</exception>
    /// <exception cref="ArgumentException">There is no step, or one cannot be fitted on these data.</exception>
    public static Pipeline Fit<T, TTarget>(Dataset<T, TTarget> training, params ReadOnlySpan<PipelineStep> steps)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTarget : unmanaged
    {
        ArgumentNullException.ThrowIfNull(training);
        var inputs = new double[training.Inputs.Length];
        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i] = double.CreateTruncating(training.Inputs.Span[i]);
        }

        var data = new Dataset<double, byte>(inputs, training.InputCount);
        var fitted = ImmutableArray.CreateBuilder<Transformation>(steps.Length);
        foreach (PipelineStep step in steps)
        {
            Transformation transformation = step.Fit(data);
            data = transformation.Apply(data);
            fitted.Add(transformation);
        }

        return new Pipeline(fitted.MoveToImmutable());
    }

    /// <summary>Reads a pipeline that <see cref="Save"/> wrote.</summary>
    /// <exception cref="DataFormatException">The file holds no such pipeline, or one of another version.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static Pipeline Load(string path) => PipelineDocument.Read(File.ReadAllText(path), path);

    /// <summary>Reads a pipeline from what <see cref="ToJson"/> gave.</summary>
    /// <exception cref="DataFormatException">The text holds no such pipeline, or one of another version.</exception>
    public static Pipeline Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return PipelineDocument.Read(json, "pipeline");
    }

    /// <summary>Writes the pipeline as JSON: to a file beside it, which is flushed to the disk and then takes its place.</summary>
    /// <exception cref="InvalidOperationException">A step is a feature map of the caller's own, which has no name to be saved by.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        byte[] json = Encoding.UTF8.GetBytes(ToJson());
        AtomicFile.Replace(path, stream => stream.Write(json));
    }

    /// <summary>The pipeline as JSON, e.g. for the metadata of a checkpoint. Numbers have the digits that give the same bits again.</summary>
    /// <exception cref="InvalidOperationException">A step is a feature map of the caller's own, which has no name to be saved by.</exception>
    public string ToJson() => PipelineDocument.Write(this);

    internal override Refusal? Transform(ReadOnlySpan<double> inputs, Span<double> outputs)
    {
        Span<double> from = widest <= LongestOnStack ? stackalloc double[widest] : new double[widest];
        Span<double> to = widest <= LongestOnStack ? stackalloc double[widest] : new double[widest];
        scoped ReadOnlySpan<double> values = inputs;
        for (int i = 0; i < Steps.Length; i++)
        {
            Span<double> result = i == Steps.Length - 1 ? outputs : to[..Steps[i].OutputCount];
            if (Steps[i].Transform(values, result) is Refusal refusal)
            {
                return refusal with { Expected = $"{refusal.Expected} (step {i}, {Steps[i].GetType().Name})" };
            }

            values = result;
            Span<double> free = from;
            from = to;
            to = free;
        }

        return null;
    }

    private static ImmutableArray<Transformation> Checked(ImmutableArray<Transformation> steps) =>
        steps.IsDefaultOrEmpty || steps.Contains(null!)
            ? throw new ArgumentException("Expected at least one step, none of them null.", nameof(steps))
            : steps;
}
