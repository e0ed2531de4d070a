using System.IO.Compression;

namespace KernelGen.Consumer.Tests;

/// <summary>The packages as they are published, used by a project outside the solution that knows nothing else.</summary>
public sealed class PackageTests : IDisposable
{
    private const string Configuration =
#if DEBUG
        "Debug";
#else
        "Release";
#endif

    private readonly string root = Directory.CreateTempSubdirectory("kernelgen-consumer-").FullName;

    private string Feed => Path.Combine(root, "feed");

    [Fact]
    public void A_fresh_project_builds_trains_and_checks_a_model_with_nothing_but_package_references()
    {
        string version = Pack();
        string project = Path.Combine(root, "consumer");
        Directory.CreateDirectory(project);
        string template = Path.Combine(AppContext.BaseDirectory, "Consumer");
        File.Copy(Path.Combine(template, "Program.cs"), Path.Combine(project, "Program.cs"));
        string csproj = File.ReadAllText(Path.Combine(template, "Consumer.csproj.template")).Replace("VERSION", version, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(project, "Consumer.csproj"), csproj);

        string built = ProcessRun.Of(
            "dotnet", project, "build", "-c", "Release", "-warnaserror", "--disable-build-servers",
            $"-p:RestoreAdditionalProjectSources={Feed}", $"-p:RestorePackagesPath={Path.Combine(root, "packages")}").Succeeded();
        Assert.Contains("0 Warning(s)", built, StringComparison.Ordinal);

        string output = ProcessRun.Of("dotnet", project, Path.Combine(project, "bin", "Release", "net10.0", "Consumer.dll")).Succeeded();
        Assert.Contains("gradient: right", output, StringComparison.Ordinal);
        Assert.Contains("epochs: 200", output, StringComparison.Ordinal);
        double errorRate = double.Parse(
            output.Split("error rate: ")[1].Split('\n')[0], System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(errorRate, 0, 0.1);

        AssertContents(version);
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    private void AssertContents(string version)
    {
        using ZipArchive runtime = ZipFile.OpenRead(Path.Combine(Feed, $"KernelGen.{version}.nupkg"));
        Assert.Contains(runtime.Entries, static e => e.FullName == "analyzers/dotnet/cs/KernelGen.Generators.dll");
        Assert.Contains(runtime.Entries, static e => e.FullName == "analyzers/dotnet/cs/KernelGen.CodeFixes.dll");
        Assert.Contains(runtime.Entries, static e => e.FullName == "lib/net10.0/KernelGen.xml");
        Assert.Contains(runtime.Entries, static e => e.FullName == "README.md");
        using StreamReader reader = new(runtime.Entries.Single(static e => e.FullName == "KernelGen.nuspec").Open());
        Assert.DoesNotContain("<dependency ", reader.ReadToEnd(), StringComparison.Ordinal);
    }

    /// <summary>Packs what the solution's build has left, into a feed of its own.</summary>
    private string Pack()
    {
        string solution = SolutionDirectory();
        foreach (string project in new[] { "KernelGen", "KernelGen.Data", "KernelGen.Testing" })
        {
            string packed = ProcessRun.Of(
                "dotnet", solution, "pack", Path.Combine("src", project), "--no-build", "-c", Configuration, "-o", Feed, "--disable-build-servers").Succeeded();
            Assert.DoesNotContain("missing a readme", packed, StringComparison.Ordinal);
        }

        string package = Directory.GetFiles(Feed, "KernelGen.Testing.*.nupkg").Single();
        return Path.GetFileNameWithoutExtension(package)["KernelGen.Testing.".Length..];
    }

    private static string SolutionDirectory()
    {
        DirectoryInfo? directory = new(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "KernelGen.sln")))
        {
            directory = directory.Parent;
        }

        return directory?.FullName ?? throw new InvalidOperationException("The test does not run within the solution's folder.");
    }
}
