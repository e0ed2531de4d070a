using System.Collections.Concurrent;

namespace KernelGen.Generators.Tests.Snapshots;

/// <summary>The comparisons of one run of tests, of which no two may use the same file.</summary>
internal sealed class SnapshotRun
{
    // Names that differ only in case are one file on some systems.
    private readonly ConcurrentDictionary<string, bool> used = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Compares a text with the verified file. Where that is missing or different, the text is left beside it as the received file;
    /// only a person makes it the verified one.
    /// </summary>
    /// <exception cref="SnapshotException">The text differs, is empty, holds an absolute path, or the file was used before.</exception>
    public async Task CompareAsync(SnapshotFile file, string? text)
    {
        if (!used.TryAdd(file.VerifiedPath, true))
        {
            throw new SnapshotException($"'{file.VerifiedPath}' is compared twice in this run: give each snapshot a file name of its own.");
        }

        // Whatever the outcome, what an earlier run received says nothing about this one.
        if (File.Exists(file.ReceivedPath))
        {
            File.Delete(file.ReceivedPath);
        }

        string received = SnapshotText.Normalize(text ?? "");
        if (string.IsNullOrWhiteSpace(received))
        {
            throw new SnapshotException($"The text for '{file.VerifiedPath}' is empty: there is nothing to verify.");
        }

        if (AbsolutePath.Find(received) is { } path)
        {
            throw new SnapshotException(
                $"The text for '{file.VerifiedPath}' holds the absolute path '{path}': it would differ on every other machine.");
        }

        if (!File.Exists(file.VerifiedPath))
        {
            await RefuseAsync(file, received, "There is no verified file yet.", "");
        }

        string verified = await SnapshotText.ReadAsync(file.VerifiedPath);
        if (!SnapshotText.Matches(received, verified))
        {
            await RefuseAsync(file, received, "The text differs from the verified file.", verified);
        }
    }

    private static async Task RefuseAsync(SnapshotFile file, string received, string reason, string verified)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file.ReceivedPath)!);
        await SnapshotText.WriteAsync(file.ReceivedPath, received);
        throw new SnapshotException(
            $"""
            {reason}
            received: {file.ReceivedPath}
            verified: {file.VerifiedPath}
            If the received text is right, rename its file to the verified one.

            {SnapshotDifference.Describe(verified, received)}
            """);
    }
}
