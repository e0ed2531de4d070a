using System.Diagnostics;
using System.Text.Json;
using KernelGen.Benchmarks.Measuring;
using KernelGen.Gallery.Models;

namespace KernelGen.Benchmarks.Roofline;

/// <summary>What the first step of a process costs beyond a warm one: from <c>new</c> to the end of the step, code being compiled.</summary>
internal static class FirstUse
{
    /// <summary>The verb that measures one model in a process of its own.</summary>
    public const string Verb = "first-use";

    private const int Processes = 7;
    private const int WarmSteps = 50;
    private const int BatchSize = 64;
    private const int Inputs = 784;

    private static readonly Dictionary<string, Func<float[], int[], Func<float>>> Models = new()
    {
        [$"softmax-784-10/first-use/b{BatchSize}"] = Begin<Softmax784x10>,
        [$"mlp-784-128-10/first-use/b{BatchSize}"] = Begin<Mlp784x128x10>,
        [$"mlp-784-512-512-10/first-use/b{BatchSize}"] = Begin<Mlp784x512x512x10>,
    };

    /// <summary>Starts a few processes for every model whose name contains the text.</summary>
    /// <param name="text">Part of a name.</param>
    /// <param name="isa">Bits of the registers that kernels use.</param>
    /// <exception cref="InvalidOperationException">A process failed.</exception>
    public static IReadOnlyList<WorkloadResult> Measure(string text, int isa) =>
        [.. Models.Keys.Where(name => name.Contains(text, StringComparison.Ordinal)).Select(name => MeasureInProcesses(name, isa))];

    /// <summary>The verb itself: prints the microseconds of this process.</summary>
    public static int Run(string name)
    {
        if (!Models.TryGetValue(name, out Func<float[], int[], Func<float>>? begin))
        {
            Console.Error.WriteLine($"Nobody knows {name}.");
            return 2;
        }

        // Drawn without a look at the model, of which nothing is to be touched before the clock runs.
        float[] inputs = [.. Enumerable.Range(0, BatchSize * Inputs).Select(static i => i % 7 / 7f)];
        int[] targets = [.. Enumerable.Range(0, BatchSize).Select(static i => i % 10)];

        long start = Stopwatch.GetTimestamp();
        Func<float> step = begin(inputs, targets);
        float cost = step();
        double first = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        if (!float.IsFinite(cost))
        {
            Console.Error.WriteLine($"The first step of {name} cost {cost}.");
            return 1;
        }

        double warm = double.PositiveInfinity;
        for (int i = 0; i < WarmSteps; i++)
        {
            start = Stopwatch.GetTimestamp();
            step();
            warm = Math.Min(warm, Stopwatch.GetElapsedTime(start).TotalMicroseconds);
        }

        Console.WriteLine(JsonSerializer.Serialize(first - warm));
        return 0;
    }

    private static Func<float> Begin<TModel>(float[] inputs, int[] targets)
        where TModel : class, ITrainable<float, int>, new()
    {
        var model = new TModel();
        model.Initialize(seed: 1);
        Workspace<float> workspace = model.CreateWorkspace(BatchSize);
        return () => model.SgdStep(inputs, targets, 1e-6f, workspace);
    }

    private static WorkloadResult MeasureInProcesses(string name, int isa)
    {
        double[] times = [.. Enumerable.Range(0, Processes).Select(_ => MeasureOnce(name)).Order()];
        return new WorkloadResult
        {
            Name = name,
            Us = times[Processes / 2],
            BestUs = times[0],
            Bound = "jit",
            Threads = 1,
            Isa = isa,
            Note = $"from new to the end of the first step, less a warm step, in {Processes} processes",
        };
    }

    private static double MeasureOnce(string name)
    {
        ChildResult child = ChildProgram.Run(OwnProgram.Command(Verb, name));
        return child.Failure is null
            ? JsonSerializer.Deserialize<double>(child.Output)
            : throw new InvalidOperationException($"The first use of {name} was not measured: {child.Failure}");
    }
}
