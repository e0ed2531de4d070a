using System.Diagnostics;
using System.Globalization;
using KernelGen.Numerics;
using KernelGen.Persistence;
using KernelGen.Tests.Data;
using KernelGen.Training;

namespace KernelGen.Tests.Persistence;

/// <summary>A training in a process of its own, which is killed while it writes checkpoints.</summary>
public sealed class KillTests : TemporaryFolder
{
    private const int Kills = 50;
    private const int LongestWait = 30;
    private const int KilledBySignal9 = 128 + 9;

    [Fact]
    public void Killed_at_any_moment_the_last_checkpoint_or_the_one_before_is_there_and_whole()
    {
        string path = PathOf("run.safetensors");
        RandomSource random = new(7);
        int epoch = 0, unfinished = 0;
        for (int kill = 0; kill < Kills; kill++)
        {
            int said = KillAfter(path, random.NextInt32(LongestWait), epoch);
            epoch = EpochOf(path);

            Assert.InRange(epoch, said, said + 1);
            Assert.All(Directory.GetFiles(Path.GetDirectoryName(path)!), file => Assert.Contains(file, new[] { path, path + ".partial" }));
            unfinished += File.Exists(path + ".partial") ? 1 : 0;
        }

        // Else no moment was one of those that matter.
        Assert.NotEqual(0, unfinished);
    }

    /// <summary>Starts a training that goes on from a file, and kills it some time after it has written its own first one.</summary>
    /// <returns>The last epoch of which it said that it is on the disk.</returns>
    private static int KillAfter(string path, int milliseconds, int before)
    {
        ProcessStartInfo start = new("dotnet", [typeof(CheckpointLoop).Assembly.Location, path]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        int said = Next() ?? throw new InvalidOperationException("It ended by itself.");
        Assert.Equal(before + 1, said);
        Thread.Sleep(milliseconds);
        process.Kill();
        while (Next() is int next)
        {
            said = next;
        }

        process.WaitForExit();
        Assert.True(OperatingSystem.IsWindows() || process.ExitCode == KilledBySignal9, $"Exit code {process.ExitCode}.");
        return said;

        int? Next() => process.StandardOutput.ReadLine() is string line ? int.Parse(line, CultureInfo.InvariantCulture) : null;
    }

    /// <summary>The epoch of a checkpoint: the same in its parameters, its optimiser, its steps and its history.</summary>
    private static int EpochOf(string path)
    {
        CountingModel model = new();
        TrainingResult result = new Trainer<CountingModel>(model, CheckpointLoop.Options(path, 1)).Resume(CheckpointLoop.Example);
        int epoch = result.History.Length;
        using SafetensorsReader reader = SafetensorsReader.Open(path);
        float[] velocity = new float[model.Parameters.Length];
        reader.Read("optimizer.velocity.W1", velocity.AsSpan());

        Assert.Equal(epoch, result.Steps);
        Assert.Equal(-1, model.Parameters.IndexOfAnyExcept((float)epoch));
        Assert.Equal(-1, velocity.AsSpan().IndexOfAnyExcept((float)-epoch));
        return epoch;
    }
}
