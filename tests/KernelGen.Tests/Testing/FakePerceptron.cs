using System.Numerics;
using KernelGen.Equations;
using static KernelGen.Equations.Functions;
using Matrix = KernelGen.Equations.Matrix;
using Vector = KernelGen.Equations.Vector;

namespace KernelGen.Tests.Testing;

/// <summary>y = W2·φ(W1·x + b1) + b2 with squared error and L2; φ is tanh, or a rectifier.</summary>
internal sealed class FakePerceptron<T>(int inputs, int hidden, int outputs, bool smooth = false, double l2 = 0.1, Fault fault = Fault.None)
    : FakeProbe<T>(Describe(inputs, hidden, outputs), fault)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private ParameterLayout W1 => Info.Parameters[0];

    private ParameterLayout B1 => Info.Parameters[1];

    private ParameterLayout W2 => Info.Parameters[2];

    private ParameterLayout B2 => Info.Parameters[3];

    public override Scalar Objective(Arguments arguments)
    {
        Matrix w1 = arguments.Matrix(0);
        Matrix w2 = arguments.Matrix(2);
        return SquaredError(Output(arguments), arguments.Target) + l2 * (SumOfSquares(w1) + SumOfSquares(w2)) / 2;
    }

    public override Vector Output(Arguments arguments)
    {
        Vector z = arguments.Matrix(0) * arguments.Input + arguments.Vector(1);
        return arguments.Matrix(2) * (smooth ? Tanh(z) : Relu(z)) + arguments.Vector(3);
    }

    protected override T[] Outputs(T[] theta, T[] x) => Affine(theta, W2, B2, Hidden(theta, x));

    protected override T Accumulate(T[] theta, T[] x, T[] t, T weight, T[] gradient)
    {
        T[] h = Hidden(theta, x);
        T[] y = Affine(theta, W2, B2, h);
        var dH = new T[hidden];
        T loss = T.Zero;
        for (int k = 0; k < outputs; k++)
        {
            T error = y[k] - t[k];
            loss += error * error / (T.One + T.One);
            T dY = weight * error;
            gradient[B2.IndexOf(k, 0)] += dY;
            for (int j = 0; j < hidden; j++)
            {
                gradient[W2.IndexOf(k, j)] += dY * h[j];
                dH[j] += dY * theta[Fault == Fault.TransposedOperand ? W2.IndexOf(j, k) : W2.IndexOf(k, j)];
            }
        }

        for (int j = 0; j < hidden; j++)
        {
            T slope = smooth ? T.One - h[j] * h[j] : h[j] > T.Zero ? T.One : T.Zero;
            T dZ = dH[j] * (Fault == Fault.FlippedSign ? -slope : slope);
            gradient[B1.IndexOf(j, 0)] += Fault == Fault.DroppedBiasGradient ? T.Zero : dZ;
            for (int i = 0; i < inputs; i++)
            {
                gradient[W1.IndexOf(j, i)] += dZ * x[i];
            }
        }

        return loss;
    }

    protected override T Regularise(T[] theta, T[] gradient)
    {
        T lambda = T.CreateChecked(l2);
        T sum = T.Zero;
        foreach (ParameterLayout w in (ParameterLayout[])[W1, W2])
        {
            for (int i = w.Offset; i < w.Offset + w.Length; i++)
            {
                sum += theta[i] * theta[i];
                gradient[i] += Fault == Fault.MissingRegulariser && w == W1 ? T.Zero : lambda * theta[i];
            }
        }

        if (Fault == Fault.OneWrongElement)
        {
            gradient[W1.IndexOf(2, 1)] *= T.CreateChecked(1.01);
        }

        if (Fault == Fault.NotANumber)
        {
            gradient[B2.IndexOf(1, 0)] = T.NaN;
        }

        return Fault == Fault.WrongCost ? T.Zero : lambda * sum / (T.One + T.One);
    }

    private T[] Hidden(T[] theta, T[] x) => Array.ConvertAll(Affine(theta, W1, B1, x), z => smooth ? T.Tanh(z) : T.Max(z, T.Zero));

    private static T[] Affine(T[] theta, ParameterLayout w, ParameterLayout b, T[] x)
    {
        var z = new T[w.Rows];
        for (int row = 0; row < w.Rows; row++)
        {
            z[row] = theta[b.IndexOf(row, 0)];
            for (int column = 0; column < w.Columns; column++)
            {
                z[row] += theta[w.IndexOf(row, column)] * x[column];
            }
        }

        return z;
    }

    private static ModelInfo Describe(int inputs, int hidden, int outputs)
    {
        ParameterLayout[] layout = Layout(("W1", hidden, inputs), ("b1", hidden, 1), ("W2", outputs, hidden), ("b2", outputs, 1));
        return new()
        {
            Name = "Perceptron",
            Precision = Precision.Double,
            InputCount = inputs,
            OutputCount = outputs,
            Loss = Loss.SquaredError,
            Target = TargetKind.Values,
            TargetCount = outputs,
            ClassCount = 0,
            Layers = ["Dense(hidden)", "Dense(outputs)"],
            Parameters = [.. layout],
            ParameterLength = layout[^1].Offset + layout[^1].Length,
            ForwardFlops = 2L * hidden * (inputs + outputs),
            BackwardFlops = 2L * hidden * (inputs + 2 * outputs),
            WorkspacePerExample = hidden,
            WorkspaceFixed = 0,
        };
    }
}
