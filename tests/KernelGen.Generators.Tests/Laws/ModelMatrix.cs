namespace KernelGen.Generators.Tests.Laws;

/// <summary>Every legal loss × activation × depth, over sizes that fill, overfill and underfill registers.</summary>
/// <remarks>
/// Models of two and three layers have the activation on the hidden layers only and, declared once more, on the output too; of one
/// layer, which is the output, and of linear layers there is one. Sizes, missing biases and regularisers go round at periods of
/// their own.
/// </remarks>
internal static class ModelMatrix
{
    private static readonly Activation[] Differentiable =
        [Activation.Linear, Activation.Relu, Activation.Softplus, Activation.Logistic, Activation.Tanh];

    // Inputs and hidden units by number of layers; the outputs follow from the loss.
    private static readonly int[][][] Sizes =
    [
        [[7], [33], [16], [1], [48], [5], [100]],
        [[7, 5], [17, 33], [5, 1], [16, 16], [1, 20], [48, 17], [3, 64]],
        [[7, 5, 6], [5, 1, 4], [17, 33, 5], [16, 16, 16], [1, 20, 1], [30, 48, 16], [4, 17, 31]],
    ];

    private static readonly int[] ClassCounts = [2, 3, 10, 17, 5, 16, 33];

    private static readonly (Loss Loss, Targets Targets, int Outputs)[] Losses =
    [
        (Loss.SquaredError, Targets.Natural, 1),
        (Loss.SquaredError, Targets.Natural, 3),
        (Loss.AbsoluteError, Targets.Natural, 1),
        (Loss.AbsoluteError, Targets.Natural, 3),
        (Loss.LogisticCrossEntropy, Targets.Natural, 1),
        (Loss.SoftmaxCrossEntropy, Targets.Natural, 0),
        (Loss.SoftmaxCrossEntropy, Targets.Distribution, 0),
        (Loss.Hinge, Targets.Natural, 1),
        (Loss.MulticlassHinge, Targets.Natural, 0),
    ];

    /// <summary>Names say what is in them: <c>SquaredError3_Relu_Depth2_OutputToo</c>.</summary>
    public static IReadOnlyList<DeclaredModel> All { get; } = [.. Trainable(), .. PredictionOnly(), .. Extreme()];

    private static IEnumerable<DeclaredModel> Trainable()
    {
        int index = 0;
        foreach ((Loss loss, Targets targets, int outputs) in Losses)
        {
            foreach (Activation activation in Differentiable)
            {
                foreach ((int depth, bool outputToo) in Shapes(activation))
                {
                    int[] sizes = Sizes[depth - 1][index % 7];
                    int units = outputs > 0 ? outputs : ClassCounts[index / 2 % 7];
                    string name = $"{loss}{(targets == Targets.Distribution ? "Distribution" : "")}{units}_{activation}_Depth{depth}{(outputToo ? "_OutputToo" : "")}";
                    yield return new DeclaredModel(name, sizes[0], Layers(sizes, units, activation, outputToo, index), loss)
                    {
                        Targets = targets,
                        L1 = index % 4 == 0 ? 0.02 : 0,
                        L2 = index % 5 == 1 ? 0.3 : 0,
                    };
                    index++;
                }
            }
        }
    }

    private static (int Depth, bool OutputToo)[] Shapes(Activation activation) => activation == Activation.Linear
        ? [(1, true), (2, true), (3, true)]
        : [(1, true), (2, false), (2, true), (3, false), (3, true)];

    private static DeclaredLayer[] Layers(int[] sizes, int outputs, Activation activation, bool outputToo, int index) =>
    [
        .. sizes.Skip(1).Select((units, layer) => new DeclaredLayer(units, activation, Bias: (index + layer) % 5 != 0)),
        new DeclaredLayer(outputs, outputToo ? activation : Activation.Linear, Bias: index % 5 != 2),
    ];

    private static IEnumerable<DeclaredModel> PredictionOnly() =>
        from activation in (Activation[])[.. Differentiable, Activation.HardThreshold]
        from depth in (int[])[1, 2]
        let sizes = Sizes[depth - 1][(int)activation]
        select new DeclaredModel(
            $"Prediction_{activation}_Depth{depth}", sizes[0],
            [.. sizes.Skip(1).Append(5).Select(units => new DeclaredLayer(units, activation))]);

    /// <summary>One of everything, and sizes that need several blocks of registers in each direction.</summary>
    private static IEnumerable<DeclaredModel> Extreme() =>
    [
        new("One_Squared", 1, [new(1, Activation.Linear)], Loss.SquaredError),
        new("One_Logistic_Squared", 1, [new(1, Activation.Logistic)], Loss.SquaredError) { L2 = 0.1 },
        new("One_Twenty_One", 1, [new(20, Activation.Tanh), new(1, Activation.Linear)], Loss.SquaredError),
        new("One_One_One", 1, [new(1, Activation.Relu, Bias: false), new(1, Activation.Softplus)], Loss.AbsoluteError) { L1 = 0.1, L2 = 0.1 },
        new("Wide_Softmax", 3, [new(150, Activation.Linear)], Loss.SoftmaxCrossEntropy),
        new("Wide_Hinge", 150, [new(70, Activation.Relu), new(40, Activation.Linear)], Loss.MulticlassHinge) { L2 = 0.01 },
        new("Wide_Panels", 3, [new(190, Activation.Relu), new(714, Activation.Relu), new(2, Activation.Linear)], Loss.SquaredError),
        new("Wide_Regression", 100, [new(50, Activation.Softplus), new(3, Activation.Linear)], Loss.SquaredError),
        new("Narrow_Middle", 40, [new(2, Activation.Tanh), new(40, Activation.Linear)], Loss.SquaredError) { L1 = 0.01 },
    ];
}
