using System.Collections.Immutable;

namespace KernelGen.Persistence;

/// <summary>
/// Numbers in the layout of a model's parameters as tensors, one for each parameter: weights as [outputs, inputs] whatever order the
/// kernels keep them in, without padding.
/// </summary>
internal static class ParameterTensors
{
    /// <summary>
    /// [outputs, inputs] for weights, [length] for biases and vectors. A layout does not tell weights of one input from a vector; in a
    /// model of layers the weights are what is drawn at random.
    /// </summary>
    public static ImmutableArray<long> ShapeOf(ModelInfo info, ParameterLayout parameter) =>
        parameter.Columns > 1 || (info.Layers.Length > 0 && parameter.Initialization != Initialization.Zero)
            ? [parameter.Rows, parameter.Columns]
            : [parameter.Rows];

    public static void Add<T>(SafetensorsWriter writer, ModelInfo info, string prefix, Span<T> values)
        where T : unmanaged
    {
        foreach (ParameterLayout parameter in info.Parameters)
        {
            T[] canonical = new T[parameter.Count];
            new ParameterView<T>(parameter, values).CopyTo(canonical);
            writer.Add<T>(prefix + parameter.Name, ShapeOf(info, parameter).AsSpan(), canonical);
        }
    }

    /// <summary>The elements of each parameter, row by row.</summary>
    public static T[][] Read<T>(TensorLoad load, ModelInfo info, string prefix)
        where T : unmanaged =>
        [.. info.Parameters.Select(parameter => load.Values<T>(prefix + parameter.Name, ShapeOf(info, parameter)))];

    /// <summary>Puts what was read where it belongs. Nothing can fail from here on.</summary>
    public static void Copy<T>(ModelInfo info, T[][] read, Span<T> values)
        where T : unmanaged
    {
        for (int i = 0; i < read.Length; i++)
        {
            new ParameterView<T>(info.Parameters[i], values).CopyFrom(read[i]);
        }
    }
}
