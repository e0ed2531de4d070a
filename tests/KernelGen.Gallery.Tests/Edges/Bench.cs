using System.Numerics;
using KernelGen.Numerics;

namespace KernelGen.Gallery.Tests.Edges;

/// <summary>A model with everything that its calls take, right for a batch; what is written to holds sentinels.</summary>
internal sealed class Bench<TModel, T, TTarget>
    where TModel : class, ITrainable<T, TTarget>, new()
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TTarget : unmanaged, INumber<TTarget>
{
    private const int Sentinel = 77;

    private readonly T[] parametersBefore;

    public Bench(int batchSize, TTarget target, int seed = 5)
    {
        RandomSource random = new((ulong)seed);
        Model.Initialize(seed);
        parametersBefore = [.. Model.Parameters];
        Inputs = [.. Enumerable.Range(0, batchSize * TModel.Info.InputCount).Select(_ => T.CreateChecked(random.NextDouble(-1, 1)))];
        Targets = [.. Enumerable.Repeat(target, batchSize * TModel.Info.TargetCount)];
        Outputs = Sentinels<T>(batchSize * TModel.Info.OutputCount);
        Gradient = Sentinels<T>(TModel.Info.ParameterLength);
        Classes = Sentinels<int>(batchSize);
        Workspace = Model.CreateWorkspace(batchSize);
        Momentum = new MomentumState<T>(TModel.Info, new Momentum());
        Adam = new AdamState<T>(TModel.Info, new Adam());
    }

    public TModel Model { get; } = new();

    public T[] Inputs { get; }

    public TTarget[] Targets { get; }

    public T[] Outputs { get; }

    public T[] Gradient { get; }

    public int[] Classes { get; }

    public Workspace<T> Workspace { get; }

    public MomentumState<T> Momentum { get; }

    public AdamState<T> Adam { get; }

    /// <summary>The call throws as expected, and has changed nothing.</summary>
    /// <param name="argument">The name of the argument at fault.</param>
    /// <param name="message">What the message must tell.</param>
    /// <param name="call">The call.</param>
    public void Refuses<TException>(string argument, string message, Action call)
        where TException : ArgumentException
    {
        TException exception = Assert.Throws<TException>(call);
        Assert.Equal(argument, exception.ParamName);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.Equal(parametersBefore, Model.Parameters.ToArray());
        Assert.Equal(Sentinels<T>(Outputs.Length), Outputs);
        Assert.Equal(Sentinels<T>(Gradient.Length), Gradient);
        Assert.Equal(Sentinels<int>(Classes.Length), Classes);
        Assert.Equal(new T[Gradient.Length], Momentum.Velocity.ToArray());
        Assert.Equal(new T[Gradient.Length], Adam.Means.ToArray());
        Assert.Equal(new T[Gradient.Length], Adam.Squares.ToArray());
        Assert.Equal(0, Adam.Steps);
    }

    /// <summary>All calls that learn from these targets refuse them alike.</summary>
    public void RefusesToLearn<TException>(string argument, string message)
        where TException : ArgumentException => RefusesToLearn<TException>(argument, message, Inputs, Targets, Workspace);

    /// <summary>All calls that learn refuse these arguments alike.</summary>
    public void RefusesToLearn<TException>(string argument, string message, T[] inputs, TTarget[] targets, Workspace<T> workspace)
        where TException : ArgumentException
    {
        Refuses<TException>(argument, message, () => Model.Cost(inputs, targets, workspace));
        Refuses<TException>(argument, message, () => Model.Gradient(inputs, targets, Gradient, workspace));
        Refuses<TException>(argument, message, () => Model.SgdStep(inputs, targets, T.CreateChecked(0.1), workspace));
        Refuses<TException>(argument, message, () => Model.MomentumStep(inputs, targets, T.CreateChecked(0.1), Momentum, workspace));
        Refuses<TException>(argument, message, () => Model.AdamStep(inputs, targets, T.CreateChecked(0.1), Adam, workspace));
    }

    private static TValue[] Sentinels<TValue>(int length)
        where TValue : INumber<TValue> => [.. Enumerable.Repeat(TValue.CreateChecked(Sentinel), length)];
}
