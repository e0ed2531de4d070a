using KernelGen.Equations;
using static KernelGen.Equations.Functions;

namespace KernelGen.Tests.Testing;

/// <summary>One linear layer under any loss; its "kernels" are the equations themselves, and it keeps the targets it was given.</summary>
internal sealed class EquationsAsKernels(Loss? loss, TargetKind target, int outputs, Precision precision = Precision.Double) : IModelProbe
{
    private const int Inputs = 4;

    public double[] Targets { get; private set; } = [];

    public double[] Examples { get; private set; } = [];

    public ModelInfo Info { get; } = new()
    {
        Name = "Linear",
        Precision = precision,
        InputCount = Inputs,
        OutputCount = outputs,
        Loss = loss,
        Target = target,
        TargetCount = target switch { TargetKind.None => 0, TargetKind.Values or TargetKind.Distribution => outputs, _ => 1 },
        ClassCount = target switch { TargetKind.Label or TargetKind.Distribution => outputs, TargetKind.Sign => 2, _ => 0 },
        Layers = ["Dense"],
        Parameters =
        [
            new("W1", outputs, Inputs, 0, Inputs, 1, outputs * Inputs, Initialization.Glorot),
            new("b1", outputs, 1, outputs * Inputs, 1, 1, outputs, Initialization.Zero),
        ],
        ParameterLength = outputs * (Inputs + 1),
        ForwardFlops = 0,
        BackwardFlops = 0,
        WorkspacePerExample = 0,
        WorkspaceFixed = 0,
    };

    public double[] Predict(ReadOnlySpan<double> parameters, ReadOnlySpan<double> inputs)
    {
        Examples = inputs.ToArray();
        double[] theta = parameters.ToArray();
        return [.. Examples.Chunk(Inputs).SelectMany(x => Output(Arguments(theta, x, [], -1)).Values)];
    }

    public int[] Classify(ReadOnlySpan<double> parameters, ReadOnlySpan<double> inputs)
        => [.. Predict(parameters, inputs).Chunk(outputs).Select(y => loss == Loss.Hinge ? y[0] > 0 ? 1 : -1 : y.IndexOf(y.Max()))];

    public double Cost(ReadOnlySpan<double> parameters, ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets)
        => Gradient(parameters, inputs, targets, new double[Info.ParameterLength]);

    public double Gradient(
        ReadOnlySpan<double> parameters, ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets, Span<double> gradient)
    {
        Targets = targets.ToArray();
        double[] theta = parameters.ToArray();
        double[][] x = [.. inputs.ToArray().Chunk(Inputs)];
        double[][] t = [.. Targets.Chunk(Info.TargetCount)];
        double cost = 0;
        for (int i = 0; i < theta.Length; i++)
        {
            Scalar[] losses = [.. x.Zip(t, (input, own) => Objective(Arguments(theta, input, own, i)))];
            cost = losses.Average(static l => l.Value);
            gradient[i] = losses.Average(static l => l.Tangent);
        }

        return cost;
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

    public Scalar Objective(Arguments arguments)
    {
        Vector z = arguments.Matrix(0) * arguments.Input + arguments.Vector(1);
        return loss switch
        {
            Loss.SquaredError => SquaredError(z, arguments.Target),
            Loss.AbsoluteError => AbsoluteError(z, arguments.Target),
            Loss.SoftmaxCrossEntropy when target == TargetKind.Distribution => SoftmaxCrossEntropy(z, arguments.Target),
            Loss.SoftmaxCrossEntropy => SoftmaxCrossEntropy(z, arguments.TargetLabel),
            Loss.Hinge => Hinge(z[0], arguments.TargetScalar),
            Loss.MulticlassHinge => MulticlassHinge(z, arguments.TargetLabel),
            _ => throw new NotSupportedException("This model has no loss."),
        };
    }

    public Vector Output(Arguments arguments)
    {
        Vector z = arguments.Matrix(0) * arguments.Input + arguments.Vector(1);
        return loss == Loss.SoftmaxCrossEntropy ? Softmax(z) : loss is null ? HardThreshold(z) : z;
    }

    private Arguments Arguments(double[] theta, double[] x, double[] t, int derivative)
    {
        var tangents = new double[theta.Length];
        if (derivative >= 0)
        {
            tangents[derivative] = 1;
        }

        int weights = outputs * Inputs;
        return new(
            new Vector(x), new Vector(t),
            [new Matrix(outputs, Inputs, theta[..weights], tangents[..weights]), new Matrix(outputs, 1, theta[weights..], tangents[weights..])]);
    }
}
