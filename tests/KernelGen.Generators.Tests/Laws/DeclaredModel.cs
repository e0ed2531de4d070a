using System.Globalization;
using System.Text;

namespace KernelGen.Generators.Tests.Laws;

/// <summary>A model to declare in source text.</summary>
internal sealed record DeclaredModel(string Name, int Inputs, DeclaredLayer[] Layers, Loss? Loss = null)
{
    public Targets Targets { get; init; }

    public double L1 { get; init; }

    public double L2 { get; init; }

    /// <summary>The single and the double precision class.</summary>
    public IEnumerable<(string Name, string Element)> Classes => [(Name, "float"), (Name + ".DoublePrecision", "double")];

    /// <summary>Whether targets are labels.</summary>
    public bool HasLabels => Loss is KernelGen.Loss.MulticlassHinge || (Loss is KernelGen.Loss.SoftmaxCrossEntropy && Targets == Targets.Natural);

    /// <summary>The declaration as a user writes it, in both precisions.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        Line(text, $"[Model(Inputs = {Inputs}, Precision = Precision.Both)]");
        foreach (DeclaredLayer layer in Layers)
        {
            Line(text, $"[Dense({layer.Units}, Activation.{layer.Activation}, Bias = {(layer.Bias ? "true" : "false")})]");
        }

        if (Loss is { } loss)
        {
            Line(text, $"[Loss(Loss.{loss}, Targets = Targets.{Targets})]");
        }

        if (L1 > 0 || L2 > 0)
        {
            Line(text, $"[Regularize(L1 = {L1}, L2 = {L2})]");
        }

        Line(text, $"internal sealed partial class {Name};");
        return text.ToString();
    }

    private static void Line(StringBuilder text, FormattableString line)
        => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}

/// <summary>A layer to declare in source text.</summary>
internal readonly record struct DeclaredLayer(int Units, Activation Activation, bool Bias = true);
