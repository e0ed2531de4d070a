using KernelGen.Gallery.Running;
using KernelGen.Gallery.Tests.Reporting;

namespace KernelGen.Gallery.Tests.Running;

/// <summary>What the program did with a command line, within this process.</summary>
internal sealed record GalleryRun(int ExitCode, TextConsole Console, string Error)
{
    public static GalleryRun Of(params string[] args) => Of(CancellationToken.None, args);

    public static GalleryRun Of(CancellationToken cancellation, params string[] args)
    {
        var console = new TextConsole();
        using var error = new StringWriter();
        int exitCode = CommandLine.Run(args, console.Console, error, cancellation);
        return new GalleryRun(exitCode, console, error.ToString());
    }

    /// <summary>The whole output of a run that went well.</summary>
    public string Succeeded()
    {
        Assert.True(ExitCode == CommandLine.Success, $"Exit code {ExitCode}: {Error}");
        Assert.Empty(Error);
        return Console.Text;
    }

    /// <summary>The only line that a refused run printed.</summary>
    public string Refused(int exitCode)
    {
        Assert.Equal((exitCode, ""), (ExitCode, Console.Text));
        return Assert.Single(Error.TrimEnd('\r', '\n').Split('\n'));
    }
}
