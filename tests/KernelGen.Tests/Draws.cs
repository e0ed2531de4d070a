using System.Globalization;
using FsCheck;
using Xunit.Sdk;

namespace KernelGen.Tests;

/// <summary>What property tests draw: the same on every run, so that a run that fails says something of the change before it.</summary>
/// <remarks>
/// Other draws, by a number or by chance, and those of a failure again by the number that it prints:
/// <code>
/// KERNELGEN_RANDOM_SEED=1 dotnet test
/// KERNELGEN_RANDOM_SEED=new dotnet test
/// </code>
/// </remarks>
internal static class Draws
{
    private const string Variable = "KERNELGEN_RANDOM_SEED";

    // The draws that once found a limit in the middle of a distribution.
    private const ulong SeedOfEveryRun = 7937147898072016689;
    private const ulong Gamma = 4401940814781372985;

    /// <summary>The seed that is asked for; null for that of every run.</summary>
    public static ulong? Seed { get; } = SeedOf(Environment.GetEnvironmentVariable(Variable));

    /// <param name="text">A number, <c>new</c> for one by chance, or nothing.</param>
    /// <exception cref="FormatException">The text is anything else.</exception>
    public static ulong? SeedOf(string? text) =>
        string.IsNullOrEmpty(text) ? null :
        text == "new" ? (ulong)Random.Shared.Next() :
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed) ? seed :
        throw new FormatException($"{Variable} is '{text}'; it takes a number from 0 on, or new.");

    /// <summary>Asserts that a law holds of what is drawn. A failure prints the seed that draws it again.</summary>
    /// <param name="law">The law.</param>
    /// <param name="count">Of draws.</param>
    /// <param name="round">Each round of a test draws others.</param>
    public static void Check(Property law, int count = 100, int round = 0) => Check(law, Seed ?? SeedOfEveryRun, count, round);

    /// <summary>The same with the draws of a seed.</summary>
    public static void Check(Property law, ulong seed, int count, int round)
    {
        try
        {
            law.Check(Config.QuickThrowOnFailure.WithMaxTest(count).WithReplay(unchecked(seed + (ulong)round), Gamma));
        }
        catch (Exception failure)
        {
            throw new XunitException($"{Variable}={seed} draws this again. {failure.Message}", failure);
        }
    }
}
