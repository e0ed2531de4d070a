using System.Numerics;
using System.Reflection;
using KernelGen.Testing;

namespace KernelGen.Generators.Tests.Running;

/// <summary>Runs a generated model as a user would: checks its gradient, predicts, trains.</summary>
internal static class ModelExercise
{
    private const int BatchSize = 5;

    private const int Steps = 40;

    /// <summary>Runs every model of a source.</summary>
    public static void RunAll(GeneratorRun run)
    {
        using LoadedModels models = run.Load();
        Type[] all = models.All.ToArray();
        Assert.NotEmpty(all);
        foreach (Type type in all)
        {
            Run(type);
        }
    }

    public static void Run(Type type)
    {
        var probe = (IModelProbe)type.GetProperty("Probe", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
        GradientCheck.Run(probe, seed: 7).ThrowIfFailed();

        switch (Activator.CreateInstance(type, nonPublic: true))
        {
            case IModel<float> model:
                PredictsOneAsMany(model, probe.Info);
                break;
            case IModel<double> model:
                PredictsOneAsMany(model, probe.Info);
                break;
        }

        switch (Activator.CreateInstance(type, nonPublic: true))
        {
            case ITrainable<float, int> model:
                Learns(model, probe.Info, Labels(probe.Info));
                break;
            case ITrainable<double, int> model:
                Learns(model, probe.Info, Labels(probe.Info));
                break;
            case ITrainable<float, float> model:
                Learns(model, probe.Info, Values<float>(probe.Info));
                break;
            case ITrainable<double, double> model:
                Learns(model, probe.Info, Values<double>(probe.Info));
                break;
        }
    }

    private static void PredictsOneAsMany<T>(IModel<T> model, ModelInfo info)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] inputs = Inputs<T>(info);
        T[] many = new T[BatchSize * info.OutputCount];
        T[] one = new T[info.OutputCount];
        model.Initialize(seed: 11);
        model.Predict(inputs, many, model.CreateWorkspace(BatchSize));
        for (int i = 0; i < BatchSize; i++)
        {
            model.Predict(inputs.AsSpan(i * info.InputCount, info.InputCount), one);
            for (int k = 0; k < info.OutputCount; k++)
            {
                Assert.Equal(double.CreateChecked(many[i * info.OutputCount + k]), double.CreateChecked(one[k]), 1e-5);
            }
        }
    }

    private static void Learns<T, TTarget>(ITrainable<T, TTarget> model, ModelInfo info, TTarget[] targets)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged
    {
        T[] inputs = Inputs<T>(info);
        Workspace<T> workspace = model.CreateWorkspace(BatchSize);
        model.Initialize(seed: 11);
        T before = model.Cost(inputs, targets, workspace);

        // Slow enough to descend whatever the number of inputs.
        T learningRate = T.CreateChecked(0.5 / (1 + info.InputCount));
        for (int step = 0; step < Steps; step++)
        {
            model.SgdStep(inputs, targets, learningRate, workspace);
        }

        T after = model.Cost(inputs, targets, workspace);
        Assert.True(after < before, $"{info.Name}: the cost was {before} and after {Steps} steps it is {after}.");
    }

    private static T[] Inputs<T>(ModelInfo info)
        where T : INumberBase<T>
    {
        Random random = new(3);
        return [.. Enumerable.Range(0, BatchSize * info.InputCount).Select(_ => T.CreateChecked(random.NextDouble() * 2 - 1))];
    }

    private static int[] Labels(ModelInfo info) => [.. Enumerable.Range(0, BatchSize).Select(i => i % info.OutputCount)];

    private static T[] Values<T>(ModelInfo info)
        where T : INumberBase<T> =>
        [.. Enumerable.Range(0, BatchSize * info.TargetCount).Select(i => T.CreateChecked(info.Target switch
        {
            TargetKind.Sign => i % 2 == 0 ? 1 : -1,
            TargetKind.Distribution => 1.0 / info.TargetCount,
            _ => i % 2,
        }))];
}
