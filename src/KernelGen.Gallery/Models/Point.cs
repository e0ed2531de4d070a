using KernelGen.Numerics;

namespace KernelGen.Gallery.Models;

/// <summary>Generated kernels at parameters that are set by name, all in double.</summary>
internal sealed class Point(IModelProbe probe)
{
    private double[] parameters = new double[probe.Info.ParameterLength];

    public ModelInfo Info => probe.Info;

    public static Point Of<TModel>()
        where TModel : IModel => new(TModel.Probe);

    /// <summary>The same model with one parameter set, row by row.</summary>
    public Point With(string name, params double[] values)
    {
        Point other = new(probe) { parameters = [.. parameters] };
        ParameterLayout layout = LayoutOf(name);
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, layout.Count, nameof(values));
        foreach ((int i, double value) in values.Index())
        {
            other.parameters[layout.IndexOf(i / layout.Columns, i % layout.Columns)] = value;
        }

        return other;
    }

    /// <summary>The same model with every parameter drawn, uniform in ±<paramref name="limit"/>.</summary>
    public Point Drawn(int seed, double limit)
    {
        RandomSource random = new((ulong)seed);
        return probe.Info.Parameters.Aggregate(
            this, (point, layout) => point.With(layout.Name, [.. Enumerable.Range(0, layout.Count).Select(_ => random.NextDouble(-limit, limit))]));
    }

    public double[] Parameter(string name) => Read(parameters, name);

    public double[] Predict(params double[] x) => probe.Predict(parameters, x);

    public int[] Classify(params double[] x) => probe.Classify(parameters, x);

    public double Cost(double[] x, params double[] t) => probe.Cost(parameters, x, t);

    public double[] Gradient(string name, double[] x, params double[] t)
    {
        var gradient = new double[parameters.Length];
        probe.Gradient(parameters, x, t, gradient);
        return Read(gradient, name);
    }

    public double[] InputGradient(double[] x, params double[] t)
    {
        var gradient = new double[x.Length / probe.Info.InputCount * probe.Info.InputGradientCount];
        probe.InputGradient(parameters, x, t, gradient);
        return gradient;
    }

    /// <summary>The model after one step of gradient descent.</summary>
    public Point Step(double learningRate, double[] x, params double[] t)
    {
        Point other = new(probe) { parameters = [.. parameters] };
        probe.SgdStep(other.parameters, x, t, learningRate);
        return other;
    }

    /// <summary>The model a share of the way to another.</summary>
    public Point Towards(Point other, double share)
        => new(probe) { parameters = [.. parameters.Zip(other.parameters, (a, b) => a + share * (b - a))] };

    private ParameterLayout LayoutOf(string name) => probe.Info.Parameters.Single(p => p.Name == name);

    private double[] Read(double[] flat, string name)
    {
        ParameterLayout layout = LayoutOf(name);
        return [.. Enumerable.Range(0, layout.Count).Select(i => flat[layout.IndexOf(i / layout.Columns, i % layout.Columns)])];
    }
}
