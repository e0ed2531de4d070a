using System.Numerics;

namespace KernelGen.Training;

/// <summary>
/// How a run takes its steps: by the model's own, where the gradient never reaches memory, unless the optimiser or clipping needs it there.
/// </summary>
internal sealed class GradientSteps<T, TTarget>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TTarget : unmanaged
{
    private readonly ITrainable<T, TTarget> model;
    private readonly ModelInfo info;
    private readonly TrainingTeam<T, TTarget> team;
    private readonly OptimizerState<T>? state;
    private readonly AlignedBuffer<T>? gradient;
    private readonly double maxNorm;
    private readonly double penalty;

    public GradientSteps(ITrainable<T, TTarget> model, TrainingTeam<T, TTarget> team, ModelInfo info, TrainingOptions options)
    {
        this.model = model;
        this.info = info;
        this.team = team;
        penalty = options.ProximalL1;
        maxNorm = options.MaxGradientNorm ?? double.PositiveInfinity;
        state = options.Optimizer switch
        {
            Momentum momentum => new MomentumState<T>(info, momentum),
            Adam adam => new AdamState<T>(info, adam),
            RmsProp rmsProp => new SquaresState<T>(info, rmsProp),
            AdaGrad adaGrad => new SquaresState<T>(info, adaGrad),
            _ => null,
        };
        gradient = NeedsMemory(options) ? new AlignedBuffer<T>(info.ParameterLength) : null;
    }

    /// <summary>What the optimiser remembers; null where it remembers nothing.</summary>
    public OptimizerState<T>? State => state;

    /// <summary>Whether steps take the gradient from memory.</summary>
    public bool KeepsGradient => gradient is not null;

    /// <summary>The gradient of the last step, before clipping; empty where none is kept.</summary>
    public ReadOnlySpan<T> Gradient => gradient is null ? [] : gradient.Span;

    /// <summary>Refuses a model whose gradient in memory cannot be applied.</summary>
    public static void ThrowIfUnsupported(ModelInfo info, TrainingOptions options)
    {
        if (NeedsMemory(options) && !info.HasWholeRegisters)
        {
            throw new NotSupportedException(
                $"{options.Optimizer.GetType().Name}, or clipping, takes the gradient from memory in whole registers, which the parameters of {info.Name} are not.");
        }
    }

    /// <summary>One step. Nothing changes where the gradient is in memory and it, or the cost, is not finite.</summary>
    /// <returns>The cost before the step, and whether all was finite as far as it is known.</returns>
    public (T Cost, bool IsFinite) Step(ReadOnlySpan<T> inputs, ReadOnlySpan<TTarget> targets, T rate)
    {
        (T Cost, bool IsFinite) step = Descend(inputs, targets, rate);
        if (penalty > 0 && step.IsFinite)
        {
            Shrink(rate * T.CreateTruncating(penalty));
        }

        return step;
    }

    private void Shrink(T threshold)
    {
        if (state is null)
        {
            ProximalSteps.ShrinkWeights(info, model.Parameters, threshold);
        }
        else
        {
            state.ShrinkWeights(model.Parameters, threshold);
        }
    }

    private (T Cost, bool IsFinite) Descend(ReadOnlySpan<T> inputs, ReadOnlySpan<TTarget> targets, T rate)
    {
        if (gradient is null)
        {
            T before = state switch
            {
                MomentumState<T> momentum => team.MomentumStep(inputs, targets, rate, momentum),
                AdamState<T> adam => team.AdamStep(inputs, targets, rate, adam),
                _ => team.SgdStep(inputs, targets, rate),
            };
            return (before, T.IsFinite(before));
        }

        T cost = team.Gradient(inputs, targets, gradient.Span);
        double norm = GradientNorm.Of<T>(gradient.Span);
        if (!T.IsFinite(cost) || !double.IsFinite(norm))
        {
            return (cost, false);
        }

        team.Step(gradient.Span, rate, state, norm > maxNorm ? maxNorm / norm : 1);
        return (cost, true);
    }

    private static bool NeedsMemory(TrainingOptions options) => options.MaxGradientNorm is not null || options.Optimizer is RmsProp or AdaGrad;
}
