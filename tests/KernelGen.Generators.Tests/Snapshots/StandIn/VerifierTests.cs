using System.Runtime.CompilerServices;

namespace KernelGen.Generators.Tests.Snapshots;

public class VerifierTests
{
    [Fact]
    public void The_calling_file_is_known_by_its_real_path() => Assert.True(File.Exists(ThisFile()), ThisFile());

    [Fact]
    public async Task A_snapshot_is_found_relative_to_the_calling_file() =>
        await Verifier.Verify("// A text that stays as it is.\npublic sealed class Model;\n", extension: "cs")
            .UseDirectory("snapshots")
            .UseFileName("relative-to-the-caller");

    [Fact]
    public async Task A_calling_file_that_is_nowhere_fails_with_the_reason()
    {
        SnapshotException exception = await Assert.ThrowsAsync<SnapshotException>(
            async () => await Verifier.Verify("a", extension: "cs", sourceFile: "/_/nowhere/Test.cs").UseFileName("a"));
        Assert.Contains("DeterministicSourcePaths=false", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_snapshot_without_a_name_is_refused()
    {
        SnapshotException exception = await Assert.ThrowsAsync<SnapshotException>(
            async () => await Verifier.Verify("a", extension: "cs").UseDirectory("snapshots"));
        Assert.Contains("UseFileName", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Awaiting_twice_compares_once()
    {
        string directory = Directory.CreateTempSubdirectory("snapshots-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(directory, "model.verified.cs"), "a");
            VerifyTests.SettingsTask comparison = Verifier.Verify("a", extension: "cs").UseDirectory(directory).UseFileName("model");
            await comparison;
            await comparison;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
