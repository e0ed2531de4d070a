using KernelGen.Equations;
using KernelGen.Testing;
using static KernelGen.Equations.Functions;

namespace KernelGen.Tests.Models;

/// <summary>Values are called as kernels call their own at the end of a row.</summary>
[Model(Precision = Precision.Both)]
public sealed partial class NamesOfRows
{
    [Objective]
    private static Scalar Objective([Input(21)] Vector x, [Target] Scalar t, [Parameter(1, 21)] Matrix at, [Parameter(1)] Vector liveB)
        => LogisticCrossEntropy(Score(x, at, liveB), t) + 1e-2 * SumOfSquares(at) / 2;

    [Output]
    private static Scalar Score(Vector x, Matrix at, Vector liveB)
    {
        Vector shared = at * x + liveB;
        return shared[0];
    }
}

/// <summary>The same, of rows so long that they are taken in blocks.</summary>
[Model]
public sealed partial class NamesOfBlocks
{
    [Objective]
    private static Scalar Objective([Input(530)] Vector x, [Target] Scalar t, [Parameter(1, 530)] Matrix w, [Parameter(1)] Vector lane)
        => LogisticCrossEntropy(Score(x, w, lane), t);

    [Output]
    private static Scalar Score(Vector x, Matrix w, Vector lane)
    {
        Vector before = w * x + lane;
        return before[0];
    }
}

public class KernelNameTests
{
    [Fact]
    public void Values_may_be_called_as_kernels_call_their_own()
    {
        GradientCheck.Run<NamesOfRows>().ThrowIfFailed();
        GradientCheck.Run<NamesOfRows.DoublePrecision>().ThrowIfFailed();
        GradientCheck.Run<NamesOfBlocks>().ThrowIfFailed();
    }
}
