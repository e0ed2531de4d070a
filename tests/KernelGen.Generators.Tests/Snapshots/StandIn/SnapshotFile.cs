using System.Buffers;

namespace KernelGen.Generators.Tests.Snapshots;

/// <summary>The two files of one snapshot: what was verified by a person, and what a failing test received instead.</summary>
internal sealed record SnapshotFile
{
    private static readonly SearchValues<char> Forbidden = SearchValues.Create("""/\:*?"<>|""");

    public SnapshotFile(string directory, string name, string extension)
    {
        if (string.IsNullOrWhiteSpace(name) || name.AsSpan().ContainsAny(Forbidden))
        {
            throw new SnapshotException($"A snapshot's file name holds no directory and is valid on every system; got '{name}'.");
        }

        VerifiedPath = Path.Combine(directory, $"{name}.verified.{extension}");
        ReceivedPath = Path.Combine(directory, $"{name}.received.{extension}");
    }

    public string VerifiedPath { get; }

    public string ReceivedPath { get; }
}
