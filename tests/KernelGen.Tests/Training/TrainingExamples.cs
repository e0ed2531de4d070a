using System.Numerics;
using KernelGen.Numerics;
using KernelGen.Training;

namespace KernelGen.Tests.Training;

/// <summary>Small data sets drawn from a seed.</summary>
internal static class TrainingExamples
{
    /// <summary>t = 3x₁ − 2x₂ + 1, without noise.</summary>
    public static Dataset<T, T> Line<T>(int count, ulong seed)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] inputs = Inputs<T>(count, seed);
        var targets = new T[count];
        for (int i = 0; i < count; i++)
        {
            targets[i] = T.CreateTruncating(3) * inputs[2 * i] - T.CreateTruncating(2) * inputs[2 * i + 1] + T.One;
        }

        return new Dataset<T, T>(inputs, 2, targets);
    }

    /// <summary>1 where x₁ + x₂ &gt; 0, else 0.</summary>
    public static Dataset<T, T> HalfPlane<T>(int count, ulong seed)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] inputs = Inputs<T>(count, seed);
        var targets = new T[count];
        for (int i = 0; i < count; i++)
        {
            targets[i] = inputs[2 * i] + inputs[2 * i + 1] > T.Zero ? T.One : T.Zero;
        }

        return new Dataset<T, T>(inputs, 2, targets);
    }

    /// <summary>Label 0 where x₁ leads, 1 where x₂ leads, 2 where both are negative.</summary>
    public static Dataset<T, int> Sectors<T>(int count, ulong seed)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] inputs = Inputs<T>(count, seed);
        var labels = new int[count];
        for (int i = 0; i < count; i++)
        {
            T a = inputs[2 * i], b = inputs[2 * i + 1];
            labels[i] = a < T.Zero && b < T.Zero ? 2 : a > b ? 0 : 1;
        }

        return new Dataset<T, int>(inputs, 2, labels);
    }

    /// <summary>Inputs 0 … count − 1, one each, label 0: for a <see cref="ScriptedClassifier{TTargets, TTarget}"/>.</summary>
    public static Dataset<float, int> Numbered(int count) =>
        new(Enumerable.Range(0, count).Select(static i => (float)i).ToArray(), 1, new int[count]);

    private static T[] Inputs<T>(int count, ulong seed)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var random = new RandomSource(seed);
        var inputs = new T[2 * count];
        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i] = T.CreateTruncating(random.NextDouble(-1, 1));
        }

        return inputs;
    }
}
