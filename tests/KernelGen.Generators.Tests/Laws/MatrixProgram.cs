using System.Runtime.Intrinsics;
using KernelGen.Testing;

namespace KernelGen.Generators.Tests.Laws;

/// <summary>How much of every model is looked at.</summary>
public enum MatrixScope
{
    /// <summary>
    /// One batch, no laws, all components of small gradients: without vector instructions the kernels are those for 128 bits, and
    /// what differs are the operations under them, which are slow.
    /// </summary>
    Brief,

    /// <summary>Every batch, every component of the gradient, all laws.</summary>
    Full,
}

/// <summary>What the compiled matrix does when it is run as a program: checks every model and prints what is wrong.</summary>
public static class MatrixProgram
{
    /// <summary>Batches that lie below, between and on the heights of row blocks.</summary>
    private static readonly int[] BatchSizes = [1, 3, 17, 64];

    /// <summary>Runs in a process of its own, called by the generated Main.</summary>
    /// <param name="probes">The models, in both precisions.</param>
    /// <param name="laws">What to ask each model with a loss for; it gives what is broken.</param>
    /// <param name="arguments">The width of the registers that the process must see, and a <see cref="MatrixScope"/>.</param>
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

        MatrixScope scope = Enum.Parse<MatrixScope>(arguments[1]);
        int checks = 0;
        int failures = 0;
        for (int i = 0; i < probes.Count; i++)
        {
            foreach (int batchSize in scope == MatrixScope.Brief ? [7] : BatchSizes)
            {
                checks++;
                string? failure = Check(probes[i], seed: 1000 * (i + 1) + batchSize, Options(probes[i].Info, batchSize, scope));
                if (failure is not null)
                {
                    failures++;
                    Console.WriteLine(failure);
                }
            }
        }

        foreach (string broken in scope == MatrixScope.Brief ? [] : laws.SelectMany(Broken))
        {
            failures++;
            Console.WriteLine(broken);
        }

        Console.WriteLine($"{checks} gradient checks, {failures} failures, {Environment.CpuUsage.TotalTime.TotalSeconds:F0} s of a processor");
        return failures == 0 ? 0 : 1;
    }

    /// <summary>The width in bits of the registers that generated code uses here.</summary>
    public static int RegisterWidth =>
        Vector512.IsHardwareAccelerated ? 512 :
        Vector256.IsHardwareAccelerated ? 256 :
        Vector128.IsHardwareAccelerated ? 128 : 0;

    /// <summary>
    /// In double precision each component is compared at one batch, but for a few models that are there for their size. Elsewhere
    /// one in each block is, and a random direction feels the others.
    /// </summary>
    private static GradientCheckOptions Options(ModelInfo info, int batchSize, MatrixScope scope) => new()
    {
        BatchSize = batchSize,
        FullCheckLimit = (info.Precision, scope, batchSize) switch
        {
            (Precision.Double, MatrixScope.Full, 3) => 5000,
            (Precision.Double, MatrixScope.Brief, _) => 200,
            _ => 0,
        },
        SampleSize = 1,
        Directions = 1,
    };

    private static string[] Broken(Func<IEnumerable<string>> law)
    {
        try
        {
            return [.. law()];
        }
        catch (Exception exception)
        {
            return [exception.ToString()];
        }
    }

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
