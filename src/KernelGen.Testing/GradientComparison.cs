using System.Collections.Immutable;
using KernelGen.Numerics;
using static KernelGen.Testing.ReportText;

namespace KernelGen.Testing;

/// <summary>Compares generated gradients with differences and dual numbers of the model's equations.</summary>
internal sealed class GradientComparison
{
    // A step so much shorter tells a strongly curved objective, or a domain that ends near by, from a wrong gradient.
    private static readonly double[] shorterSteps = [1.0 / 8, 1.0 / 64];

    private readonly IModelProbe probe;
    private readonly ModelInfo info;
    private readonly GradientCheckOptions options;
    private readonly MeanObjective objective;
    private readonly Conditioning conditioning;
    private readonly RandomSource random;
    private readonly double kernelBound;
    private readonly ulong signature;
    private readonly bool comparesAll;

    public GradientComparison(IModelProbe probe, CheckPoint point, int seed, GradientCheckOptions options)
    {
        this.probe = probe;
        info = probe.Info;
        this.options = options;
        objective = new MeanObjective(probe, point.Examples);
        conditioning = point.Conditioning;

        // A stream of its own: how many components are sampled must not depend on how many draws the examples took.
        random = new RandomSource(~(ulong)seed);
        kernelBound = ErrorBounds.Kernels(info, options.BatchSize);
        comparesAll = info.ParameterCount + options.BatchSize * info.InputGradientCount <= options.FullCheckLimit;
        (Cost, signature) = objective.Evaluate();
    }

    /// <summary>The mean objective by the equations.</summary>
    public double Cost { get; }

    /// <summary>How a result reacts to rounded arguments: what a component's error may be relative to.</summary>
    public double ConditionedMagnitude(Variables variables, int index)
    {
        double[] direction = Unit(variables, index);
        return ConditionedMagnitude(variables, direction, objective.DerivativeAlong(variables, direction).Mean);
    }

    /// <summary>Compares one block; what is wrong is added to <paramref name="failures"/>.</summary>
    public ParameterBlockReport Compare(Variables variables, double[] generated, List<string> failures)
    {
        Sample[] samples = [.. ChooseIndices(variables.Count).Select(i => Differentiate(variables, i, generated))];
        double scale = samples.Select(static s => s.Magnitude).Append(variables.LeastMagnitude).Max();
        ImmutableArray<GradientComponent> components = [.. samples.Select(s => Judge(variables, s, scale))];
        GradientComponent worst = components.MaxBy(Severity, NotANumberLast.Instance)!;
        int wrong = components.Count(static c => !c.Passed);
        if (wrong > 0)
        {
            failures.Add(Text(
                $"{variables.Name}: {wrong} of {components.Length} components are wrong; the worst is {Index(variables.Name, worst.Row, worst.Column, variables.Columns)}: generated {worst.Generated:G9}, by dual numbers {worst.Dual:G9}, by differences {worst.Difference:G9}{(worst.CrossesKink ? " (across a kink)" : "")}."));
        }

        scale = components.Select(static c => c.Scale).Append(scale).Max();
        double directionError = CompareDirections(variables, scale, generated, wrong == 0 ? failures : null);
        return new()
        {
            Name = variables.Name,
            Rows = variables.Rows,
            Columns = variables.Columns,
            Components = components,
            Worst = worst,
            Scale = scale,
            DirectionError = directionError,
            Passed = wrong == 0 && directionError <= kernelBound,
        };
    }

    private static double[] Unit(Variables variables, int index)
    {
        var direction = new double[variables.Count];
        direction[index] = 1;
        return direction;
    }

    private double ConditionedMagnitude(Variables variables, double[] direction, double exact)
        => conditioning.MagnitudeOf(exact, rounded => new MeanObjective(probe, rounded).DerivativeAlong(variables, direction).Mean);

    private Sample Differentiate(Variables variables, int index, double[] generated)
    {
        (double dual, double magnitude) = objective.DerivativeAlong(variables, Unit(variables, index));
        (int row, int column) = (index / variables.Columns, index % variables.Columns);
        return new(index, row, column, dual, magnitude, generated[variables.GradientIndex(row, column)]);
    }

    private int[] ChooseIndices(int count)
    {
        int[] indices = [.. Enumerable.Range(0, count)];
        if (comparesAll || count <= options.SampleSize)
        {
            return indices;
        }

        random.Shuffle(indices.AsSpan());
        return [.. indices.Take(options.SampleSize).Order()];
    }

