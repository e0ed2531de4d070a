using KernelGen.Generators.Reading;

namespace KernelGen.Generators.Tests.Laws;

/// <summary>Bounds of the values of random models by interval arithmetic, and where functions may be taken of them.</summary>
internal static class RandomModelRange
{
    private const double LargestExponent = 3;

    /// <summary>Whether the equations are finite there with their derivatives, and not so steep that digits are lost.</summary>
    public static bool IsInDomain(RandomStep step, RandomValue[] operands) => step.Function switch
    {
        "Log" => operands[0].Low >= 1e-5,
        "Sqrt" => operands[0].Low >= 0.2,
        "Divide" => operands[1].Low >= 0.2 || operands[1].High <= -0.2,
        "Exp" => operands[0].Bound <= LargestExponent,
        "CrossEntropy" => operands[0].Low >= 1e-5 && (operands[0].High <= 0.96 || operands[1].Kind != ValueKind.Scalar),
        "KullbackLeibler" => operands[0].Low >= 1e-5,
        _ => true,
    };

    /// <summary>What the entries of a step are at least and at most.</summary>
    public static (double Low, double High) Of(RandomStep step, RandomValue[] o)
    {
        if (o.Length == 0)
        {
            return (step.Number, step.Number);
        }

        (double low, double high, double bound, int size) = (o[0].Low, o[0].High, o[0].Bound, o[0].Size);
        (double low1, double high1, double bound1) = (o[^1].Low, o[^1].High, o[^1].Bound);
        switch (step.Function)
        {
            case "Add":
                return (low + low1, high + high1);
            case "Subtract":
                return (low - high1, high - low1);
            case "Multiply" when o[0].Kind == ValueKind.Matrix && o[1].Kind == ValueKind.Vector:
                return Symmetric(bound * bound1 * o[0].Columns);
            case "Multiply" or "Outer":
                return Corners(low * low1, low * high1, high * low1, high * high1);
            case "Divide":
                return Corners(low / low1, low / high1, high / low1, high / high1);
            case "Dot":
                return Symmetric(bound * bound1 * size);
            case "WeightedSum":
                return Symmetric(bound1 * step.Length);
            case "Negate":
                return (-high, -low);
            case "Square":
                return (low <= 0 && high >= 0 ? 0 : Math.Min(low * low, high * high), bound * bound);
            case "SumOfSquares":
                return (0, bound * bound * size);
            case "Norm1":
                return (0, bound * size);
            case "Sum":
                return (low * size, high * size);
            case "Mean" or "Slice" or "Entry" or "Transpose":
                return (low, high);
            case "Abs":
                return (low <= 0 && high >= 0 ? 0 : Math.Min(Math.Abs(low), Math.Abs(high)), bound);
            case "Sqrt":
                return (Math.Sqrt(low), Math.Sqrt(high));
            case "Exp":
                return (Math.Exp(low), Math.Exp(high));
            case "Log":
                return (Math.Log(low), Math.Log(high));
            case "Sin" or "Cos" or "Recurrence":
                return (-1, 1);
            case "Tanh":
                return (Math.Tanh(low), Math.Tanh(high));
            case "Logistic":
                return (1 / (1 + Math.Exp(-low)), 1 / (1 + Math.Exp(-high)));
            case "HardThreshold":
                return (0, 1);
            case "Relu":
                return (Math.Max(low, 0), Math.Max(high, 0));
            case "Softplus":
                return (Math.Log(1 + Math.Exp(low)), Math.Log(1 + Math.Exp(high)));
            case "Softmax":
                return (Math.Exp(low - high) / size, 1);
            case "LogSumExp":
                return (low + Math.Log(size), high + Math.Log(size));
            case "Min":
                return (Math.Min(low, low1), Math.Min(high, high1));
            case "Max":
                return (Math.Max(low, low1), Math.Max(high, high1));
            case "Where":
                return (Math.Min(o[1].Low, o[2].Low), Math.Max(o[1].High, o[2].High));
            case "Concat":
                return (o.Min(static v => v.Low), o.Max(static v => v.High));
            case "SquaredError":
                return (0, (bound + bound1) * (bound + bound1) * size / 2);
            case "AbsoluteError":
                return (0, (bound + bound1) * size);
            case "MulticlassHinge":
                return (0, ((2 * bound) + 1) * size);
            default:
                return Symmetric((2 * o.Max(static v => v.Bound)) + Math.Log(size) + 2);
        }
    }

    private static (double Low, double High) Symmetric(double bound) => (-bound, bound);

    private static (double Low, double High) Corners(params double[] corners) => (corners.Min(), corners.Max());
}
