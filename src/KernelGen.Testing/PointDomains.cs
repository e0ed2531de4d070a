using System.Collections.Immutable;
using KernelGen.Numerics;

namespace KernelGen.Testing;

/// <summary>Where the numbers of a check point are drawn from, in units of their usual range: −1 … 1, unless the equations want a sign.</summary>
/// <remarks>A logarithm of thirty numbers is never finite by chance: where symmetric numbers do not do, signs are tried.</remarks>
/// <param name="Parameters">One range for each parameter.</param>
/// <param name="Inputs">Ranges of successive values that cover an example.</param>
/// <param name="Target">The range of targets of kind <see cref="TargetKind.Values"/>.</param>
internal sealed record PointDomains(
    ImmutableArray<(double Low, double High)> Parameters,
    ImmutableArray<(int Start, int Length, (double Low, double High) Range)> Inputs,
    (double Low, double High) Target)
{
    private static readonly (double Low, double High)[] ranges = [(-1, 1), (0, 1), (-1, 0)];

    /// <summary>Numbers of either sign.</summary>
    public static PointDomains Symmetric(ModelInfo info) => Of(info, static () => ranges[0]);

    /// <summary>Each parameter, each input and the target of either sign, or positive, or negative, at random.</summary>
    public static PointDomains Draw(ModelInfo info, RandomSource random) => Of(info, () => ranges[random.NextInt32(ranges.Length)]);

    private static PointDomains Of(ModelInfo info, Func<(double Low, double High)> next) => new(
        [.. info.Parameters.Select(_ => next())],
        info.Inputs.IsEmpty
            ? [(0, info.InputCount, next())]
            : [.. info.Inputs.Select(input => (input.Start, input.Length, next()))],
        next());
}
