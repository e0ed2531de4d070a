namespace KernelGen.Persistence;

/// <summary>Saves and loads the parameters of a model, as a safetensors file that other programs read too.</summary>
/// <remarks>
/// <para>
/// For every parameter there is a tensor of its name in <see cref="ModelInfo.Parameters"/>, e.g. <c>W1</c>, in the model's precision:
/// weights as [outputs, inputs], row by row, whatever order the kernels keep them in; biases and vectors as [length]; no padding. Of
/// the texts, <c>kernelgen.model</c> is the name of the class and <c>kernelgen.declaration</c> what it declares: precision, inputs,
/// layers and loss (or a fingerprint of the equations of the prediction), names and shapes of the parameters.
/// </para>
/// <para>
/// Hyperparameters are not saved: they are set at run time, as before. Nothing is converted: a model in single precision does not take
/// a file in double precision. What comes from elsewhere is read by <see cref="SafetensorsReader"/> and put in place by
/// <see cref="ParameterView{T}.CopyFrom"/>.
/// </para>
/// </remarks>
public static class ModelFile
{
    internal const string ModelKey = "kernelgen.model";
    internal const string DeclarationKey = "kernelgen.declaration";
    internal const string TrainingKey = "kernelgen.training";

    /// <summary>Writes the parameters of a model: whatever happens on the way, there is the file of before, or all of the new one.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="model">The model.</param>
    /// <param name="path">The path of the file; one that is there is replaced, as <see cref="SafetensorsWriter.Save"/> says.</param>
    /// <param name="texts">
    /// What else to keep with the parameters, e.g. how inputs are prepared; read back by <see cref="SafetensorsReader.Metadata"/>.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="model"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="path"/> is empty, or a key of <paramref name="texts"/> is one of this class's own.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void SaveParameters<T>(this IModel<T> model, string path, IReadOnlyDictionary<string, string>? texts = null)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentException.ThrowIfNullOrEmpty(path);
        SafetensorsWriter writer = new();
        AddModel(writer, InfoOf(model), model.Parameters);
        foreach ((string key, string text) in texts ?? new Dictionary<string, string>())
        {
            writer.AddMetadata(key, text);
        }

        writer.Save(path);
    }

    /// <summary>Sets the parameters of a model from a file of one declared alike, or from a checkpoint of its training.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="model">The model; it changes only where all of the file is in order.</param>
    /// <param name="path">The path of the file.</param>
    /// <exception cref="ArgumentNullException"><paramref name="model"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="path"/> is empty.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="TensorFileException">The file is not of the format, or not of this model; the model is as it was.</exception>
    public static void LoadParameters<T>(this IModel<T> model, string path)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(model);
        ModelInfo info = InfoOf(model);
        using SafetensorsReader reader = SafetensorsReader.Open(path);
        TensorLoad load = new(reader);
        T[][] parameters = ReadModel<T>(load, info, path);

        // What a checkpoint holds beside the parameters has a dot in its name, which no parameter has.
        bool isCheckpoint = reader.Metadata.ContainsKey(TrainingKey);
        load.ThrowIfOthers(name => isCheckpoint && name.Contains('.', StringComparison.Ordinal));
        ParameterTensors.Copy(info, parameters, model.Parameters);
    }

    internal static void AddModel<T>(SafetensorsWriter writer, ModelInfo info, Span<T> parameters)
        where T : unmanaged
    {
        writer.AddMetadata(ModelKey, info.Name);
        writer.AddMetadata(DeclarationKey, Declaration.Of(info));
        ParameterTensors.Add(writer, info, "", parameters);
    }

    internal static T[][] ReadModel<T>(TensorLoad load, ModelInfo info, string path)
        where T : unmanaged
    {
        string expected = Declaration.Of(info), found = load.Text(DeclarationKey, "the declaration of a model");
        if (found != expected)
        {
            string other = load.Text(ModelKey, "the name of a model");
            throw new TensorFileException(path, $"parameters of {info.Name} ({expected})", $"those of {other} ({found})", DeclarationKey);
        }

        return ParameterTensors.Read<T>(load, info, "");
    }

    /// <summary>An instance does not know its kind, but its workspaces do.</summary>
    internal static ModelInfo InfoOf<T>(IModel<T> model)
        where T : unmanaged => model.CreateWorkspace(maxBatch: 1).Owner;
}
