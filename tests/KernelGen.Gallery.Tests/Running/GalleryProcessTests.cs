using KernelGen.Consumer.Tests;
using KernelGen.Gallery.Running;

namespace KernelGen.Gallery.Tests.Running;

/// <summary>The program as a user starts it.</summary>
public class GalleryProcessTests
{
    [Fact]
    public void The_main_job_checks_trains_and_reports_a_network_of_97_percent()
    {
        string output = Start().Succeeded();
        ReportedLines.AreAllIn(output);
        Assert.InRange(ReportedLines.AccuracyIn(output), 97, 100);
        Assert.DoesNotContain('\e', output);
        Assert.Contains("Mlp784x128x10.g.cs", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fault_is_one_line_and_an_exit_code()
    {
        ProcessRun run = Start("train", "softmax-4-3", "--data", "no-such-file.csv");
        Assert.Equal(CommandLine.Failure, run.ExitCode);
        Assert.StartsWith("no-such-file.csv: no such file or folder.", Assert.Single(run.Output.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public void Show_prints_the_equations_of_the_generated_file()
    {
        string output = Start("show", "regularised-unit").Succeeded();
        Assert.Contains("z = w·x + b", output, StringComparison.Ordinal);
        Assert.Contains("y = σ(z)", output, StringComparison.Ordinal);
        Assert.Contains("hyperparameter Lambda = 0.1", output, StringComparison.Ordinal);
    }

    private static ProcessRun Start(params string[] arguments) => GalleryProcess.Start([], arguments);
}
