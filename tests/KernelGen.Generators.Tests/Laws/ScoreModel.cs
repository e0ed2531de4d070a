using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace KernelGen.Generators.Tests.Laws;

/// <summary>What <see cref="ScoreModel"/> does wrong, each a way in which kernels go wrong.</summary>
public enum Flaw
{
    None,

    StalePredict,
    StaleClassify,
    StaleCost,
    StaleGradient,
    StaleStep,
    StaleButNoNaN,
    WorkspaceOverrun,

    GradientPaddingUnwritten,
    GradientPaddingWritten,
    StepPaddingWritten,
    PaddingFromWorkspace,

    OtherOutputsAlone,
    LastOutputUnwritten,
    LastClassWrong,
    CostSummed,
    GradientSummed,
    StepSummed,
    LastRowDropped,
    GradientAccumulated,

    OutputsByAddress,
    InputsOverread,
    TargetsOverread,
    OutputsOverrun,
    ClassesOverrun,
    GradientOverrun,
}

/// <summary>y = W·x + b, three scores from five inputs, the cost ½‖y − eₜ‖²: written by hand in plain loops, as the contract asks but for one flaw.</summary>
internal sealed class ScoreModel(Flaw flaw) : ITrainable<double, int>, IClassifier<double>
{
    private const int InputCount = 5;
    private const int Scores = 3;
    private const int RowStride = 8;
    private const int Bias = Scores * RowStride;
    private const int ScratchStride = 4;

    private readonly double[] parameters = new double[Info.ParameterLength];

    public static ModelInfo Info { get; } = new()
    {
        Name = nameof(ScoreModel),
        Precision = Precision.Double,
        InputCount = InputCount,
        OutputCount = Scores,
        HasObjective = true,
        Target = TargetKind.Label,
        TargetCount = 1,
        ClassCount = Scores,
        Layers = ["Dense(3)"],
        Parameters =
        [
            new("W1", Scores, InputCount, 0, RowStride, 1, Bias, Initialization.Glorot),
            new("B1", Scores, 1, Bias, 1, 1, RowStride, Initialization.Zero),
        ],
        ParameterLength = Bias + RowStride,
        ForwardFlops = 2 * Scores * InputCount,
        BackwardFlops = 2 * Scores * InputCount,
        WorkspacePerExample = ScratchStride,
        WorkspaceFixed = 0,
    };

    public static IModelProbe Probe => throw new NotSupportedException("The laws do not know the equations.");

    public Span<double> Parameters => parameters;

    public void Initialize(int seed) => ParameterInitialization.Fill(Info, parameters, seed);

    public Workspace<double> CreateWorkspace(int maxBatch) => new(Info, maxBatch);

    public void Predict(ReadOnlySpan<double> inputs, Span<double> outputs)
    {
        Score(inputs, outputs);
        outputs[0] += flaw == Flaw.OtherOutputsAlone ? 1 : 0;
    }

    public void Predict(ReadOnlySpan<double> inputs, Span<double> outputs, Workspace<double> workspace)
    {
        int n = inputs.Length / InputCount;
        double stale = Stale(flaw == Flaw.StalePredict, workspace);
        int written = flaw == Flaw.LastOutputUnwritten ? n - 1 : n;
        for (int row = 0; row < written; row++)
        {
            Score(Row(inputs, row), outputs.Slice(row * Scores, Scores));
            outputs[row * Scores] += stale;
        }

        switch (flaw)
        {
            case Flaw.StaleButNoNaN:
                outputs[0] += double.MaxNumber(workspace.Span[0], 0);
                break;
            case Flaw.WorkspaceOverrun:
                workspace.Span[^1] = 1;
                break;
            case Flaw.OutputsByAddress:
                outputs[0] += AddressOf(inputs);
                break;
            case Flaw.InputsOverread:
                outputs[0] += 1e-300 * ReadPast(inputs);
                break;
            case Flaw.OutputsOverrun:
                WritePast(outputs);
                break;
            default:
                break;
        }
    }

    public void Classify(ReadOnlySpan<double> inputs, Span<int> classes, Workspace<double> workspace)
    {
        Span<double> scores = stackalloc double[Scores];
        for (int row = 0; row < classes.Length; row++)
        {
            Score(Row(inputs, row), scores);
            scores[0] += Stale(flaw == Flaw.StaleClassify, workspace);
            classes[row] = scores.IndexOf(scores[0] > scores[1] ? Math.Max(scores[0], scores[2]) : Math.Max(scores[1], scores[2]));
        }

        switch (flaw)
        {
            case Flaw.LastClassWrong when classes.Length > 1:
                classes[^1] = (classes[^1] + 1) % Scores;
                break;
            case Flaw.ClassesOverrun:
                WritePast(classes);
                break;
            default:
                break;
        }
    }

