using System.Reflection;
using KernelGen.Generators.Tests.Equations;
using KernelGen.Generators.Tests.Running;

namespace KernelGen.Generators.Tests.Analysis;

/// <summary>A model that was declared in a test, generated, compiled and loaded.</summary>
internal sealed class AnalyzedModel
{
    private AnalyzedModel(Type type, string text)
    {
        Type = type;
        Text = text;
        Probe = (IModelProbe)type.GetProperty("Probe", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
    }

    public Type Type { get; }

    /// <summary>The generated file.</summary>
    public string Text { get; }

    public IModelProbe Probe { get; }

    public ModelInfo Info => Probe.Info;

    /// <summary>A model of layers, from the attributes below <c>[Model]</c>.</summary>
    public static AnalyzedModel OfLayers(int inputs, string attributes) =>
        Of($"using KernelGen;\n\n[Model(Inputs = {inputs})]\n{attributes}\ninternal sealed partial class Sample;\n");

    /// <summary>A model of equations in double precision, from the members of its class.</summary>
    public static AnalyzedModel OfEquations(string members) =>
        Of(EquationSource.Model(members).Replace("[Model]", "[Model(Precision = Precision.Double)]", StringComparison.Ordinal));

    private static AnalyzedModel Of(string source)
    {
        GeneratorRun run = GeneratorRun.Of(source);
        return new AnalyzedModel(run.Load().All.Single(), run.Text);
    }
}
