using System.Collections.Immutable;
using KernelGen.Numerics;
using static KernelGen.Testing.ReportText;

namespace KernelGen.Testing;

/// <summary>Compares a generated gradient with differences and dual numbers of the model's equations.</summary>
internal sealed class GradientComparison
{
    private readonly ModelInfo info;
    private readonly CheckPoint point;
    private readonly GradientCheckOptions options;
    private readonly MeanObjective objective;
    private readonly RandomSource random;
    private readonly double kernelBound;
    private readonly ulong signature;

    public GradientComparison(IModelProbe probe, CheckPoint point, int seed, GradientCheckOptions options)
    {
        info = probe.Info;
        this.point = point;
        this.options = options;
        objective = new MeanObjective(probe, point.Examples);

        // A stream of its own: how many components are sampled must not depend on how many draws the examples took.
        random = new RandomSource(~(ulong)seed);
        kernelBound = ErrorBounds.Kernels(info, options.BatchSize);
        (Cost, signature) = objective.Evaluate();
    }

    /// <summary>The mean objective by the equations.</summary>
    public double Cost { get; }

    /// <summary>The largest magnitude of a derivative in each block, known once they are compared.</summary>
    public ImmutableArray<double> Scales { get; private set; } = [];

    /// <summary>Compares every block; what is wrong is added to <paramref name="failures"/>.</summary>
    public ImmutableArray<ParameterBlockReport> Compare(double[] generated, List<string> failures)
    {
        Sample[][] samples = [.. info.Parameters.Select((layout, block) => Differentiate(layout, block, generated))];
        Scales = [.. samples.Select(static block => Math.Max(ErrorBounds.LeastMagnitude, block.Max(static s => s.Magnitude)))];
        var reports = ImmutableArray.CreateBuilder<ParameterBlockReport>(samples.Length);
        for (int block = 0; block < samples.Length; block++)
        {
            reports.Add(Report(block, samples[block], Scales[block], generated, failures));
        }

        return reports.MoveToImmutable();
    }

    private Sample[] Differentiate(ParameterLayout layout, int block, double[] generated)
    {
        double[] values = point.Parameters[block].Values;
        var tangents = new double[values.Length];
        MeanObjective along = objective.Along(block, tangents);
        int[] indices = ChooseIndices(layout.Count);
        var samples = new Sample[indices.Length];
        for (int k = 0; k < samples.Length; k++)
        {
            int i = indices[k];
            (int row, int column) = (i / layout.Columns, i % layout.Columns);
            tangents[i] = 1;
            (double dual, double magnitude) = along.Derivative();
            tangents[i] = 0;

            double parameter = values[i];
            double step = options.StepFor(parameter);
            (double at, double cost, ulong signature) before =
                options.Differences == Differences.OneSided ? (parameter, Cost, signature) : EvaluateAt(values, i, parameter - step);
            (double at, double cost, ulong signature) after = EvaluateAt(values, i, parameter + step);
            values[i] = parameter;
            samples[k] = new(
                row, column, parameter, step, before.cost, after.cost, (after.cost - before.cost) / (after.at - before.at),
                dual, magnitude, generated[layout.IndexOf(row, column)], before.signature != after.signature);
        }

        return samples;
    }

    private (double At, double Cost, ulong Signature) EvaluateAt(double[] values, int index, double parameter)
    {
        values[index] = parameter;
        (double cost, ulong side) = objective.Evaluate();
        return (parameter, cost, side);
    }

    private int[] ChooseIndices(int count)
    {
        int[] indices = [.. Enumerable.Range(0, count)];
        if (info.ParameterCount <= options.FullCheckLimit || count <= options.SampleSize)
        {
            return indices;
        }

        random.Shuffle(indices.AsSpan());
        return [.. indices.Take(options.SampleSize).Order()];
    }

