using System.Numerics;
using KernelGen.Equations;
using static KernelGen.Equations.Functions;
using Vector = KernelGen.Equations.Vector;

namespace KernelGen.Tests.Testing;

/// <summary>
/// s = (w ∘ k)·x + b·(y₀ + y₁) and J = ½s² + z·s + ½λ‖w‖²: k is frozen, λ a hyperparameter, there is no target, and of the inputs
/// x, y and z the first and the last ask for their gradients.
/// </summary>
internal sealed class FakeEquations<T>(Fault fault = Fault.None) : FakeProbe<T>(Describe(), fault)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public const double Lambda = 0.3;

    private const int Length = 3;

    private ParameterLayout W => Info.Parameters[0];

    private ParameterLayout K => Info.Parameters[1];

    private ParameterLayout B => Info.Parameters[2];

    private T OwnLambda => Fault == Fault.IgnoredHyperparameter ? T.One : T.CreateChecked(Lambda);

    public override Scalar Objective(Arguments arguments)
    {
        Scalar s = Sum(arguments);
        return Square(s) / 2 + arguments.InputScalar(5) * s + arguments.Hyperparameter(0) * SumOfSquares(arguments.Vector(0)) / 2;
    }

    public override Vector Output(Arguments arguments) => Concat(Sum(arguments));

    protected override T[] Outputs(T[] theta, T[] x) => [Sum(theta, x)];

    protected override T Accumulate(T[] theta, T[] x, T[] t, T weight, T[] gradient)
    {
        T s = Sum(theta, x);
        T dS = weight * (s + x[5]);
        for (int i = 0; i < Length; i++)
        {
            gradient[W.IndexOf(i, 0)] += dS * theta[K.IndexOf(i, 0)] * x[i];
        }

        gradient[B.Offset] += dS * (x[3] + x[4]);
        return s * s / (T.One + T.One) + x[5] * s;
    }

    protected override T[] InputGradients(T[] theta, T[] x, T weight)
    {
        T s = Sum(theta, x);
        T dS = weight * (s + x[5]);
        return [.. Enumerable.Range(0, Length).Select(i => dS * theta[W.IndexOf(i, 0)] * theta[K.IndexOf(i, 0)]), weight * s];
    }

    protected override T Regularise(T[] theta, T[] gradient)
    {
        T sum = T.Zero;
        for (int i = 0; i < Length; i++)
        {
            T w = theta[W.IndexOf(i, 0)];
            sum += w * w;
            gradient[W.IndexOf(i, 0)] += OwnLambda * w;
        }

        gradient[K.IndexOf(1, 0)] = Fault == Fault.FrozenGradient ? T.Epsilon : T.Zero;
        return OwnLambda * sum / (T.One + T.One);
    }

    private static Scalar Sum(Arguments arguments)
        => Dot(arguments.Vector(0) * arguments.Vector(1), arguments.InputSlice(0, Length))
            + arguments.ParameterScalar(2) * Functions.Sum(arguments.InputSlice(3, 2));

    private T Sum(T[] theta, T[] x)
    {
        T s = theta[B.Offset] * (x[3] + x[4]);
        for (int i = 0; i < Length; i++)
        {
            s += theta[W.IndexOf(i, 0)] * theta[K.IndexOf(i, 0)] * x[i];
        }

        return s;
    }

    private static ModelInfo Describe()
    {
        ParameterLayout[] layout = Layout(("W", Length, 1), ("K", Length, 1), ("B", 1, 1));
        layout[1] = layout[1] with { IsFrozen = true };
        return new()
        {
            Name = "Equations",
            Precision = Precision.Double,
            InputCount = Length + 3,
            OutputCount = 1,
            HasObjective = true,
            Target = TargetKind.None,
            TargetCount = 0,
            ClassCount = 0,
            Layers = [],
            Parameters = [.. layout],
            Inputs = [new("x", 0, Length, HasGradient: true), new("y", Length, 2), new("z", Length + 2, 1, HasGradient: true)],
            Hyperparameters = [new("Lambda", Lambda)],
            ParameterLength = layout[^1].Offset + layout[^1].Length,
            ForwardFlops = 3 * Length,
            BackwardFlops = 6 * Length,
            WorkspacePerExample = 1,
            WorkspaceFixed = 0,
        };
    }
}