    private GradientComponent Judge(Variables variables, Sample sample, double scale)
    {
        double error = Math.Abs(sample.Generated - sample.Dual);
        if (error / scale > kernelBound)
        {
            scale = Math.Max(scale, ConditionedMagnitude(variables, Unit(variables, sample.Index), sample.Dual));
        }

        GradientComponent component = Judge(variables, sample, error, scale, shortening: 1);
        if (options.Step is not null || component.Agrees(options.EffectiveLimit))
        {
            return component;
        }

        return shorterSteps
            .Select(shortening => Judge(variables, sample, error, scale, shortening))
            .FirstOrDefault(c => !c.CrossesKink && c.Agrees(options.EffectiveLimit), component);
    }

    private GradientComponent Judge(Variables variables, Sample s, double error, double scale, double shortening)
    {
        ref double entry = ref variables.Entry(objective.Examples, s.Index);
        double value = entry;
        double step = options.StepFor(value) * shortening;
        (double at, double cost, ulong side) before =
            options.Differences == Differences.OneSided ? (value, Cost, signature) : EvaluateAt(ref entry, value - step);
        (double at, double cost, ulong side) after = EvaluateAt(ref entry, value + step);
        entry = value;

        double difference = (after.cost - before.cost) / (after.at - before.at);
        double limit = options.EffectiveLimit;
        double reference = info.Precision == Precision.Single ? s.Dual : s.Generated;
        double noise = ErrorBounds.NoiseTerm(options.Differences, value, Cost, limit) / shortening;
        double relative = Math.Abs(difference - reference) / (Math.Abs(difference) + Math.Abs(reference) + noise);
        double normwise = error / scale;
        bool crosses = before.side != after.side;
        return new()
        {
            Row = s.Row,
            Column = s.Column,
            Value = value,
            Step = step,
            CostBefore = before.cost,
            CostAfter = after.cost,
            Difference = difference,
            Dual = s.Dual,
            Generated = s.Generated,
            RelativeError = relative,
            NormwiseError = normwise,
            Scale = scale,
            CrossesKink = crosses,
            Passed = (crosses || relative <= limit) && normwise <= kernelBound,
        };
    }

    private (double At, double Cost, ulong Side) EvaluateAt(ref double entry, double value)
    {
        entry = value;
        (double cost, ulong side) = objective.Evaluate();
        return (value, cost, side);
    }

    // How many times its limit the larger error is.
    private double Severity(GradientComponent c)
        => Math.Max(c.CrossesKink ? 0 : c.RelativeError / options.EffectiveLimit, c.NormwiseError / kernelBound);

    // A component that was not sampled still shows along a random direction, and a regulariser along the parameter itself,
    // beside the roundings of all others: these have random signs, so together they grow with the direction's length.
    private double CompareDirections(Variables variables, double scale, double[] generated, List<string>? failures)
    {
        double worst = 0;
        for (int k = 0; k <= options.Directions; k++)
        {
            var direction = new double[variables.Count];
            double squares = 0;
            double sum = 0;
            for (int i = 0; i < direction.Length; i++)
            {
                direction[i] = k == 0 ? variables.Entry(objective.Examples, i) : random.NextDouble(-1, 1);
                squares += direction[i] * direction[i];
                sum += direction[i] * generated[variables.GradientIndex(i / variables.Columns, i % variables.Columns)];
            }

            (double dual, double magnitude) = objective.DerivativeAlong(variables, direction);
            double relativeTo = Math.Max(magnitude, scale * Math.Sqrt(squares));
            double error = Math.Abs(sum - dual);
            if (error / relativeTo > kernelBound)
            {
                relativeTo = Math.Max(relativeTo, ConditionedMagnitude(variables, direction, dual));
            }

            error /= relativeTo;
            if (!(error <= kernelBound))
            {
                string which = k == 0 ? variables.Name + " itself" : Text($"random direction {k}");
                failures?.Add(Text($"{variables.Name}: along {which} the generated gradient is {sum:G9}, by dual numbers {dual:G9}."));
            }

            worst = NotANumberLast.Instance.Compare(error, worst) > 0 ? error : worst;
        }

        return worst;
    }

    /// <summary>A component before it is judged: the scale of its block is known only when all are there.</summary>
    private readonly record struct Sample(int Index, int Row, int Column, double Dual, double Magnitude, double Generated);
}
