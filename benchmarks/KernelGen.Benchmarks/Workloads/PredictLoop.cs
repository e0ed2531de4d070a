using System.Numerics;
using KernelGen.Benchmarks.Measuring;

namespace KernelGen.Benchmarks.Workloads;

/// <summary>The prediction of one example, called directly.</summary>
internal delegate void Predict<TModel>(TModel model, ReadOnlySpan<float> inputs, Span<float> outputs);

/// <summary>Predictions of one example at a time.</summary>
internal sealed class PredictLoop<TModel, TTarget> : IKernelLoop
    where TModel : class, ITrainable<float, TTarget>, new()
    where TTarget : unmanaged, INumberBase<TTarget>
{
    private readonly TModel model = new();
    private readonly Predict<TModel> predict;
    private readonly MiniBatches<float, TTarget> batches;
    private readonly AlignedBuffer<float> outputs;

    public PredictLoop(Predict<TModel> predict)
    {
        model.Initialize(seed: 1);
        batches = new MiniBatches<float, TTarget>(TModel.Info, batchSize: 1, seed: 2);
        outputs = new AlignedBuffer<float>(TModel.Info.OutputCount);
        this.predict = predict;
    }

    public float Run(int calls)
    {
        float sum = 0;
        for (int call = 0; call < calls; call++)
        {
            predict(model, batches.Inputs, outputs.Span);
            sum += outputs.Span[0];
            batches.Advance();
        }

        return sum;
    }
}
