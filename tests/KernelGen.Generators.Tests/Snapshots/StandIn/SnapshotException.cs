namespace KernelGen.Generators.Tests.Snapshots;

/// <summary>A text is not the one that was verified, or cannot be compared.</summary>
public sealed class SnapshotException(string message, Exception? inner = null) : Exception(message, inner);
