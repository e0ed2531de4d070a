namespace KernelGen.Benchmarks.Workloads;

/// <summary>What one call asks of the machine at least, whatever the code: operations, and bytes by where they come from.</summary>
/// <param name="Flops">Floating-point operations, as <see cref="ModelInfo"/> counts them.</param>
/// <param name="Precision">Of these operations.</param>
/// <param name="Resident">Bytes that stay from call to call: parameters, state, workspace, and one mini-batch.</param>
/// <param name="ParameterReads">Bytes of parameters and state that a call reads from where the resident bytes are.</param>
/// <param name="InputReads">Bytes of a mini-batch; the whole pool of them passes between two visits.</param>
/// <param name="Loads">Bytes that loads fetch from the first cache: inputs are needed once in each direction.</param>
internal sealed record Demand(long Flops, Precision Precision, long Resident, long ParameterReads, long InputReads, long Loads)
{
    /// <summary>Mini-batches in the pool that a loop cycles through.</summary>
    public const int PoolSize = 16;

    /// <summary>Bytes that pass between two visits of a mini-batch.</summary>
    public long Pool => Resident + (PoolSize - 1) * InputReads;

    /// <summary>A training step: the parameters are read to predict and again to be updated.</summary>
    /// <param name="info">The model.</param>
    /// <param name="batchSize">Examples in a step.</param>
    /// <param name="moments">Numbers that the optimiser keeps for each parameter.</param>
    public static Demand OfStep(ModelInfo info, int batchSize, int moments)
    {
        int element = ElementBytes(info);
        long parameters = (long)info.ParameterCount * element;
        long inputs = (long)batchSize * info.InputCount * element;
        long reads = (2 + moments) * parameters;
        return new Demand(
            batchSize * (info.ForwardFlops + info.BackwardFlops),
            info.Precision,
            Resident: (1 + moments) * parameters + info.WorkspaceBytes(batchSize) + inputs,
            ParameterReads: reads,
            InputReads: inputs,
            Loads: reads + 2 * inputs);
    }

    /// <summary>A prediction of one example.</summary>
    /// <param name="info">The model.</param>
    public static Demand OfPrediction(ModelInfo info)
    {
        int element = ElementBytes(info);
        long parameters = (long)info.ParameterCount * element;
        long inputs = (long)info.InputCount * element;
        return new Demand(info.ForwardFlops, info.Precision, parameters + inputs, parameters, inputs, parameters + inputs);
    }

    private static int ElementBytes(ModelInfo info) => info.Precision == Precision.Double ? sizeof(double) : sizeof(float);
}
