using KernelGen.Training;

namespace KernelGen.Tests.Persistence;

/// <summary>What <see cref="KillTests"/> starts in another process: it trains on and on, and says which epoch is on the disk.</summary>
internal static class CheckpointLoop
{
    private static void Main(string[] arguments)
    {
        string path = arguments[0];
        Trainer<CountingModel> trainer = new(new CountingModel(), Options(path, int.MaxValue));
        _ = File.Exists(path) ? trainer.Resume(Example, progress: new Said()) : trainer.Fit(Example, progress: new Said());
    }

    public static Dataset<float, float> Example { get; } = new(new float[1], 1, new float[1]);

    public static TrainingOptions Options(string path, int epochs) => new()
    {
        Epochs = epochs,
        BatchSize = 1,
        Optimizer = new Momentum(),
        Checkpoint = new CheckpointOptions(path),
    };

    private sealed class Said : IProgress<EpochReport>
    {
        public void Report(EpochReport value) => Console.WriteLine(value.Epoch);
    }
}
