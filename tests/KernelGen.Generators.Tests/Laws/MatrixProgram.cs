using System.Diagnostics;
using System.Runtime.Intrinsics;
using KernelGen.Testing;

namespace KernelGen.Generators.Tests.Laws;

/// <summary>What the compiled matrix does when it is run as a program: checks every model and prints what is wrong.</summary>
public static class MatrixProgram
{
    /// <summary>Batches that lie below, between and on the heights of row blocks.</summary>
    private static readonly int[] BatchSizes = [1, 3, 17, 64];

    /// <summary>Runs in a process of its own, called by the generated Main.</summary>
    /// <param name="probes">The models, in both precisions.</param>
    /// <param name="laws">What to ask each model with a loss for; it gives what is broken.</param>
    /// <param name="arguments">The width of the registers that the process must see, and whether to check every component.</param>
    /// <returns>The exit code: 0 exactly if all is well.</returns>
    public static int Run(IReadOnlyList<IModelProbe> probes, IReadOnlyList<Func<IEnumerable<string>>> laws, string[] arguments)
    {
        ArgumentNullException.ThrowIfNull(probes);
        ArgumentNullException.ThrowIfNull(laws);
        ArgumentNullException.ThrowIfNull(arguments);
        if (arguments[0] != RegisterWidth.ToString(System.Globalization.CultureInfo.InvariantCulture))
        {
            Console.WriteLine($"Expected registers of {arguments[0]} bits; this process has {RegisterWidth}.");
            return 2;
        }

        bool thorough = arguments[1] == "thorough";
        var watch = Stopwatch.StartNew();
        int checks = 0;
        int failures = 0;
        for (int i = 0; i < probes.Count; i++)
        {
            foreach (int batchSize in BatchSizes)
            {
                checks++;
                string? failure = Check(probes[i], seed: 1000 * (i + 1) + batchSize, Options(probes[i], batchSize, thorough));
                if (failure is not null)
                {
                    failures++;
                    Console.WriteLine(failure);
                }
            }
        }

        foreach (string broken in laws.SelectMany(static law => law()))
        {
            failures++;
            Console.WriteLine(broken);
        }

        Console.WriteLine($"{checks} gradient checks, {laws.Count} models under laws, {failures} failures, {watch.Elapsed.TotalSeconds:F1} s");
        return failures == 0 ? 0 : 1;
    }

    /// <summary>The width in bits of the registers that generated code uses here.</summary>
    public static int RegisterWidth =>
        Vector512.IsHardwareAccelerated ? 512 :
        Vector256.IsHardwareAccelerated ? 256 :
        Vector128.IsHardwareAccelerated ? 128 : 0;

    /// <summary>
    /// Every component at a batch of 3; at other sizes random directions, which feel each component, and a few by name.
    /// The differences are the equations' own: they do not depend on the instruction set and are looked at once.
    /// </summary>
    private static GradientCheckOptions Options(IModelProbe probe, int batchSize, bool thorough) => new()
    {
        BatchSize = batchSize,
        FullCheckLimit = thorough && batchSize == 3 && probe.Info.Precision == Precision.Double ? 200 : 0,
        SampleSize = thorough ? 2 : 1,
        Directions = 1,
    };

    private static string? Check(IModelProbe probe, int seed, GradientCheckOptions options)
    {
        string name = $"{probe.Info.Name} in {probe.Info.Precision}, batch of {options.BatchSize}, seed {seed}";
        try
        {
            GradientCheckReport report = GradientCheck.Run(probe, seed, options);
            return report.Passed ? null : $"{name}:\n  {string.Join("\n  ", report.Failures)}";
        }
        catch (Exception exception)
        {
            // Every model is to be heard of, not only the first that breaks.
            return $"{name}: {exception}";
        }
    }
}
