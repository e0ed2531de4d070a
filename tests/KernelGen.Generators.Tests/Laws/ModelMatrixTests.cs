namespace KernelGen.Generators.Tests.Laws;

/// <summary>The matrix has no gaps: a new loss or activation must enter it.</summary>
public class ModelMatrixTests
{
    [Fact]
    public void Every_loss_meets_every_activation_at_every_depth_on_hidden_layers_only_and_on_the_output_too()
    {
        IEnumerable<string> missing =
            from loss in Enum.GetValues<Loss>()
            from activation in Enum.GetValues<Activation>()
            where activation != Activation.HardThreshold // is refused before a loss
            from depth in (int[])[1, 2, 3]
            from output in depth == 1 ? [activation] : (Activation[])[activation, Activation.Linear]
            where !ModelMatrix.All.Any(model => model.Loss == loss && IsOf(model.Layers, activation, depth, output))
            select $"{loss} of {depth} layers with {activation}, the last {output}";
        Assert.Empty(missing.Distinct());
    }

    [Fact]
    public void Softmax_is_declared_with_labels_and_with_distributions()
        => Assert.Equal(
            [Targets.Natural, Targets.Distribution],
            ModelMatrix.All.Where(static m => m.Loss == Loss.SoftmaxCrossEntropy).Select(static m => m.Targets).Distinct());

    private static bool IsOf(DeclaredLayer[] layers, Activation activation, int depth, Activation output)
        => layers.Length == depth && layers.SkipLast(1).All(layer => layer.Activation == activation) && layers[^1].Activation == output;
}
