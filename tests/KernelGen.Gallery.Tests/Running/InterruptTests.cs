using System.Diagnostics;
using System.Text.Json;
using KernelGen.Gallery.Running;
using KernelGen.Tests.Data;

namespace KernelGen.Gallery.Tests.Running;

/// <summary>A training in a process of its own, which gets the signal that a terminal sends for Ctrl-C.</summary>
public sealed class InterruptTests : TemporaryFolder
{
    private const int ManyEpochs = 1_000_000;

    [SignalFact]
    public void Ctrl_C_ends_the_training_and_saves_what_there_is()
    {
        string weights = PathOf("weights.safetensors");
        using Process training = Start("train", "logistic-regression", "--epochs", $"{ManyEpochs}", "--save", weights);
        string line = "";
        while (!line.StartsWith("epoch ", StringComparison.Ordinal))
        {
            line = training.StandardOutput.ReadLine() ?? throw new InvalidOperationException("It ended by itself.");
        }

        Assert.False(File.Exists(weights));
        using Process signal = Process.Start("kill", ["-INT", $"{training.Id}"]);
        string rest = training.StandardOutput.ReadToEnd();
        training.WaitForExit();

        Assert.Equal(CommandLine.Interrupted, training.ExitCode);
        Assert.Contains($"of {ManyEpochs} epochs", rest, StringComparison.Ordinal);
        Assert.Contains("test accuracy: ", rest, StringComparison.Ordinal);
        string evaluated = GalleryRun.Of("evaluate", "logistic-regression", "--weights", weights, "--json").Succeeded();
        double accuracy = JsonDocument.Parse(evaluated).RootElement.GetProperty("metrics").GetProperty("accuracy").GetDouble();
        Assert.Contains(FormattableString.Invariant($"test accuracy: {100 * accuracy:F2} %"), rest, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(true, "train", "xor-network")]
    [InlineData(true, "compare", "xor-network")]
    [InlineData(true, "report")]
    [InlineData(false, "check", "xor-network")]
    [InlineData(false, "predict", "xor-network")]
    [InlineData(false, "list")]
    public void Ctrl_C_is_heard_where_there_is_something_to_report_or_save(bool finishes, params string[] args) =>
        Assert.Equal(finishes, CommandLine.FinishesWhenCancelled(args));

    // Whoever starts the tests in the background may have them ignore the signal: env takes that back.
    private static Process Start(params string[] arguments)
    {
        ProcessStartInfo start = new("env", ["--default-signal=INT", "dotnet", typeof(CommandLine).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
        };
        return Process.Start(start)!;
    }
}

/// <summary>A fact about signals: skipped where env cannot set them.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SignalFactAttribute : FactAttribute
{
    public SignalFactAttribute() => Skip = OperatingSystem.IsLinux() ? null : "env --default-signal is known on Linux only.";
}
