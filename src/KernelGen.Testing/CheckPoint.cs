using System.Collections.Immutable;
using KernelGen.Equations;
using KernelGen.Numerics;

namespace KernelGen.Testing;

/// <summary>Small random parameters and examples, away from kinks, as the kernels and as the equations take them.</summary>
internal sealed class CheckPoint
{
    // A net with very many rectifiers may have no example that is clear of all of them; what then remains near a kink is counted.
    private const int MaxDraws = 100;

    // A distribution in steps of 2⁻²⁰ sums to 1 exactly, in single precision too.
    private const int DistributionSteps = 1 << 20;

    private readonly ModelInfo info;
    private readonly RandomSource random;

    private CheckPoint(IModelProbe probe, int seed, GradientCheckOptions options)
    {
        info = probe.Info;
        random = new RandomSource((ulong)seed);
        Parameters = [.. info.Parameters.Select(layout => DrawParameter(layout, options.KinkMargin))];
        Flat = Flatten();
        Examples = [.. Enumerable.Range(0, options.BatchSize).Select(_ => DrawExample(probe, options.KinkMargin))];
        Inputs = [.. Examples.SelectMany(static e => e.Input.Values)];
        Targets = [.. Examples.SelectMany(static e => e.Target.Values)];
    }

    /// <summary>The parameters as the equations take them: dense, shared by all examples.</summary>
    public ImmutableArray<Matrix> Parameters { get; }

    /// <summary>The parameters as the kernels take them: flat, with zero padding.</summary>
    public double[] Flat { get; }

    /// <summary>The examples as the equations take them.</summary>
    public ImmutableArray<Arguments> Examples { get; }

    /// <summary>[n, InputCount]</summary>
    public double[] Inputs { get; }

    /// <summary>[n, TargetCount]</summary>
    public double[] Targets { get; }

    /// <summary>Parameters drawn again for lying near zero.</summary>
    public int ParametersRedrawn { get; private set; }

    /// <summary>Examples drawn again for lying near a kink.</summary>
    public int ExamplesRedrawn { get; private set; }

    /// <summary>Examples that stayed near a kink after every attempt.</summary>
    public int ExamplesNearKinks { get; private set; }

    /// <summary>Arguments of functions with a kink, over all examples.</summary>
    public long KinksSeen { get; private set; }

    /// <summary>The smallest absolute argument of a function with a kink; infinite where there is none.</summary>
    public double NearestKink { get; private set; } = double.PositiveInfinity;

    public static CheckPoint Draw(IModelProbe probe, int seed, GradientCheckOptions options) => new(probe, seed, options);

    private Matrix DrawParameter(ParameterLayout layout, double margin)
    {
        // Variance at most 1 / inputs: units see arguments of about 1, whatever their number of inputs.
        double range = Math.Min(0.5, Math.Sqrt(3.0 / layout.Columns));
        var values = new double[layout.Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Round(random.NextDouble(-range, range));
            while (Math.Abs(values[i]) < margin)
            {
                // |w| has its kink at 0.
                ParametersRedrawn++;
                values[i] = Round(random.NextDouble(-range, range));
            }
        }

        return new(layout.Rows, layout.Columns, values);
    }

    private double[] Flatten()
    {
        var flat = new double[info.ParameterLength];
        foreach ((ParameterLayout layout, Matrix matrix) in info.Parameters.Zip(Parameters))
        {
            for (int i = 0; i < layout.Count; i++)
            {
                flat[layout.IndexOf(i / layout.Columns, i % layout.Columns)] = matrix.Values[i];
            }
        }

        return flat;
    }

    private Arguments DrawExample(IModelProbe probe, double requiredMargin)
    {
        for (int draw = 1; ; draw++)
        {
            var input = new double[info.InputCount];
            for (int i = 0; i < input.Length; i++)
            {
                input[i] = Round(random.NextDouble(-1, 1));
            }

            var example = new Arguments(new Vector(input), new Vector(DrawTarget()), Parameters);
            double outputMargin;
            using (KinkWatch output = Kinks.Watch())
            {
                probe.Output(example);
                outputMargin = output.Margin;
            }

            // The objective meets the kinks of the outputs again: they count once.
            using KinkWatch watch = Kinks.Watch();
            _ = !info.HasObjective ? probe.Output(example)[0] : probe.Objective(example);
            double margin = Math.Min(watch.Margin, outputMargin);
            bool near = margin < requiredMargin;
            if (near && draw < MaxDraws)
            {
                ExamplesRedrawn++;
                continue;
            }

            ExamplesNearKinks += near ? 1 : 0;
            KinksSeen += watch.Count;
            NearestKink = Math.Min(NearestKink, margin);
            return example;
        }
    }

    private double[] DrawTarget() => info.Target switch
    {
        TargetKind.None => [],
        TargetKind.Values => [.. Enumerable.Range(0, info.TargetCount).Select(_ => Round(random.NextDouble(-1, 1)))],
        TargetKind.Probability => [.. Enumerable.Range(0, info.TargetCount).Select(_ => DrawProbability())],
        TargetKind.Sign => [.. Enumerable.Range(0, info.TargetCount).Select(_ => random.NextInt32(2) == 0 ? -1.0 : 1.0)],
        TargetKind.Label => [random.NextInt32(info.ClassCount)],
        TargetKind.Distribution => DrawDistribution(),
        _ => throw new NotSupportedException($"{info.Name} has targets of a kind that is unknown here: {info.Target}."),
    };

    // Certain targets are as usual as uncertain ones.
    private double DrawProbability() => random.NextInt32(4) switch
    {
        0 => 0,
        1 => 1,
        _ => Round(random.NextDouble()),
    };

    private double[] DrawDistribution()
    {
        var weights = new double[info.TargetCount];
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = random.NextDouble();
        }

        double sum = weights.Sum();
        int rest = DistributionSteps;
        for (int i = 1; i < weights.Length; i++)
        {
            int steps = (int)(weights[i] / sum * DistributionSteps);
            rest -= steps;
            weights[i] = (double)steps / DistributionSteps;
        }

        weights[0] = (double)rest / DistributionSteps;
        return weights;
    }

    // Kernels in single precision and equations in double must see the same numbers.
    private double Round(double value) => info.Precision == Precision.Single ? (float)value : value;
}
