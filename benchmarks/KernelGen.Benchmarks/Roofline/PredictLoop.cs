using System.Numerics;

namespace KernelGen.Benchmarks.Roofline;

/// <summary>Predictions of one example at a time.</summary>
internal sealed class PredictLoop<TModel, TTarget> : IKernelLoop
    where TModel : class, ITrainable<float, TTarget>, new()
    where TTarget : unmanaged, INumberBase<TTarget>
{
    private readonly TModel model = new();
    private readonly MiniBatches<TTarget> batches;
    private readonly AlignedBuffer<float> outputs;

    public PredictLoop()
    {
        model.Initialize(seed: 1);
        batches = new MiniBatches<TTarget>(TModel.Info, batchSize: 1, seed: 2);
        outputs = new AlignedBuffer<float>(TModel.Info.OutputCount);
    }

    public float Run(int calls)
    {
        float sum = 0;
        for (int call = 0; call < calls; call++)
        {
            model.Predict(batches.Inputs, outputs.Span);
            sum += outputs.Span[0];
            batches.Advance();
        }

        return sum;
    }
}
