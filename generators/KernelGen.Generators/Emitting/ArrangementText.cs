using KernelGen.Generators.Planning;

namespace KernelGen.Generators.Emitting;

/// <summary>How a matrix is arranged, in a few words.</summary>
internal static class ArrangementText
{
    /// <summary>What is said of a matrix that is also copied with rows and columns exchanged.</summary>
    public const string Transposed = ", and transposed";

    public static string Describe(Arrangement arrangement) => Describe(arrangement.Layout) + (arrangement.Turns ? Transposed : "");

    public static string Describe(WeightLayout layout) => layout switch
    {
        WeightLayout.InputMajor => "one input after the other",
        WeightLayout.OutputMajor => "one output after the other",
        _ => "",
    };
}
