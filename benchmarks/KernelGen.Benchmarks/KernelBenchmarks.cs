using System.Numerics;
using BenchmarkDotNet.Attributes;
using KernelGen.Benchmarks.Workloads;
using KernelGen.Gallery.Models;

namespace KernelGen.Benchmarks;

/// <summary>The kernels of the Gallery's models: time and allocations of one call.</summary>
/// <typeparam name="TModel">The model.</typeparam>
/// <typeparam name="TTarget">Its targets: <see cref="int"/> for labels, otherwise <see cref="float"/>.</typeparam>
[MemoryDiagnoser]
[GenericTypeArguments(typeof(Mlp784x128x10), typeof(int))]
[GenericTypeArguments(typeof(Softmax784x10), typeof(int))]
[GenericTypeArguments(typeof(Mlp784x512x512x10), typeof(int))]
[GenericTypeArguments(typeof(Digits64x32x10), typeof(int))]
[GenericTypeArguments(typeof(Softmax4x3), typeof(int))]
[GenericTypeArguments(typeof(Logistic30), typeof(float))]
[GenericTypeArguments(typeof(Logistic1000), typeof(float))]
[GenericTypeArguments(typeof(SupportVectorMachine30), typeof(float))]
[GenericTypeArguments(typeof(Mlp2x8x1), typeof(float))]
[GenericTypeArguments(typeof(LogisticUnit), typeof(float))]
public class KernelBenchmarks<TModel, TTarget>
    where TModel : class, ITrainable<float, TTarget>, new()
    where TTarget : unmanaged, INumberBase<TTarget>
{
    private const float LearningRate = 1e-6f;

    private readonly TModel model = new();
    private readonly AlignedBuffer<float> gradient = new(TModel.Info.ParameterLength);
    private MiniBatches<float, TTarget> batches = null!;
    private AlignedBuffer<float> outputs = null!;
    private Workspace<float> workspace = null!;

    [Params(1, 64)]
    public int BatchSize { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        model.Initialize(seed: 1);
        batches = new MiniBatches<float, TTarget>(TModel.Info, BatchSize, seed: 2);
        outputs = new AlignedBuffer<float>(BatchSize * TModel.Info.OutputCount);
        workspace = model.CreateWorkspace(BatchSize);
    }

    [Benchmark]
    public void Predict()
    {
        batches.Advance();
        model.Predict(batches.Inputs, outputs.Span, workspace);
    }

    [Benchmark]
    public float Cost()
    {
        batches.Advance();
        return model.Cost(batches.Inputs, batches.Targets, workspace);
    }

    [Benchmark]
    public float Gradient()
    {
        batches.Advance();
        return model.Gradient(batches.Inputs, batches.Targets, gradient.Span, workspace);
    }

    [Benchmark]
    public float Step()
    {
        batches.Advance();
        return model.SgdStep(batches.Inputs, batches.Targets, LearningRate, workspace);
    }
}
