using System.Collections.Immutable;
using System.Globalization;
using KernelGen.Data;
using KernelGen.Training;

namespace KernelGen.Gallery.Running;

/// <summary>What a model makes of rows of inputs, as columns of a table.</summary>
/// <param name="Names">The name of each column.</param>
/// <param name="Rows">The fields of each row.</param>
public sealed record PredictedColumns(ImmutableArray<string> Names, ImmutableArray<string[]> Rows)
{
    private const int BatchSize = 256;

    /// <summary>The class, where the model decides for one, then every output: probabilities or scores by class, or values.</summary>
    /// <exception cref="DataFormatException">The inputs are not of the model's width.</exception>
    /// <exception cref="IOException">The parameters cannot be read, or are another model's.</exception>
    public static PredictedColumns Of<TModel>(EvaluationSettings settings, InputTable inputs)
        where TModel : class, IModel<float>, new()
    {
        ModelInfo info = TModel.Info;
        var model = new TModel();
        SavedTraining? saved = SavedTraining.Load(model, settings.Weights);
        if (inputs.Rows.InputCount != info.InputCount)
        {
            throw new DataFormatException(inputs.Path, $"{info.InputCount} inputs in every row for {settings.Model.Name}", $"{inputs.Rows.InputCount}");
        }

        Dataset<float, float> rows = saved?.Preparation is { } preparation ? Pipeline.Parse(preparation).Apply(inputs.Rows) : inputs.Rows;
        var outputs = new float[rows.Count * info.OutputCount];
        var classes = new int[rows.Count];
        var classifier = model as IClassifier<float>;
        Workspace<float> workspace = model.CreateWorkspace(BatchSize);
        for (int start = 0; start < rows.Count; start += BatchSize)
        {
            int count = Math.Min(BatchSize, rows.Count - start);
            ReadOnlySpan<float> batch = rows.Slice(start, count).Inputs.Span;
            model.Predict(batch, outputs.AsSpan(start * info.OutputCount, count * info.OutputCount), workspace);
            classifier?.Classify(batch, classes.AsSpan(start, count), workspace);
        }

        // The class of a sign is −1 or 1; names are of 0 and 1.
        string NameOf(int index) => saved?.ClassNames?[Math.Max(index, 0)] ?? index.ToString(CultureInfo.InvariantCulture);
        string[] RowOf(int row)
        {
            IEnumerable<string> values = outputs[(row * info.OutputCount)..((row + 1) * info.OutputCount)].Select(static y => y.ToString(CultureInfo.InvariantCulture));
            return classifier is null ? [.. values] : [NameOf(classes[row]), .. values];
        }

        string[] names = [.. Enumerable.Range(0, info.OutputCount).Select(k => OutputName(info, k, NameOf))];
        return new PredictedColumns(classifier is null ? [.. names] : ["class", .. names], [.. Enumerable.Range(0, rows.Count).Select(RowOf)]);
    }

    private static string OutputName(ModelInfo info, int index, Func<int, string> nameOf)
    {
        string kind = ModelEvaluation.HasProbabilities(info) ? "probability" : "score";
        return info.ClassCount == 0
            ? info.OutputCount == 1 ? "predicted" : string.Create(CultureInfo.InvariantCulture, $"predicted {index + 1}")
            : $"{kind} of {nameOf(info.OutputCount == 1 ? 1 : index)}";
    }
}
