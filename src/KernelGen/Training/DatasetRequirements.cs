using System.Globalization;
using System.Numerics;

namespace KernelGen.Training;

/// <summary>What a data set must be for a model to learn from it, checked once, before anything is changed.</summary>
/// <remarks>A model names the row of its batch; in a shuffled batch that would be no help in finding the example.</remarks>
internal static class DatasetRequirements
{
    public static void ThrowIfUnfit<T, TTarget>(ModelInfo info, Dataset<T, TTarget> dataset, string name)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTarget : unmanaged, INumber<TTarget>
    {
        ThrowIfOtherCounts(info, dataset.InputCount, dataset.TargetCount, name);
        if (!dataset.Weights.IsEmpty && !info.IsWeighted)
        {
            throw new ArgumentException(
                $"The examples have weights, which the loss of {info.Name} does not: write Weighted = true in its [Loss], or a [Weight] in its equations.", name);
        }

        Require.Weights(dataset.Weights.Span, name);
        if (FirstFault(info, dataset.Inputs.Span, dataset.Targets.Span) is string fault)
        {
            throw new ArgumentException(fault, name);
        }
    }

    /// <summary>Refuses examples of another shape than the model's.</summary>
    public static void ThrowIfOtherCounts(ModelInfo info, int inputCount, int targetCount, string name)
    {
        if (inputCount != info.InputCount)
        {
            throw new ArgumentException($"{info.Name} takes {info.InputCount} inputs; the data set has {inputCount}.", name);
        }

        if (targetCount != info.TargetCount)
        {
            throw new ArgumentException($"{info.Name} takes {Taken(info.TargetCount)}; {Given(targetCount)}.", name);
        }
    }

    /// <summary>What is wrong with the first value that the model cannot learn from, and in which row; null where all is well.</summary>
    public static string? FirstFault<T, TTarget>(ModelInfo info, ReadOnlySpan<T> inputs, ReadOnlySpan<TTarget> targets)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTarget : unmanaged, INumber<TTarget>
    {
        if ((NotFinite(inputs, info.InputCount, "input") ?? NotFinite(targets, info.TargetCount, "target")) is string fault)
        {
            return fault;
        }

        for (int start = 0; start < targets.Length; start += info.TargetCount)
        {
            ReadOnlySpan<TTarget> target = targets.Slice(start, info.TargetCount);
            if (Complaint(info, target) is string expected)
            {
                return string.Create(CultureInfo.InvariantCulture, $"Row {start / info.TargetCount}: expected the target to be {expected}; got {Text(target)}.");
            }
        }

        return null;
    }

    private static string Taken(int targetCount) => targetCount == 0 ? "no targets" : $"targets of {targetCount} values";

    private static string Given(int targetCount) => targetCount == 0 ? "the data set has none" : $"those of the data set have {targetCount}";

    private static string? NotFinite<TValue>(ReadOnlySpan<TValue> values, int rowLength, string what)
        where TValue : unmanaged, INumberBase<TValue>
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!TValue.IsFinite(values[i]))
            {
                return string.Create(CultureInfo.InvariantCulture, $"Row {i / rowLength}, {what} {i % rowLength}: expected a finite number; got {values[i]}.");
            }
        }

        return null;
    }

    private static string Text<TTarget>(ReadOnlySpan<TTarget> target)
        where TTarget : unmanaged, INumber<TTarget> =>
        string.Join(", ", target.ToArray().Select(static value => value.ToString(null, CultureInfo.InvariantCulture)));

    private static string? Complaint<TTarget>(ModelInfo info, ReadOnlySpan<TTarget> target)
        where TTarget : unmanaged, INumber<TTarget>
    {
        double first = double.CreateTruncating(target[0]);
        return info.Target switch
        {
            TargetKind.Label when first < 0 || first >= info.ClassCount => $"a label in 0 … {info.ClassCount - 1}",
            TargetKind.Probability when first is < 0 or > 1 => "a probability in [0, 1]",
            TargetKind.Sign when first is not (-1 or 1) => "−1 or +1",
            TargetKind.Distribution when !IsDistribution(target) => "probabilities that sum to 1",
            _ => null,
        };
    }

    private static bool IsDistribution<TTarget>(ReadOnlySpan<TTarget> target)
        where TTarget : unmanaged, INumber<TTarget>
    {
        double sum = 0;
        foreach (TTarget value in target)
        {
            if (value < TTarget.Zero || value > TTarget.One)
            {
                return false;
            }

            sum += double.CreateTruncating(value);
        }

        return Math.Abs(sum - 1) <= Require.DistributionTolerance;
    }
}
