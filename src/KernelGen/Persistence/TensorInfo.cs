using System.Collections.Immutable;

namespace KernelGen.Persistence;

/// <summary>One tensor of a safetensors file: what it is, and where its bytes lie.</summary>
/// <param name="Name">Its name, which no other tensor of the file has.</param>
/// <param name="Type">What its elements are.</param>
/// <param name="Shape">Its dimensions, outermost first; none for a number.</param>
/// <param name="Start">Where its first byte lies, counted from the first byte of the file.</param>
/// <param name="End">Where its last byte is followed by what comes next.</param>
public sealed record TensorInfo(string Name, TensorType Type, ImmutableArray<long> Shape, long Start, long End)
{
    /// <summary>Its elements, row by row: the product of the dimensions.</summary>
    public long Count => (End - Start) / TensorTypes.Size(Type);

    /// <summary>Its type and shape as messages show them, e.g. <c>F32 [10, 784]</c>.</summary>
    internal string Form => FormOf(Type, Shape);

    internal static string FormOf(TensorType type, ImmutableArray<long> shape) => $"{type} [{string.Join(", ", shape)}]";
}
