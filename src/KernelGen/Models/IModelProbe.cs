using KernelGen.Equations;

namespace KernelGen;

/// <summary>A model seen through double-precision arguments, together with its equations.</summary>
/// <remarks>
/// For checks, plots and tools that work on any model: everything is converted to the model's own types and back, so calls
/// allocate. Parameters and gradients are flat, in the layout of <see cref="ModelInfo.Parameters"/>, padding included; targets
/// are given as doubles, labels too, and where the loss has weights that of the example follows its target. Hyperparameters have the values of <see cref="ModelInfo.Hyperparameters"/>.
/// </remarks>
public interface IModelProbe
{
    /// <summary>The model's shapes, parameters and loss.</summary>
    ModelInfo Info { get; }

    /// <summary>The outputs [n, OutputCount] that the kernels give for the inputs [n, InputCount].</summary>
    double[] Predict(ReadOnlySpan<double> parameters, ReadOnlySpan<double> inputs);

    /// <summary>The classes [n] that the kernels decide for the inputs [n, InputCount].</summary>
    /// <exception cref="NotSupportedException">The model decides between no classes.</exception>
    int[] Classify(ReadOnlySpan<double> parameters, ReadOnlySpan<double> inputs);

    /// <summary>The cost that the kernels give.</summary>
    /// <exception cref="NotSupportedException">The model has no objective.</exception>
    double Cost(ReadOnlySpan<double> parameters, ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets);

    /// <summary>The cost and the gradient that the kernels give.</summary>
    /// <exception cref="NotSupportedException">The model has no objective.</exception>
    double Gradient(ReadOnlySpan<double> parameters, ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets, Span<double> gradient);

    /// <summary>The cost before, and in <paramref name="parameters"/> the parameters after, one step of gradient descent by the kernels.</summary>
    /// <exception cref="NotSupportedException">The model has no objective.</exception>
    double SgdStep(Span<double> parameters, ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets, double learningRate);

    /// <summary>The gradient of the cost in the inputs, [n, InputGradientCount], that the kernels give.</summary>
    /// <exception cref="NotSupportedException">No input asks for its gradient.</exception>
    void InputGradient(
        ReadOnlySpan<double> parameters, ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets, Span<double> inputGradients)
        => throw new NotSupportedException($"No input of {Info.Name} asks for its gradient.");

    /// <summary>The objective of one example (loss plus regulariser) by the model's equations, with dropout where the arguments say so.</summary>
    /// <exception cref="NotSupportedException">The model has no objective.</exception>
    Scalar Objective(Arguments arguments);

    /// <summary>The outputs of one example by the model's equations.</summary>
    Vector Output(Arguments arguments);
}
