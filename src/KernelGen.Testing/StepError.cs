using System.Collections.Immutable;

namespace KernelGen.Testing;

/// <summary>The errors of finite differences with one step.</summary>
/// <param name="Step">h</param>
/// <param name="OneSided">|(J(θ + h) − J(θ)) / h − J′(θ)|: of order h where truncation rules, ε|J|/h where rounding does.</param>
/// <param name="TwoSided">|(J(θ + h) − J(θ − h)) / 2h − J′(θ)|: of order h² where truncation rules, ε|J|/h where rounding does.</param>
public readonly record struct StepError(double Step, double OneSided, double TwoSided)
{
    private const int StepsPerDecade = 4;
    internal const int Decades = 13;

    internal static double[] DefaultSteps { get; } =
        [.. Enumerable.Range(0, StepsPerDecade * Decades + 1).Select(static i => Math.Pow(10, -(double)i / StepsPerDecade))];

    internal static ImmutableArray<StepError> Curve(
        MeanObjective objective, Variables variables, int index, ReadOnlySpan<double> steps)
    {
        foreach (double step in steps)
        {
            if (!(double.IsFinite(step) && step > 0))
            {
                throw new ArgumentException(ReportText.Text($"Expected positive, finite steps; got {step}."), nameof(steps));
            }
        }

        var tangents = new double[variables.Count];
        tangents[index] = 1;
        double exact = objective.DerivativeAlong(variables, tangents).Mean;
        double here = objective.Evaluate().Cost;
        ref double entry = ref variables.Entry(objective.Examples, index);
        double parameter = entry;
        var errors = ImmutableArray.CreateBuilder<StepError>(steps.Length);
        foreach (double step in steps)
        {
            // θ + h rounds: the step taken is what is left of it.
            double after = parameter + step;
            double before = parameter - step;
            entry = after;
            double costAfter = objective.Evaluate().Cost;
            entry = before;
            double costBefore = objective.Evaluate().Cost;
            errors.Add(new(
                step,
                Math.Abs((costAfter - here) / (after - parameter) - exact),
                Math.Abs((costAfter - costBefore) / (after - before) - exact)));
        }

        entry = parameter;
        return errors.MoveToImmutable();
    }
}
