using KernelGen.Equations;

namespace KernelGen.Tests.Testing;

/// <summary>One number of parameters w, inputs x and a target, its own output; the "kernels" are the equations, unless others are given.</summary>
internal sealed class EquationProbe : IModelProbe
{
    private readonly Func<Arguments, Scalar> objective;

    /// <param name="objective">The equations.</param>
    /// <param name="parameters">Entries of w, the only parameter; 0 for none.</param>
    /// <param name="inputs">Entries of x.</param>
    /// <param name="target">What the target is.</param>
    public EquationProbe(Func<Arguments, Scalar> objective, int parameters = 1, int inputs = 1, TargetKind target = TargetKind.None)
    {
        this.objective = objective;
        Info = new()
        {
            Name = "Number",
            Precision = Precision.Double,
            InputCount = inputs,
            OutputCount = 1,
            HasObjective = true,
            Target = target,
            TargetCount = target == TargetKind.None ? 0 : 1,
            ClassCount = target == TargetKind.Label ? 3 : 0,
            Layers = [],
            Parameters = parameters == 0 ? [] : [new("W", parameters, 1, 0, 1, 1, parameters, Initialization.Zero)],
            ParameterLength = parameters,
            ForwardFlops = 0,
            BackwardFlops = 0,
            WorkspacePerExample = 0,
            WorkspaceFixed = 0,
        };
    }

    public ModelInfo Info { get; init; }

    /// <summary>The cost of one example and its gradient in w, by kernels in single precision that the model is checked with.</summary>
    public Func<float[], float[], (float Cost, float[] Gradient)>? Kernel
    {
        get;
        init
        {
            field = value;
            Info = Info with { Precision = Precision.Single };
        }
    }

    public double[] Predict(ReadOnlySpan<double> parameters, ReadOnlySpan<double> inputs)
        => [.. Evaluate(parameters, inputs, []).Select(static e => e.Cost)];

    public int[] Classify(ReadOnlySpan<double> parameters, ReadOnlySpan<double> inputs)
        => throw new NotSupportedException("This model decides between no classes.");

    public double Cost(ReadOnlySpan<double> parameters, ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets)
        => Gradient(parameters, inputs, targets, new double[Info.ParameterLength]);

    public double Gradient(
        ReadOnlySpan<double> parameters, ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets, Span<double> gradient)
    {
        (double Cost, double[] Gradient)[] examples = [.. Evaluate(parameters, inputs, targets)];
        for (int i = 0; i < gradient.Length; i++)
        {
            gradient[i] = examples.Average(e => e.Gradient[i]);
        }

        return examples.Average(static e => e.Cost);
    }

    public double SgdStep(Span<double> parameters, ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets, double learningRate)
    {
        var gradient = new double[parameters.Length];
        double cost = Gradient(parameters, inputs, targets, gradient);
        for (int i = 0; i < gradient.Length; i++)
        {
            parameters[i] -= learningRate * gradient[i];
        }

        return cost;
    }

    public Scalar Objective(Arguments arguments) => objective(arguments);

    public Vector Output(Arguments arguments) => new([objective(arguments).Value]);

    private IEnumerable<(double Cost, double[] Gradient)> Evaluate(
        ReadOnlySpan<double> parameters, ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets)
    {
        double[] theta = parameters.ToArray();
        double[] t = targets.ToArray();
        return inputs.ToArray().Chunk(Info.InputCount).Select((x, n) => Evaluate(theta, x, t.Length == 0 ? [0] : [t[n]]));
    }

    private (double Cost, double[] Gradient) Evaluate(double[] theta, double[] x, double[] t)
    {
        if (Kernel is not null)
        {
            (float cost, float[] own) = Kernel(Array.ConvertAll(theta, static w => (float)w), Array.ConvertAll(x, static v => (float)v));
            return (cost, Array.ConvertAll(own, static g => (double)g));
        }

        Scalar[] derivatives =
        [
            .. Enumerable.Range(0, theta.Length).Select(i =>
            {
                var tangents = new double[theta.Length];
                tangents[i] = 1;
                return objective(new(new Vector(x), new Vector(t), [new Matrix(theta.Length, 1, theta, tangents)]));
            }),
        ];
        double value = objective(new(new Vector(x), new Vector(t), theta.Length == 0 ? [] : [new Matrix(theta.Length, 1, theta)])).Value;
        return (value, [.. derivatives.Select(static d => d.Tangent)]);
    }
}
