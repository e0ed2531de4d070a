using System.Collections.Immutable;
using KernelGen.Equations;
using KernelGen.Numerics;

namespace KernelGen.Testing;

/// <summary>
/// Small random parameters and examples, away from kinks and where the equations are finite, as the kernels and as the equations
/// take them.
/// </summary>
internal sealed class CheckPoint
{
    // A net with very many rectifiers may have no example that is clear of all of them; what then remains near a kink is counted.
    private const int MaxDraws = 100;

    // Parameters may be to blame for an example that is not finite: they are drawn anew rather soon, and then often.
    private const int MaxDrawsNotFinite = 20;
    private const int MaxPoints = 200;

    private readonly IModelProbe probe;
    private readonly ModelInfo info;
    private readonly RandomSource random;
    private readonly PointDomains domains;
    private readonly double margin;

    private CheckPoint(IModelProbe probe, int seed, RandomSource random, PointDomains domains, GradientCheckOptions options)
    {
        this.probe = probe;
        info = probe.Info;
        this.random = random;
        this.domains = domains;
        margin = options.KinkMargin;
        Hyperparameters = [.. info.Hyperparameters.Select(h => Round(h.Value))];
        Parameters = [.. info.Parameters.Select(DrawParameter)];
        Flat = Flatten();
        Examples = [.. Enumerable.Range(0, options.BatchSize).Select(DrawExample).TakeWhile(static e => e is not null).Select(static e => e!)];
        IsFinite = Examples.Length == options.BatchSize;
        Inputs = [.. Examples.SelectMany(static e => e.Input.Values)];
        Targets = [.. Examples.SelectMany(e => info.IsWeighted ? [.. e.Target.Values, e.Weight.Value] : e.Target.Values)];
        Conditioning = new(info, Examples, seed);
    }

    /// <summary>Whether the equations are finite there, with their derivatives; otherwise no such point was found.</summary>
    public bool IsFinite { get; }

    /// <summary>The values of the hyperparameters until they are set.</summary>
    public ImmutableArray<double> Hyperparameters { get; }

    /// <summary>The parameters as the equations take them: dense, shared by all examples.</summary>
    public ImmutableArray<Matrix> Parameters { get; }

    /// <summary>The parameters as the kernels take them: flat, with zero padding.</summary>
    public double[] Flat { get; }

    /// <summary>The examples as the equations take them.</summary>
    public ImmutableArray<Arguments> Examples { get; }

    /// <summary>[n, InputCount]</summary>
    public double[] Inputs { get; }

    /// <summary>[n, TargetCount], after each its weight where the loss has weights.</summary>
    public double[] Targets { get; }

    /// <summary>How the equations react to rounding there.</summary>
    public Conditioning Conditioning { get; }

    /// <summary>Parameters drawn again for lying near zero.</summary>
    public int ParametersRedrawn { get; private set; }

    /// <summary>Examples drawn again for lying near a kink.</summary>
    public int ExamplesRedrawn { get; private set; }

    /// <summary>Examples that stayed near a kink after every attempt.</summary>
    public int ExamplesNearKinks { get; private set; }

    /// <summary>Examples drawn again for not being finite, at this point and those given up before.</summary>
    public int ExamplesNotFinite { get; private set; }

    /// <summary>Points given up before this one.</summary>
    public int PointsRedrawn { get; private set; }

    /// <summary>Arguments of functions with a kink, over all examples.</summary>
    public long KinksSeen { get; private set; }

    /// <summary>The smallest absolute argument of a function with a kink; infinite where there is none.</summary>
    public double NearestKink { get; private set; } = double.PositiveInfinity;

    public static CheckPoint Draw(IModelProbe probe, int seed, GradientCheckOptions options)
    {
        var random = new RandomSource((ulong)seed);
        var point = new CheckPoint(probe, seed, random, PointDomains.Symmetric(probe.Info), options);
        for (int redrawn = 1; !point.IsFinite && redrawn < MaxPoints; redrawn++)
        {
            int notFinite = point.ExamplesNotFinite;
            point = new(probe, seed, random, PointDomains.Draw(probe.Info, random), options) { PointsRedrawn = redrawn };
            point.ExamplesNotFinite += notFinite;
        }

        return point;
    }

