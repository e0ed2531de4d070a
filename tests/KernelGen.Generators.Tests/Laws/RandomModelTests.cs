using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using KernelGen.Generators.Reading;
using KernelGen.Tests;

namespace KernelGen.Generators.Tests.Laws;

/// <summary>Models drawn at random, compiled, keep to their own equations.</summary>
/// <remarks>
/// Another number of models, or other models than those of every run:
/// <code>
/// KERNELGEN_RANDOM_MODELS=5000 KERNELGEN_RANDOM_SEED=1 dotnet test tests/KernelGen.Generators.Tests -c Release --filter RandomModelTests
/// </code>
/// The seed, see <see cref="Draws"/>, is that of the first model, the next model has the next. A failure prints the seed of its model
/// and the model itself, made as small as it still fails.
/// </remarks>
public sealed class RandomModelTests(RandomModelRuns runs) : IClassFixture<RandomModelRuns>
{
    private const int ModelsByDefault = 300;
    private const int ModelsOfAssembly = 30;
    private const int FailuresShown = 5;

    /// <summary>So that the seeds after it are numbers, too.</summary>
    private const int LargestSeed = 2_000_000_000;

    private static readonly int Count = Number("KERNELGEN_RANDOM_MODELS") ?? ModelsByDefault;

    [Fact]
    public void Values_and_gradients_are_those_of_the_equations()
    {
        List<string> failures = [];
        foreach (int[] seeds in Seeds(Count).Chunk(ModelsOfAssembly))
        {
            Dictionary<RandomModel, int> seedOf = new(seeds.Select(static s => KeyValuePair.Create(RandomModelDraw.Draw(s), s)), ReferenceEqualityComparer.Instance);
            failures.AddRange(RandomModelRun.Failures([.. seedOf.Keys])
                .Take(FailuresShown - failures.Count)
                .Select(f => $"KERNELGEN_RANDOM_MODELS=1 KERNELGEN_RANDOM_SEED={seedOf[f.Model]}: {RandomModelShrinking.Shrink(f)}"));
        }

        Assert.True(failures.Count == 0, string.Join("\n\n", failures));
    }

    [Fact]
    public async Task They_are_without_512_bit_registers() => AssertPassed(await runs.Without512Bits);

    [Fact]
    public async Task They_are_without_256_bit_registers() => AssertPassed(await runs.Without256Bits);

    [Fact]
    public void Every_function_of_the_vocabulary_is_drawn()
    {
        HashSet<string> drawn = [.. Seeds(ModelsByDefault).SelectMany(static s => RandomModelDraw.Draw(s).Steps).Select(static s => s.Function)];

        // Dropout depends on a key, which these models are not given: random graphs have it, and its own tests.
        Assert.Superset(Enum.GetNames<Function>().Except([nameof(Function.Argument), nameof(Function.Dropout)]).ToHashSet(), drawn);
    }

    [Fact]
    public void Models_grow_to_thirty_steps_and_vectors_beyond_four_registers()
    {
        RandomModel[] models = [.. Seeds(ModelsByDefault).Select(RandomModelDraw.Draw)];
        Assert.InRange(models.Max(static m => m.Steps.Length), 25, 30);
        Assert.InRange(models.SelectMany(static m => m.Arguments).Max(static a => a.Rows), 65, 70);
    }

    /// <summary>What the models of a run are drawn with.</summary>
    internal static IEnumerable<int> Seeds(int count) => Draws.Seed is { } first
        ? Enumerable.Range((int)(first % LargestSeed), count)
        : Gen.Choose(0, int.MaxValue).Sample(count, new Rnd(seed: 3), count);

    private static int? Number(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    private static void AssertPassed((int ExitCode, string Output) run) => Assert.True(run.ExitCode == 0, run.Output);
}
