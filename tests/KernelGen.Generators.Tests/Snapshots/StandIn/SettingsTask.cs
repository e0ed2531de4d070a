using System.Runtime.CompilerServices;
using KernelGen.Generators.Tests.Snapshots;

namespace VerifyTests;

/// <summary>A comparison that runs when it is awaited, after its settings are made.</summary>
public sealed class SettingsTask
{
    private readonly SnapshotRun run;
    private readonly string? target;
    private readonly string extension;
    private readonly string sourceFile;
    private string directory = "";
    private string? fileName;
    private Task? comparison;

    internal SettingsTask(SnapshotRun run, string? target, string extension, string sourceFile)
    {
        this.run = run;
        this.target = target;
        this.extension = extension;
        this.sourceFile = sourceFile;
    }

    /// <summary>Keeps the snapshot in this directory, relative to the file that asks for the comparison.</summary>
    public SettingsTask UseDirectory(string directory)
    {
        this.directory = directory;
        return this;
    }

    /// <summary>Names the snapshot's files: <c>{fileName}.verified.{extension}</c>.</summary>
    public SettingsTask UseFileName(string fileName)
    {
        this.fileName = fileName;
        return this;
    }

    /// <summary>The comparison, begun on the first call; awaiting it again compares nothing again.</summary>
    public Task ToTask() => comparison ??= CompareAsync();

    /// <summary>Lets a test return the comparison.</summary>
    public static implicit operator Task(SettingsTask settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return settings.ToTask();
    }

    /// <summary>Makes the comparison awaitable.</summary>
    public TaskAwaiter GetAwaiter() => ToTask().GetAwaiter();

    private async Task CompareAsync()
    {
        string? callersDirectory = Path.GetDirectoryName(sourceFile);
        if (!Directory.Exists(callersDirectory))
        {
            throw new SnapshotException(
                $"The calling file was compiled as '{sourceFile}', whose directory does not exist here. "
                + "Snapshots lie beside their test: build it with its real path (DeterministicSourcePaths=false, no PathMap), "
                + "and run it where its sources are.");
        }

        if (fileName is null)
        {
            throw new SnapshotException("Name the snapshot with UseFileName(…): this stand-in does not derive a name from the test.");
        }

        await run.CompareAsync(new SnapshotFile(Path.GetFullPath(directory, callersDirectory), fileName, extension), target);
    }
}
