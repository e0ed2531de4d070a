namespace KernelGen.Tests.Training;

/// <summary>What a scripted classifier's targets are.</summary>
internal interface ITargets
{
    static abstract TargetKind Kind { get; }

    static abstract int TargetCount { get; }
}

internal readonly struct Labels : ITargets
{
    public static TargetKind Kind => TargetKind.Label;

    public static int TargetCount => 1;
}

internal readonly struct Probabilities : ITargets
{
    public static TargetKind Kind => TargetKind.Probability;

    public static int TargetCount => 1;
}

internal readonly struct Signs : ITargets
{
    public static TargetKind Kind => TargetKind.Sign;

    public static int TargetCount => 1;
}

internal readonly struct Distributions : ITargets
{
    public static TargetKind Kind => TargetKind.Distribution;

    public static int TargetCount => 3;
}

/// <summary>A model without arithmetic: its class is its only input, and it records every step it is asked for.</summary>
internal sealed class ScriptedClassifier<TTargets, TTarget> : ITrainable<float, TTarget>, IClassifier<float>
    where TTargets : ITargets
    where TTarget : unmanaged
{
    private readonly long[] allocated = new long[1024];

    public static ModelInfo Info { get; } = new()
    {
        Name = "Scripted",
        Precision = Precision.Single,
        InputCount = 1,
        OutputCount = 3,
        Target = TTargets.Kind,
        TargetCount = TTargets.TargetCount,
        ClassCount = 3,
        Layers = [],
        Parameters = [],
        ParameterLength = 37,
        ForwardFlops = 0,
        BackwardFlops = 0,
        WorkspacePerExample = 1,
        WorkspaceFixed = 0,
    };

    public static IModelProbe Probe => throw new NotSupportedException();

    /// <summary>The single input of every row of every step, in order, where <see cref="Recording"/>.</summary>
    public List<float[]> Batches { get; } = [];

    /// <summary>The learning rate of every step, where <see cref="Recording"/>.</summary>
    public List<float> LearningRates { get; } = [];

    public bool Recording { get; init; } = true;

    /// <summary>Called at every step with its number, 1 for the first; what it returns is the cost.</summary>
    public Func<int, float> OnStep { get; init; } = static _ => 0;

    public int Steps { get; private set; }

    /// <summary>Bytes this thread had allocated at each step.</summary>
    public ReadOnlySpan<long> Allocated => allocated.AsSpan(0, Steps);

    public float[] Values { get; } = new float[37];

    public Span<float> Parameters => Values;

    public void Initialize(int seed) => Values.AsSpan().Clear();

    public Workspace<float> CreateWorkspace(int maxBatch) => new(Info, maxBatch);

    public void Predict(ReadOnlySpan<float> inputs, Span<float> outputs) => outputs.Fill(inputs[0]);

    public void Predict(ReadOnlySpan<float> inputs, Span<float> outputs, Workspace<float> workspace) => outputs.Clear();

    public void Classify(ReadOnlySpan<float> inputs, Span<int> classes, Workspace<float> workspace)
    {
        for (int i = 0; i < classes.Length; i++)
        {
            classes[i] = (int)inputs[i];
        }
    }

    /// <summary>The mean of the inputs.</summary>
    public float Cost(ReadOnlySpan<float> inputs, ReadOnlySpan<TTarget> targets, Workspace<float> workspace)
    {
        Assert.InRange(inputs.Length, 1, workspace.MaxBatch);
        float sum = 0;
        foreach (float input in inputs)
        {
            sum += input;
        }

        return sum / inputs.Length;
    }

    /// <summary>A gradient of ones.</summary>
    public float Gradient(ReadOnlySpan<float> inputs, ReadOnlySpan<TTarget> targets, Span<float> gradient, Workspace<float> workspace)
    {
        gradient.Fill(1);
        return Record(inputs, 0);
    }

    public float SgdStep(ReadOnlySpan<float> inputs, ReadOnlySpan<TTarget> targets, float learningRate, Workspace<float> workspace) =>
        Record(inputs, learningRate);

    public float MomentumStep(
        ReadOnlySpan<float> inputs, ReadOnlySpan<TTarget> targets, float learningRate, MomentumState<float> state, Workspace<float> workspace) =>
        Record(inputs, learningRate);

    public float AdamStep(
        ReadOnlySpan<float> inputs, ReadOnlySpan<TTarget> targets, float learningRate, AdamState<float> state, Workspace<float> workspace) =>
        Record(inputs, learningRate);

    private float Record(ReadOnlySpan<float> inputs, float learningRate)
    {
        allocated[Steps++] = GC.GetAllocatedBytesForCurrentThread();
        if (Recording)
        {
            Batches.Add(inputs.ToArray());
            LearningRates.Add(learningRate);
        }

        return OnStep(Steps);
    }
}
