namespace KernelGen;

/// <summary>What every generated model offers, whatever its precision.</summary>
public interface IModel
{
    /// <summary>Shapes, parameters, loss and costs of the model.</summary>
    static abstract ModelInfo Info { get; }

    /// <summary>The model seen through double-precision arguments, together with its equations: for checks and tools.</summary>
    static abstract IModelProbe Probe { get; }

    /// <summary>Sets weights to random values (He before a rectifier, Glorot otherwise) and biases to zero.</summary>
    /// <param name="seed">Equal seeds give equal parameters, whatever the layout.</param>
    void Initialize(int seed);
}

/// <summary>A model with parameters of type <typeparamref name="T"/>.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public interface IModel<T> : IModel
    where T : unmanaged
{
    /// <summary>All parameters, flat, in the layout of <see cref="ModelInfo.Parameters"/>; padding is zero.</summary>
    Span<T> Parameters { get; }

    /// <summary>Scratch memory for batches of up to <paramref name="maxBatch"/> examples: reusable, for one thread at a time.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxBatch"/> is less than 1.</exception>
    Workspace<T> CreateWorkspace(int maxBatch);

    /// <summary>Computes the outputs of one example.</summary>
    /// <param name="inputs">[InputCount]</param>
    /// <param name="outputs">[OutputCount]</param>
    void Predict(ReadOnlySpan<T> inputs, Span<T> outputs);

    /// <summary>Computes the outputs of a batch.</summary>
    /// <param name="inputs">[n, InputCount]</param>
    /// <param name="outputs">[n, OutputCount]</param>
    /// <param name="workspace">Of this kind of model, for at least n examples.</param>
    void Predict(ReadOnlySpan<T> inputs, Span<T> outputs, Workspace<T> workspace);
}

/// <summary>A model that decides between classes.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public interface IClassifier<T> : IModel<T>
    where T : unmanaged
{
    /// <summary>Decides the class of every example of a batch.</summary>
    /// <param name="inputs">[n, InputCount]</param>
    /// <param name="classes">[n]</param>
    /// <param name="workspace">Of this kind of model, for at least n examples.</param>
    void Classify(ReadOnlySpan<T> inputs, Span<int> classes, Workspace<T> workspace);
}

/// <summary>A model with a loss: it can be trained.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <typeparam name="TTarget"><see cref="int"/> where targets are labels, otherwise <typeparamref name="T"/>.</typeparam>
public interface ITrainable<T, TTarget> : IModel<T>
    where T : unmanaged
    where TTarget : unmanaged
{
    /// <summary>The mean loss of a batch plus the regulariser.</summary>
    /// <param name="inputs">[n, InputCount]</param>
    /// <param name="targets">[n, TargetCount]</param>
    /// <param name="workspace">Of this kind of model, for at least n examples.</param>
    T Cost(ReadOnlySpan<T> inputs, ReadOnlySpan<TTarget> targets, Workspace<T> workspace);

    /// <summary>The cost of a batch and its gradient with respect to the parameters.</summary>
    /// <param name="inputs">[n, InputCount]</param>
    /// <param name="targets">[n, TargetCount]</param>
    /// <param name="gradient">[Parameters.Length], written in the layout of the parameters; padding becomes zero.</param>
    /// <param name="workspace">Of this kind of model, for at least n examples.</param>
    T Gradient(ReadOnlySpan<T> inputs, ReadOnlySpan<TTarget> targets, Span<T> gradient, Workspace<T> workspace);

    /// <summary>One step of gradient descent in place: θ ← θ − learningRate·∂cost/∂θ.</summary>
    /// <param name="inputs">[n, InputCount]</param>
    /// <param name="targets">[n, TargetCount]</param>
    /// <param name="learningRate">Finite and not negative.</param>
    /// <param name="workspace">Of this kind of model, for at least n examples.</param>
    /// <returns>The cost before the step.</returns>
    T SgdStep(ReadOnlySpan<T> inputs, ReadOnlySpan<TTarget> targets, T learningRate, Workspace<T> workspace);

    /// <summary>One step with momentum in place, which also brings the velocity forward.</summary>
    /// <param name="inputs">[n, InputCount]</param>
    /// <param name="targets">[n, TargetCount]</param>
    /// <param name="learningRate">Finite and not negative.</param>
    /// <param name="state">Of this kind of model.</param>
    /// <param name="workspace">Of this kind of model, for at least n examples.</param>
    /// <returns>The cost before the step.</returns>
    T MomentumStep(ReadOnlySpan<T> inputs, ReadOnlySpan<TTarget> targets, T learningRate, MomentumState<T> state, Workspace<T> workspace);

    /// <summary>One step of Adam in place, which also brings the state forward.</summary>
    /// <param name="inputs">[n, InputCount]</param>
    /// <param name="targets">[n, TargetCount]</param>
    /// <param name="learningRate">Finite and not negative.</param>
    /// <param name="state">Of this kind of model.</param>
    /// <param name="workspace">Of this kind of model, for at least n examples.</param>
    /// <returns>The cost before the step.</returns>
    T AdamStep(ReadOnlySpan<T> inputs, ReadOnlySpan<TTarget> targets, T learningRate, AdamState<T> state, Workspace<T> workspace);
}

/// <summary>A model that tells how its cost depends on its inputs.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <typeparam name="TTarget"><see cref="int"/> where targets are labels, otherwise <typeparamref name="T"/>.</typeparam>
public interface IInputDifferentiable<T, TTarget> : ITrainable<T, TTarget>
    where T : unmanaged
    where TTarget : unmanaged
{
    /// <summary>The gradient of a batch's cost with respect to the inputs that ask for it.</summary>
    /// <remarks>The cost is a mean: a row holds 1/n of the gradient of its own example's objective.</remarks>
    /// <param name="inputs">[n, InputCount]</param>
    /// <param name="targets">[n, TargetCount]</param>
    /// <param name="inputGradients">[n, InputGradientCount]: those inputs side by side, in the order of <see cref="ModelInfo.Inputs"/>.</param>
    /// <param name="workspace">Of this kind of model, for at least n examples.</param>
    void InputGradient(ReadOnlySpan<T> inputs, ReadOnlySpan<TTarget> targets, Span<T> inputGradients, Workspace<T> workspace);
}
