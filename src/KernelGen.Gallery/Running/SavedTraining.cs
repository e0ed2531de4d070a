using System.Collections.Immutable;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;
using KernelGen.Data;
using KernelGen.Gallery.Examples;
using KernelGen.Persistence;
using KernelGen.Training;

namespace KernelGen.Gallery.Running;

/// <summary>What lies beside the parameters in a file of <c>train --save</c>: they make sense only for inputs prepared alike.</summary>
/// <param name="Seed">That of the training, which also decided what was kept for the test.</param>
/// <param name="Preparation">What was done to the inputs, as <see cref="Pipeline.ToJson"/> writes it; null where nothing was.</param>
/// <param name="ClassNames">The names of the classes in their order; null where they are numbered, or there are none.</param>
public sealed record SavedTraining(int Seed, string? Preparation, ImmutableArray<string>? ClassNames)
{
    private const string Key = "gallery.training";

    /// <summary>What is to be kept of a training.</summary>
    public static SavedTraining Of<TTarget>(int seed, TrainingExamples<TTarget> examples)
        where TTarget : unmanaged => new(seed, examples.Preparation?.ToJson(), examples.ClassNames);

    /// <summary>Writes the parameters and this.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(IModel<float> model, string path) =>
        model.SaveParameters(path, new Dictionary<string, string> { [Key] = JsonSerializer.Serialize(this, SavedTrainingJson.Default.SavedTraining) });

    /// <summary>Sets the parameters of a model from a file.</summary>
    /// <returns>What lies beside them; null where the file was not written by <c>train --save</c>.</returns>
    /// <exception cref="IOException">The file cannot be read, or does not hold the parameters of this model.</exception>
    public static SavedTraining? Load(IModel<float> model, string path)
    {
        model.LoadParameters(path);
        using SafetensorsReader reader = SafetensorsReader.Open(path);
        if (!reader.Metadata.TryGetValue(Key, out string? text))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(text, SavedTrainingJson.Default.SavedTraining);
        }
        catch (JsonException fault)
        {
            throw new TensorFileException(path, "what train --save wrote", text, Key, innerException: fault);
        }
    }

    /// <summary>Examples prepared as those of the training, their labels in its order of classes.</summary>
    /// <exception cref="DataFormatException">A class was not in the training, or the preparation is not one that this program wrote.</exception>
    public TrainingExamples<TTarget> Prepare<TTarget>(TrainingExamples<TTarget> examples)
        where TTarget : unmanaged, INumber<TTarget>
    {
        TrainingExamples<TTarget> prepared = examples.Prepared(Preparation is null ? null : Pipeline.Parse(Preparation));
        if (ClassNames is not { } names || examples.ClassNames is not { } found || names.SequenceEqual(found))
        {
            return prepared;
        }

        int[] places = [.. found.Select(name => names.IndexOf(name) is >= 0 and int place
            ? place
            : throw new DataFormatException(examples.Origin, $"classes {string.Join(", ", names)}", name))];
        return prepared with
        {
            Training = Relabelled(prepared.Training, places),
            Test = Relabelled(prepared.Test, places),
            ClassNames = names,
        };
    }

    private static Dataset<float, TTarget> Relabelled<TTarget>(Dataset<float, TTarget> examples, int[] places)
        where TTarget : unmanaged, INumber<TTarget> => new(
            examples.Inputs, examples.InputCount,
            examples.Targets.ToArray().Select(label => TTarget.CreateChecked(places[int.CreateChecked(label)])).ToArray());
}

/// <summary>How it is read and written, known to the build: a trimmed program has no other way.</summary>
[JsonSerializable(typeof(SavedTraining))]
internal sealed partial class SavedTrainingJson : JsonSerializerContext;
