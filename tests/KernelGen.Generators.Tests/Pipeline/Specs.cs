using KernelGen.Generators.Reading;

namespace KernelGen.Generators.Tests.Pipeline;

/// <summary>Declarations as they come out of Reading.</summary>
internal static class Specs
{
    public static ModelSpec Of(int inputs, Reading.Loss? loss, params LayerSpec[] layers) => new(
        new TypeSpec("Sample", EquatableArray<string>.Empty, "Model", "Sample.Model"), Reading.Precision.Single, inputs,
        layers.ToEquatableArray(), loss is { } l ? new LossSpec(l, Reading.Targets.Natural) : null, 0, 0);

    public static LayerSpec Dense(int units, Reading.Activation activation = Reading.Activation.Linear, bool bias = true) => new(units, activation, bias);
}
