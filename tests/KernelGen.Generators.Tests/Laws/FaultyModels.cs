using KernelGen.Generators.Graphs;
using KernelGen.Generators.Reading;
using Microsoft.CodeAnalysis;

namespace KernelGen.Generators.Tests.Laws;

/// <summary>One perceptron, compiled right and with each fault, in one assembly.</summary>
public sealed class FaultyModels
{
    private readonly Dictionary<string, IModelProbe> probes;

    public FaultyModels()
    {
        IEnumerable<string> kernels = Injected.Select(static f => ModelCompiler.Compile(Perceptron(f.Key), f.Value));
        string declarations = GeneratedAssembly.Usings
            + string.Concat(Injected.Keys.Select(static name => $"internal sealed partial class {name};\n"))
            + GeneratedAssembly.ListOfProbes(Injected.Keys);
        byte[] assembly = GeneratedAssembly.Emit(GeneratedAssembly.Parse(OutputKind.DynamicallyLinkedLibrary, [declarations, .. kernels]));
        probes = GeneratedAssembly.LoadProbes(assembly).ToDictionary(static p => p.Info.Name);
    }

    /// <summary>What is done to the graph of the model of this name.</summary>
    private static Dictionary<string, Func<Graph, Graph>?> Injected { get; } = new()
    {
        ["NoFault"] = null,
        ["FlippedSign"] = static g => Faults.FlippedSign(g, "dZ1"),
        ["TransposedOperand"] = static g => Faults.TransposedOperand(g, "w2"),
        ["MissingRegulariser"] = static g => Faults.MissingRegulariser(g, "dW2"),
        ["DroppedBiasGradient"] = static g => Faults.DroppedGradient(g, "dB2"),
        ["MissingMean"] = Faults.MissingMean,
        ["WrongActivation"] = static g => Faults.WrongActivation(g, "h2"),
    };

    public IModelProbe this[string fault] => probes[fault];

    /// <summary>Square layers, so that a transposed matrix has the right shape.</summary>
    private static ModelSpec Perceptron(string name) => new(
        new TypeSpec("", EquatableArray<string>.Empty, name, name),
        Reading.Precision.Double,
        Inputs: 4,
        EquatableArray.Of(
            new LayerSpec(4, Reading.Activation.Tanh, Bias: true),
            new LayerSpec(4, Reading.Activation.Tanh, Bias: true),
            new LayerSpec(3, Reading.Activation.Linear, Bias: true)),
        new LossSpec(Reading.Loss.SquaredError, Reading.Targets.Natural),
        L1: 0,
        L2: 0.1);
}
