using System.Globalization;

namespace KernelGen.Metrics;

/// <summary>What predicted probabilities must be.</summary>
internal static class Probabilities
{
    /// <summary>Refuses what is no probability, or does not fit the classes.</summary>
    /// <returns>Probabilities of one example: 1 stands for two classes.</returns>
    public static int Require(ReadOnlySpan<double> probabilities, ReadOnlySpan<int> classes)
    {
        (int width, int rest) = classes.IsEmpty ? (1, probabilities.Length) : Math.DivRem(probabilities.Length, classes.Length);
        if (rest != 0 || width == 0)
        {
            throw new ArgumentException(
                $"Expected as many probabilities for each of {classes.Length} examples; got {probabilities.Length} in all.", nameof(probabilities));
        }

        int classCount = Math.Max(width, 2);
        for (int i = 0; i < classes.Length; i++)
        {
            if ((uint)classes[i] >= (uint)classCount)
            {
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"Expected classes 0 … {classCount - 1}; row {i} has {classes[i]}."), nameof(classes));
            }
        }

        for (int i = 0; i < probabilities.Length; i++)
        {
            if (!(probabilities[i] is >= 0 and <= 1))
            {
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"Expected probabilities in [0, 1]; row {i / width} has {probabilities[i]}."),
                    nameof(probabilities));
            }
        }

        return width;
    }
}