    public double Cost(ReadOnlySpan<double> inputs, ReadOnlySpan<int> targets, Workspace<double> workspace)
    {
        double sum = Stale(flaw == Flaw.StaleCost, workspace) + Accumulate(inputs, targets, new double[parameters.Length]);
        sum += flaw == Flaw.TargetsOverread ? 1e-300 * ReadPast(targets) : 0;
        return flaw == Flaw.CostSummed ? sum : sum / targets.Length;
    }

    public double Gradient(ReadOnlySpan<double> inputs, ReadOnlySpan<int> targets, Span<double> gradient, Workspace<double> workspace)
    {
        int n = targets.Length;
        var own = new double[parameters.Length];
        double cost = Accumulate(inputs, targets, own) / n;
        own[0] += Stale(flaw == Flaw.StaleGradient, workspace);
        for (int i = 0; i < own.Length; i++)
        {
            bool isPadding = i % RowStride >= (i < Bias ? InputCount : Scores);
            gradient[i] = (flaw, isPadding) switch
            {
                (Flaw.GradientPaddingUnwritten, true) => gradient[i],
                (Flaw.GradientPaddingWritten, true) => 1e-9,
                (Flaw.PaddingFromWorkspace, true) => workspace.Span[ScratchStride - 1],
                (Flaw.GradientAccumulated, false) => gradient[i] + own[i] / n,
                (Flaw.GradientSummed, false) => own[i],
                _ => own[i] / n,
            };
        }

        if (flaw == Flaw.GradientOverrun)
        {
            WritePast(gradient);
        }

        return cost;
    }

    public double SgdStep(ReadOnlySpan<double> inputs, ReadOnlySpan<int> targets, double learningRate, Workspace<double> workspace)
    {
        var own = new double[parameters.Length];
        double cost = Accumulate(inputs, targets, own) / targets.Length;
        own[Bias] += Stale(flaw == Flaw.StaleStep, workspace);
        for (int i = 0; i < own.Length; i++)
        {
            parameters[i] -= learningRate * own[i] / (flaw == Flaw.StepSummed ? 1 : targets.Length);
        }

        parameters[InputCount] += flaw == Flaw.StepPaddingWritten ? 1e-9 : 0;
        return cost;
    }

    public double MomentumStep(
        ReadOnlySpan<double> inputs, ReadOnlySpan<int> targets, double learningRate, MomentumState<double> state, Workspace<double> workspace) =>
        throw new NotSupportedException();

    public double AdamStep(
        ReadOnlySpan<double> inputs, ReadOnlySpan<int> targets, double learningRate, AdamState<double> state, Workspace<double> workspace) =>
        throw new NotSupportedException();

    /// <summary>The sum of the losses; that of their gradients is added to <paramref name="gradient"/>.</summary>
    private double Accumulate(ReadOnlySpan<double> inputs, ReadOnlySpan<int> targets, Span<double> gradient)
    {
        Span<double> scores = stackalloc double[Scores];
        double sum = 0;
        int rows = flaw == Flaw.LastRowDropped && targets.Length > 1 ? targets.Length - 1 : targets.Length;
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<double> x = Row(inputs, row);
            Score(x, scores);
            for (int k = 0; k < Scores; k++)
            {
                double error = scores[k] - (k == targets[row] ? 1 : 0);
                sum += error * error / 2;
                gradient[Bias + k] += error;
                for (int i = 0; i < InputCount; i++)
                {
                    gradient[k * RowStride + i] += error * x[i];
                }
            }
        }

        return sum;
    }

    private void Score(ReadOnlySpan<double> x, Span<double> scores)
    {
        for (int k = 0; k < Scores; k++)
        {
            double sum = parameters[Bias + k];
            for (int i = 0; i < InputCount; i++)
            {
                sum += parameters[k * RowStride + i] * x[i];
            }

            scores[k] = sum;
        }
    }

    private static ReadOnlySpan<double> Row(ReadOnlySpan<double> inputs, int row) => inputs.Slice(row * InputCount, InputCount);

    /// <summary>What the workspace holds, where a kernel would have to write before it reads.</summary>
    private static double Stale(bool isRead, Workspace<double> workspace) => isRead ? workspace.Span[0] : 0;

    private static double ReadPast<T>(ReadOnlySpan<T> span)
        where T : unmanaged, INumber<T>
        => double.CreateChecked(Past(span));

    /// <summary>Writes what is there: outside guarded memory, something else lies there.</summary>
    private static void WritePast<T>(Span<T> span)
        where T : unmanaged
    {
        ref int past = ref Unsafe.As<T, int>(ref Past<T>(span));
        Volatile.Write(ref past, Volatile.Read(ref past));
    }

    private static ref T Past<T>(ReadOnlySpan<T> span) => ref Unsafe.Add(ref MemoryMarshal.GetReference(span), span.Length);

    private static unsafe double AddressOf(ReadOnlySpan<double> span) => (nint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(span)) * 1e-9;
}