    private Matrix DrawParameter(ParameterLayout layout, int block)
    {
        // Variance at most 1 / inputs: units see arguments of about 1, whatever their number of inputs.
        double range = Math.Min(0.5, Math.Sqrt(3.0 / layout.Columns));
        (double low, double high) = domains.Parameters[block];
        var values = new double[layout.Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Round(random.NextDouble(low * range, high * range));
            while (Math.Abs(values[i]) < margin)
            {
                // |w| has its kink at 0.
                ParametersRedrawn++;
                values[i] = Round(random.NextDouble(low * range, high * range));
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

    /// <summary>An example, or null where none could be made finite.</summary>
    private Arguments? DrawExample(int row)
    {
        int notFinite = 0;
        for (int draw = 1; ; draw++)
        {
            var example = new Arguments(new Vector(DrawInput()), new Vector(DrawTarget()), Parameters)
            {
                Hyperparameters = Hyperparameters,
                Weight = info.IsWeighted ? Round(random.NextDouble(0.25, 2)) : 1,

                // That of a new workspace, which is the one that the kernels have.
                Dropout = new DropoutKey(seed: 0, step: 0).From(row),
            };
            if (!HasFiniteEquations(example))
            {
                ExamplesNotFinite++;
                if (++notFinite == MaxDrawsNotFinite)
                {
                    return null;
                }

                continue;
            }

            double outputMargin;
            using (KinkWatch output = Kinks.Watch())
            {
                probe.Output(example);
                outputMargin = output.Margin;
            }

            // The objective meets the kinks of the outputs again: they count once.
            using KinkWatch watch = Kinks.Watch();
            _ = !info.HasObjective ? probe.Output(example)[0] : probe.Objective(example);
            double nearest = Math.Min(watch.Margin, outputMargin);
            bool near = !(nearest >= margin);
            if (near && draw < MaxDraws)
            {
                ExamplesRedrawn++;
                continue;
            }

            ExamplesNearKinks += near ? 1 : 0;
            KinksSeen += watch.Count;
            NearestKink = Math.Min(NearestKink, nearest);
            return example;
        }
    }

    private bool HasFiniteEquations(Arguments example)
    {
        if (!probe.Output(example).Values.All(HasValue))
        {
            return false;
        }

        if (!info.HasObjective)
        {
            return true;
        }

        // One derivative that is not finite makes their sum so.
        var inputTangents = new double[info.InputCount];
        foreach (InputInfo input in info.Inputs.Where(static i => i.HasGradient))
        {
            inputTangents.AsSpan(input.Start, input.Length).Fill(1);
        }

        ImmutableArray<Matrix> parameters =
        [
            .. Parameters.Select((matrix, block) => info.Parameters[block].IsFrozen
                ? matrix
                : new(matrix.Rows, matrix.Columns, matrix.Values, [.. Enumerable.Repeat(1.0, matrix.Values.Length)])),
        ];
        Scalar objective = probe.Objective(example with { Input = new(example.Input.Values, inputTangents), Parameters = parameters });
        return HasValue(objective.Value) && HasValue(objective.Tangent);
    }

    private double[] DrawInput()
    {
        var input = new double[info.InputCount];
        foreach ((int start, int length, (double low, double high)) in domains.Inputs)
        {
            for (int i = start; i < start + length; i++)
            {
                input[i] = Round(random.NextDouble(low, high));
            }
        }

        return input;
    }

    private double[] DrawTarget()
        => Array.ConvertAll(TargetDraw.Of(info, random, domains.Target), Round);

    // A float that overflows is not finite, whatever the double is.
    private bool HasValue(double value) => double.IsFinite(Round(value));

    // Kernels in single precision and equations in double must see the same numbers.
    private double Round(double value) => info.Precision == Precision.Single ? (float)value : value;
}
