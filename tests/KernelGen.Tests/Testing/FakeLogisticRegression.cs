using System.Numerics;
using KernelGen.Equations;
using static KernelGen.Equations.Functions;
using Vector = KernelGen.Equations.Vector;

namespace KernelGen.Tests.Testing;

/// <summary>p = σ(w·x + b) with cross-entropy and L1.</summary>
internal sealed class FakeLogisticRegression<T>(int inputs, double l1 = 0.05, Fault fault = Fault.None)
    : FakeProbe<T>(Describe(inputs), fault)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private ParameterLayout W => Info.Parameters[0];

    private ParameterLayout B => Info.Parameters[1];

    public override Scalar Objective(Arguments arguments)
        => LogisticCrossEntropy(Logit(arguments)[0], arguments.TargetScalar) + l1 * Norm1(arguments.Matrix(0));

    public override Vector Output(Arguments arguments) => Logistic(Logit(arguments));

    protected override T[] Outputs(T[] theta, T[] x) => [T.One / (T.One + T.Exp(-Logit(theta, x)))];

    protected override T Accumulate(T[] theta, T[] x, T[] t, T weight, T[] gradient)
    {
        T z = Logit(theta, x);
        T dZ = weight * (Outputs(theta, x)[0] - t[0]);
        gradient[B.Offset] += Fault == Fault.DroppedBiasGradient ? T.Zero : dZ;
        for (int i = 0; i < inputs; i++)
        {
            gradient[W.IndexOf(0, i)] += dZ * x[i];
        }

        return T.Max(z, T.Zero) - t[0] * z + T.Log(T.One + T.Exp(-T.Abs(z)));
    }

    protected override T Regularise(T[] theta, T[] gradient)
    {
        T lambda = T.CreateChecked(l1);
        T sum = T.Zero;
        for (int i = 0; i < inputs; i++)
        {
            T w = theta[W.IndexOf(0, i)];
            sum += T.Abs(w);
            gradient[W.IndexOf(0, i)] += Fault == Fault.MissingRegulariser ? T.Zero : lambda * T.CreateChecked(T.Sign(w));
        }

        return lambda * sum;
    }

    private static Vector Logit(Arguments arguments) => arguments.Matrix(0) * arguments.Input + arguments.Vector(1);

    private T Logit(T[] theta, T[] x)
    {
        T z = theta[B.Offset];
        for (int i = 0; i < inputs; i++)
        {
            z += theta[W.IndexOf(0, i)] * x[i];
        }

        return z;
    }

    private static ModelInfo Describe(int inputs)
    {
        ParameterLayout[] layout = Layout(("W1", 1, inputs), ("b1", 1, 1));
        return new()
        {
            Name = "LogisticRegression",
            Precision = Precision.Double,
            InputCount = inputs,
            OutputCount = 1,
            Loss = Loss.LogisticCrossEntropy,
            Target = TargetKind.Probability,
            TargetCount = 1,
            ClassCount = 2,
            Layers = ["Dense(1)"],
            Parameters = [.. layout],
            ParameterLength = layout[^1].Offset + layout[^1].Length,
            ForwardFlops = 2L * inputs,
            BackwardFlops = 2L * inputs,
            WorkspacePerExample = 1,
            WorkspaceFixed = 0,
        };
    }
}
