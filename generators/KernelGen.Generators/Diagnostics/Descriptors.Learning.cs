using Microsoft.CodeAnalysis;

namespace KernelGen.Generators.Diagnostics;

/// <summary>What a model that is right by its form can be told about how it learns.</summary>
internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor SquaredProbability = Warning(
        "KG0045", "A squared error of probabilities",
        "The squared error of a {0} has almost no gradient where the prediction is confidently wrong (which makes it robust to flipped labels, and slow to learn from all others){1}");

    public static readonly DiagnosticDescriptor AppliedTwice = Warning(
        "KG0046", "Applied twice",
        "{0} is applied twice on the way to the loss, so that no prediction can be confident; {1}");

    public static readonly DiagnosticDescriptor LinearLayersCollapse = Note(
        "KG0047", "Consecutive linear layers are one",
        "This linear layer and the one after it are together a single linear layer{0}; put an activation such as Relu between them, or write one layer");

    public static readonly DiagnosticDescriptor NotADistribution = Warning(
        "KG0048", "A cross-entropy of what is not a distribution",
        "{0} takes {1}; {2}");

    public static readonly DiagnosticDescriptor RegularizedBias = Warning(
        "KG0049", "A regularised bias",
        "'{0}' is only added, so this penalty pulls predictions towards zero and makes nothing simpler; regularise the weights alone");

    public static readonly DiagnosticDescriptor UnusedArgument = Warning(
        "KG0050", "An argument that does not reach the objective",
        "'{0}' does not reach {1}; {2}");

    public static readonly DiagnosticDescriptor SingleEntry = Error(
        "KG0051", "Classes of which there is only one",
        "{0} of a single entry is {1} whatever the entry is, so nothing before it can learn; give it one entry a class, or write {2} for one score");

    public static readonly DiagnosticDescriptor ReachableZero = Warning(
        "KG0052", "A logarithm, quotient or square root at zero",
        "{0} is not finite where that is {1}, which nothing prevents; {2}");
}
