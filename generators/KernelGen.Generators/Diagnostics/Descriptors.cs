using Microsoft.CodeAnalysis;

namespace KernelGen.Generators.Diagnostics;

/// <summary>What a declaration can be told. Each has a page under docs with its number.</summary>
internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor NotPartial = Error(
        "KG0001", "A model must be partial",
        "'{0}' must be declared partial: the kernels are written into another part of it; write 'partial class {0}'");

    public static readonly DiagnosticDescriptor Generic = Error(
        "KG0002", "A model cannot be generic",
        "'{0}' has type parameters, but its kernels are written for one fixed shape and precision; remove the type parameters and use Precision.Both for two precisions");

    public static readonly DiagnosticDescriptor NoLayers = Error(
        "KG0003", "A model needs layers or equations",
        "'{0}' computes nothing yet; write a layer, such as [Dense(10)], below [Model], or the model's equations as static methods with [Objective] and [Output] inside the class");

    public static readonly DiagnosticDescriptor NotPositive = Error(
        "KG0004", "A size must be at least 1",
        "{0} is {1}, but it must be at least 1");

    public static readonly DiagnosticDescriptor InputsMissing = Error(
        "KG0005", "A model must say how many inputs it has",
        "'{0}' does not say how many values one example has; write [Model(Inputs = …)]");

    public static readonly DiagnosticDescriptor UnknownValue = Error(
        "KG0006", "Not a value of the enumeration",
        "{0} has no member with the value {1}; choose one of {2}");

    public static readonly DiagnosticDescriptor LayersSpread = Error(
        "KG0007", "The layers of a model must stand on one declaration",
        "The attributes of '{0}' stand on several of its declarations, and the order of the layers would depend on the order of the files; move them all to the declaration with [Model]");

    public static readonly DiagnosticDescriptor ZeroGradient = Error(
        "KG0008", "A hard threshold cannot be trained through",
        "The gradient of {0} is zero almost everywhere, so nothing before it would learn from the objective; {1}");

    public static readonly DiagnosticDescriptor NeedsTwoOutputs = Error(
        "KG0009", "This loss decides between two or more classes",
        "{0} needs one score for each of two or more classes, but the last layer has 1 unit; give it a unit for each class, or use {1} for one unit");

    public static readonly DiagnosticDescriptor NeedsOneOutput = Error(
        "KG0010", "This loss takes exactly one output",
        "{0} takes one score, but the last layer has {1} units; give it 1, or use {2} for one score a class");

    public static readonly DiagnosticDescriptor MemberCollision = Error(
        "KG0011", "A member has the name of a generated one",
        "'{0}' is also the name of a member that the build writes into '{1}'; rename it");

    public static readonly DiagnosticDescriptor DistributionWithoutSoftmax = Error(
        "KG0012", "Only softmax-cross-entropy takes a distribution",
        "Targets.Distribution gives one probability a class, which only Loss.SoftmaxCrossEntropy takes; remove it, or use that loss");

    public static readonly DiagnosticDescriptor BadFactor = Error(
        "KG0013", "A regularisation factor must be finite and not negative",
        "{0} is {1}, but it must be a finite number of at least 0");

    public static readonly DiagnosticDescriptor RegularizeWithoutLoss = Error(
        "KG0014", "Nothing to regularise",
        "'{0}' has no loss, so it is not trained and there is nothing to regularise; add [Loss(…)] or remove [Regularize]");

    public static readonly DiagnosticDescriptor NotAClass = Error(
        "KG0015", "A model must be an ordinary class",
        "'{0}' is {1}, but a model owns its parameters and is made with new; declare it as a non-static, non-abstract, non-record class that is not local to a file");

    public static readonly DiagnosticDescriptor ContainerNotPartial = Error(
        "KG0016", "Types around a model must be partial and not generic",
        "'{0}' contains the model '{1}' and must itself be a partial, non-generic type, not local to a file, so that the kernels can be written inside it");

    public static readonly DiagnosticDescriptor TooLarge = Error(
        "KG0017", "A model must fit one array",
        "With this '{0}' has more than {1} {2}, which is more than one array holds");

    public static readonly DiagnosticDescriptor NoParameterlessConstructor = Error(
        "KG0018", "A model needs a parameterless constructor",
        "The checks make models with new(), but '{0}' {1}");

    public static readonly DiagnosticDescriptor LayersWithoutModel = Error(
        "KG0019", "Not a model without [Model]",
        "[{0}] means nothing on '{1}' without [Model]; write {2} above the class");

    public static readonly DiagnosticDescriptor BadSmoothing = Error(
        "KG0053", "Label smoothing is a share of the target",
        "{0} is {1}, but it must be in [0, 1): the share of a target that all classes get alike");

    public static readonly DiagnosticDescriptor SmoothingWithoutCrossEntropy = Error(
        "KG0054", "Only cross-entropies take smoothed labels",
        "LabelSmoothing moves probabilities, which {0} does not take; remove it, or use Loss.LogisticCrossEntropy or Loss.SoftmaxCrossEntropy");

    public static readonly DiagnosticDescriptor BadDropout = Error(
        "KG0056", "Dropout leaves out a share of units",
        "{0} is {1}, but it must be a constant in [0, 1): the share of units that a training step leaves out");

    public static readonly DiagnosticDescriptor MisplacedDropout = Error(
        "KG0057", "Dropout stands between layers, once",
        "{0}");

    private const string Category = "KernelGen";

    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        new(id, title, message, Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    private static DiagnosticDescriptor Warning(string id, string title, string message) =>
        new(id, title, message, Category, DiagnosticSeverity.Warning, isEnabledByDefault: true);

    private static DiagnosticDescriptor Note(string id, string title, string message) =>
        new(id, title, message, Category, DiagnosticSeverity.Info, isEnabledByDefault: true);
}
