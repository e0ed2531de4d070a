using System.Runtime.CompilerServices;
using KernelGen.Generators.Tests.Snapshots;
using VerifyTests;

namespace VerifyXunit;

/// <summary>
/// Stands in for <c>Verify.Xunit</c> where its packages cannot be had: the same calls, the same files.
/// The property <c>UseVerifyXunit=true</c> compiles the call sites against the package instead.
/// </summary>
public static class Verifier
{
    private static readonly SnapshotRun Run = new();

    /// <summary>Compares a text with <c>{directory}/{fileName}.verified.{extension}</c> once the result is awaited.</summary>
    public static SettingsTask Verify(string? target, string extension = "txt", [CallerFilePath] string sourceFile = "") =>
        new(Run, target, extension, sourceFile);
}