    private ParameterBlockReport Report(int block, Sample[] samples, double scale, double[] generated, List<string> failures)
    {
        ParameterLayout layout = info.Parameters[block];
        ImmutableArray<GradientComponent> components = [.. samples.Select(s => Judge(s, scale))];
        GradientComponent worst = components.MaxBy(Severity, NotANumberLast.Instance)!;
        int wrong = components.Count(static c => !c.Passed);
        if (wrong > 0)
        {
            failures.Add(Text(
                $"{layout.Name}: {wrong} of {components.Length} components are wrong; the worst is {Index(layout.Name, worst.Row, worst.Column, layout.Columns)}: generated {worst.Generated:G9}, by dual numbers {worst.Dual:G9}, by differences {worst.Difference:G9}{(worst.CrossesKink ? " (across a kink)" : "")}."));
        }

        double directionError = CompareDirections(block, scale, generated, wrong == 0 ? failures : null);
        return new()
        {
            Name = layout.Name,
            Rows = layout.Rows,
            Columns = layout.Columns,
            Components = components,
            Worst = worst,
            DirectionError = directionError,
            Passed = wrong == 0 && directionError <= kernelBound,
        };
    }

    private GradientComponent Judge(Sample s, double scale)
    {
        double limit = options.EffectiveLimit;
        double reference = info.Precision == Precision.Single ? s.Dual : s.Generated;
        double noise = ErrorBounds.NoiseTerm(options.Differences, s.Value, Cost, limit);
        double relative = Math.Abs(s.Difference - reference) / (Math.Abs(s.Difference) + Math.Abs(reference) + noise);
        double normwise = Math.Abs(s.Generated - s.Dual) / scale;
        return new()
        {
            Row = s.Row,
            Column = s.Column,
            Value = s.Value,
            Step = s.Step,
            CostBefore = s.CostBefore,
            CostAfter = s.CostAfter,
            Difference = s.Difference,
            Dual = s.Dual,
            Generated = s.Generated,
            RelativeError = relative,
            NormwiseError = normwise,
            CrossesKink = s.CrossesKink,
            Passed = (s.CrossesKink || relative <= limit) && normwise <= kernelBound,
        };
    }

    // How many times its limit the larger error is.
    private double Severity(GradientComponent c)
        => Math.Max(c.CrossesKink ? 0 : c.RelativeError / options.EffectiveLimit, c.NormwiseError / kernelBound);

    // A component that was not sampled still shows along a random direction, and a regulariser along the parameter itself,
    // beside the roundings of all others: these have random signs, so together they grow with the direction's length.
    private double CompareDirections(int block, double scale, double[] generated, List<string>? failures)
    {
        ParameterLayout layout = info.Parameters[block];
        var direction = new double[layout.Count];
        MeanObjective along = objective.Along(block, direction);
        point.Parameters[block].Values.CopyTo(direction, 0);
        double worst = 0;
        for (int k = 0; k <= options.Directions; k++)
        {
            double squares = 0;
            double sum = 0;
            for (int i = 0; i < direction.Length; i++)
            {
                direction[i] = k == 0 ? direction[i] : random.NextDouble(-1, 1);
                squares += direction[i] * direction[i];
                sum += direction[i] * generated[layout.IndexOf(i / layout.Columns, i % layout.Columns)];
            }

            (double dual, double magnitude) = along.Derivative();
            double error = Math.Abs(sum - dual) / Math.Max(magnitude, scale * Math.Sqrt(squares));
            if (!(error <= kernelBound))
            {
                string which = k == 0 ? layout.Name + " itself" : Text($"random direction {k}");
                failures?.Add(Text($"{layout.Name}: along {which} the generated gradient is {sum:G9}, by dual numbers {dual:G9}."));
            }

            worst = NotANumberLast.Instance.Compare(error, worst) > 0 ? error : worst;
        }

        return worst;
    }

    /// <summary>A component before it is judged: the scale of its block is known only when all are there.</summary>
    private readonly record struct Sample(
        int Row, int Column, double Value, double Step, double CostBefore, double CostAfter, double Difference,
        double Dual, double Magnitude, double Generated, bool CrossesKink);
}
