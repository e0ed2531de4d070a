namespace KernelGen.Generators.Reading;

/// <summary>A correct declaration, free of everything the compiler owns.</summary>
/// <param name="Type">The class to write into.</param>
/// <param name="Precision">Which element types to write for.</param>
/// <param name="Inputs">Values in one example.</param>
/// <param name="Layers">In the order they are applied; at least one, or none where there are <see cref="Equations"/>.</param>
/// <param name="Loss">What training makes small, or null for prediction only.</param>
/// <param name="L1">Factor of ‖w‖₁.</param>
/// <param name="L2">Factor of ½‖w‖².</param>
internal sealed record ModelSpec(
    TypeSpec Type, Precision Precision, int Inputs, EquatableArray<LayerSpec> Layers, LossSpec? Loss, double L1, double L2)
{
    /// <summary>The model as its equations, where it is declared by them instead of layers.</summary>
    public EquationForm? Equations { get; init; }

    public int Outputs => Layers[Layers.Count - 1].Units;

    /// <summary>What equations call the weighted sum of a layer: <c>z</c> in a model of one layer, else <c>z1</c>, <c>z2</c> …</summary>
    public string SumName(int layer) => Layers.Count == 1 ? "z" : "z" + Number(layer);

    /// <summary>What equations call the result of a layer: <c>h1</c>, <c>h2</c> … and at the end <c>y</c>, or z where it is a logit.</summary>
    public string ResultName(int layer)
    {
        bool isLogit = Layers[layer].Activation == Activation.Linear
            && Loss?.Loss is Reading.Loss.LogisticCrossEntropy or Reading.Loss.SoftmaxCrossEntropy;
        return layer < Layers.Count - 1 ? "h" + Number(layer) : isLogit ? SumName(layer) : "y";
    }

    /// <summary>What equations call the result of a layer after dropout.</summary>
    public string KeptName(int layer) => Layers[layer].Dropout == 0 ? ResultName(layer) : "d" + Number(layer);

    /// <summary>The number of a layer as in names, from 1.</summary>
    public static string Number(int layer) => (layer + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>A class by name, with the types around it.</summary>
/// <param name="Namespace">Empty for the global namespace.</param>
/// <param name="Containers">The declarations around it, outermost first, e.g. <c>partial struct Outer</c>.</param>
/// <param name="Name">As written in code: escaped if it is a keyword.</param>
/// <param name="FullName">Unique in the assembly, e.g. <c>Clinic.Outer.Model</c>.</param>
internal sealed record TypeSpec(string Namespace, EquatableArray<string> Containers, string Name, string FullName);

/// <param name="Units">Its outputs.</param>
/// <param name="Activation">Applied to each of them.</param>
/// <param name="Bias">Whether it adds one.</param>
/// <param name="Dropout">The share of its outputs that training leaves out.</param>
internal sealed record LayerSpec(int Units, Activation Activation, bool Bias, double Dropout = 0);

/// <param name="Loss">The loss of one example.</param>
/// <param name="Targets">How targets are given.</param>
/// <param name="Smoothing">The share of a target that all classes get alike.</param>
/// <param name="Weighted">Whether each example has a weight.</param>
internal sealed record LossSpec(Loss Loss, Targets Targets, double Smoothing = 0, bool Weighted = false);

// The enumerations of the declaration, with the values that the attributes' constants carry.
internal enum Precision
{
    Single,
    Double,
    Both,
}

internal enum Activation
{
    Linear,
    Relu,
    Softplus,
    Logistic,
    Tanh,
    HardThreshold,
}

internal enum Loss
{
    SquaredError,
    AbsoluteError,
    LogisticCrossEntropy,
    SoftmaxCrossEntropy,
    Hinge,
    MulticlassHinge,
}

internal enum Targets
{
    Natural,
    Distribution,
}
