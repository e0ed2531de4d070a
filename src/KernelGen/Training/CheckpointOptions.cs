namespace KernelGen.Training;

/// <summary>Where a training leaves checkpoints, and how often. Killed at any moment, it leaves the last file or the new one.</summary>
/// <remarks>
/// <para>
/// A checkpoint is written at the end of an epoch, before its progress is reported, as <see cref="Persistence.SafetensorsWriter.Save"/>
/// says: one training writes to one file. <see cref="TrainerExtensions.Resume"/> goes on from it.
/// <see cref="Persistence.ModelFile.LoadParameters"/> takes the model alone out of it.
/// </para>
/// <para>
/// It is a file of the model (see <see cref="Persistence.ModelFile"/>) that holds more. The text <c>kernelgen.training</c> says what must
/// be the same when it is resumed. Tensors, where one is for each parameter of the model, in its shape:
/// </para>
/// <list type="table">
/// <item><term><c>optimizer.velocity.W1</c> …</term><description>with momentum, v</description></item>
/// <item><term><c>optimizer.mean.W1</c>, <c>optimizer.square.W1</c> …</term><description>of Adam, m and s</description></item>
/// <item><term><c>optimizer.steps</c></term><description>I64, the steps that correct the bias of Adam; else 0</description></item>
/// <item><term><c>training.steps</c></term><description>I64, updates of the parameters</description></item>
/// <item><term><c>training.generator</c></term><description>I64, the bits of the state of the generator</description></item>
/// <item><term><c>training.order</c></term><description>I32 [examples], their last order; [0] where batches are full, or streamed</description></item>
/// <item><term><c>history.learning_rate</c> …</term><description>[epochs] each, what <see cref="EpochReport"/> has: F64, durations I64
/// in units of 100 ns; for what may be missing, e.g. <c>history.validation_cost.known</c> is U8, 1 where it is there</description></item>
/// </list>
/// </remarks>
public sealed record CheckpointOptions
{
    /// <summary>Checkpoints in one file, after every epoch.</summary>
    /// <param name="path">The path of the file.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is empty.</exception>
    public CheckpointOptions(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Path = path;
    }

    /// <summary>The path of the file.</summary>
    public string Path { get; }

    /// <summary>After so many epochs a checkpoint is written, and another after as many more; after the last one anyway.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int EveryEpochs
    {
        get;
        init => field = value >= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(EveryEpochs), value, $"{nameof(EveryEpochs)}: expected at least 1.");
    } = 1;

    /// <summary>Refuses, before the first step, what would be refused after hours of them.</summary>
    internal void ThrowIfNoFolder()
    {
        string folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path)) ?? Path;
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"There is no folder {folder} for the checkpoint {Path}.");
        }
    }
}
