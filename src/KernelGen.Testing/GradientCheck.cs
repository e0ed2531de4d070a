using System.Collections.Immutable;

namespace KernelGen.Testing;

/// <summary>Checks what a generated model computes against its own equations.</summary>
/// <remarks>
/// The equations are evaluated in double precision at small random parameters and examples. The generated outputs and cost are
/// compared with their values; the gradient, component by component, with finite differences of the mean objective (MIT 002 §5)
/// and with dual numbers, which are exact; the step of gradient descent with the gradient; the classes with the outputs.
/// Parameters and examples near a kink are drawn again, and a difference that crosses one anyway is told by its signature: both
/// are counted in the report, and such a component is still held to the dual numbers. So are points at which the equations are
/// not finite, such as the logarithm of a negative number. Frozen parameters must have a gradient of exactly zero and stay as they
/// are; inputs that ask for their gradient are checked like parameters. Hyperparameters have the values they are declared with:
/// a term whose weight is 0 is not seen.
/// </remarks>
public static class GradientCheck
{
    /// <summary>Checks a generated model.</summary>
    /// <typeparam name="TModel">The model.</typeparam>
    /// <param name="seed">What parameters and examples are drawn with.</param>
    /// <param name="options">How much to check, and how strictly.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option makes no sense.</exception>
    public static GradientCheckReport Run<TModel>(int seed = 1, GradientCheckOptions? options = null)
        where TModel : IModel
        => Run(TModel.Probe, seed, options);

    /// <summary>Checks any model that can be probed.</summary>
    /// <param name="probe">The model and its equations.</param>
    /// <param name="seed">What parameters and examples are drawn with.</param>
    /// <param name="options">How much to check, and how strictly.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option makes no sense.</exception>
    public static GradientCheckReport Run(IModelProbe probe, int seed = 1, GradientCheckOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(probe);
        options ??= new();
        options.Validate();
        ModelInfo info = probe.Info;
        CheckPoint point = CheckPoint.Draw(probe, seed, options);
        var report = new GradientCheckReport
        {
            Model = info.Name,
            Precision = info.Precision,
            Seed = seed,
            Options = options,
            RelativeErrorLimit = options.EffectiveLimit,
            NormwiseErrorLimit = ErrorBounds.Kernels(info, options.BatchSize),
            Cost = 0,
            Blocks = [.. info.Parameters.Select(Unchecked)],
            ParametersRedrawn = point.ParametersRedrawn,
            ExamplesRedrawn = point.ExamplesRedrawn,
            ExamplesNearKinks = point.ExamplesNearKinks,
            ExamplesNotFinite = point.ExamplesNotFinite,
            PointsRedrawn = point.PointsRedrawn,
            KinksSeen = point.KinksSeen,
            NearestKink = point.NearestKink,
            Failures = [],
        };
        return point.IsFinite
            ? SanityCheck.Apply(probe, seed, Compare(probe, point, seed, report))
            : report with
            {
                Failures =
                [
                    $"No point was found at which the equations are finite, with their derivatives: parameters and examples were drawn {point.PointsRedrawn + 1} times. Nothing was compared.",
                ],
            };
    }

    /// <summary>How the error of a finite difference depends on its step, for one parameter of a model's equations: a V.</summary>
    /// <param name="probe">The model and its equations.</param>
    /// <param name="parameter">The name of the parameter, e.g. <c>W1</c>.</param>
    /// <param name="row">Its row.</param>
    /// <param name="column">Its column; 0 for a bias.</param>
    /// <param name="seed">What parameters and examples are drawn with.</param>
    /// <param name="steps">The steps h to try; by default 1, 10^−¼, 10^−½ … 10⁻¹³.</param>
    /// <returns>Errors against the dual number, one entry a step.</returns>
    /// <exception cref="ArgumentException">There is no such parameter, or a step is not positive and finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row or column.</exception>
    /// <exception cref="NotSupportedException">The model has no objective, or no finite point was found.</exception>
    public static ImmutableArray<StepError> ErrorAgainstStep(
        IModelProbe probe, string parameter, int row, int column = 0, int seed = 1, ReadOnlySpan<double> steps = default)
    {
        ArgumentNullException.ThrowIfNull(probe);
        ModelInfo info = probe.Info;
        ParameterLayout? layout = info.Parameters.FirstOrDefault(p => p.Name == parameter);
        if (layout is null)
        {
            string names = string.Join(", ", info.Parameters.Select(static p => p.Name));
            throw new ArgumentException($"{info.Name} has no parameter {parameter}; it has {names}.", nameof(parameter));
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)layout.Rows, nameof(row));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)column, (uint)layout.Columns, nameof(column));
        if (!info.HasObjective)
        {
            throw new NotSupportedException($"{info.Name} has no objective: there is nothing to differentiate.");
        }

        CheckPoint point = CheckPoint.Draw(probe, seed, new());
        if (!point.IsFinite)
        {
            throw new NotSupportedException($"No point was found at which the equations of {info.Name} are finite.");
        }

        return StepError.Curve(
            new MeanObjective(probe, point.Examples), new ParameterVariables(layout, info.Parameters.IndexOf(layout)), row * layout.Columns + column,
            steps.IsEmpty ? StepError.DefaultSteps : steps);
    }

    private static GradientCheckReport Compare(IModelProbe probe, CheckPoint point, int seed, GradientCheckReport report)
    {
        ModelInfo info = probe.Info;
        var kernels = new KernelCheck(probe, point);
        kernels.CheckOutputs();
        kernels.CheckClasses();
        if (!info.HasObjective)
        {
            return report with { Failures = [.. kernels.Failures] };
        }

        var comparison = new GradientComparison(probe, point, seed, report.Options);
        kernels.CheckCost();
        double[] gradient = kernels.CheckedGradient(comparison.Cost);
        ImmutableArray<ParameterBlockReport> blocks =
        [
            .. info.Parameters.Select((layout, block) => layout.IsFrozen
                ? kernels.CheckFrozen(layout, gradient)
                : comparison.Compare(new ParameterVariables(layout, block), gradient, kernels.Failures)),
        ];
        kernels.CheckStep(comparison.Cost, gradient, comparison, [.. blocks.Select(static b => b.Scale)]);

        ImmutableArray<InputVariables> inputs = InputVariables.Of(info, point.Examples.Length);
        double[] inputGradient = inputs.IsEmpty ? [] : kernels.InputGradient();
        return report with
        {
            Cost = comparison.Cost,
            Blocks = blocks,
            InputBlocks = [.. inputs.Select(input => comparison.Compare(input, inputGradient, kernels.Failures))],
            Failures = [.. kernels.Failures],
        };
    }

    private static ParameterBlockReport Unchecked(ParameterLayout layout) => new()
    {
        Name = layout.Name,
        Rows = layout.Rows,
        Columns = layout.Columns,
        IsFrozen = layout.IsFrozen,
        Components = [],
        Worst = null,
        DirectionError = 0,
        Passed = true,
    };
}
