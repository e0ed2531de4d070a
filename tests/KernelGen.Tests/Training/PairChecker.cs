using KernelGen.Training;

namespace KernelGen.Tests.Training;

/// <summary>A model that learns nothing and checks that every row of inputs it is given comes with its own label.</summary>
internal sealed class PairChecker(Dataset<double, int> known) : ITrainable<double, int>
{
    public static ModelInfo Info { get; } = SoftmaxRegression<double>.Info with { Name = "PairChecker" };

    public static IModelProbe Probe => throw new NotSupportedException();

    /// <summary>Rows seen.</summary>
    public int Pairs { get; private set; }

    public Span<double> Parameters => [];

    public void Initialize(int seed) => Pairs = 0;

    public Workspace<double> CreateWorkspace(int maxBatch) => new(Info, maxBatch);

    public void Predict(ReadOnlySpan<double> inputs, Span<double> outputs) => outputs.Clear();

    public void Predict(ReadOnlySpan<double> inputs, Span<double> outputs, Workspace<double> workspace) => outputs.Clear();

    public double Cost(ReadOnlySpan<double> inputs, ReadOnlySpan<int> targets, Workspace<double> workspace) => 0;

    public double Gradient(ReadOnlySpan<double> inputs, ReadOnlySpan<int> targets, Span<double> gradient, Workspace<double> workspace) =>
        SgdStep(inputs, targets, 0, workspace);

    public double SgdStep(ReadOnlySpan<double> inputs, ReadOnlySpan<int> targets, double learningRate, Workspace<double> workspace)
    {
        for (int i = 0; i < targets.Length; i++, Pairs++)
        {
            int row = known.Inputs.Span.IndexOf(inputs.Slice(2 * i, 2)) / 2;
            Assert.Equal(known.Targets.Span[row], targets[i]);
        }

        return 0;
    }

    public double MomentumStep(
        ReadOnlySpan<double> inputs, ReadOnlySpan<int> targets, double learningRate, MomentumState<double> state, Workspace<double> workspace) =>
        throw new NotSupportedException();

    public double AdamStep(
        ReadOnlySpan<double> inputs, ReadOnlySpan<int> targets, double learningRate, AdamState<double> state, Workspace<double> workspace) =>
        throw new NotSupportedException();
}
