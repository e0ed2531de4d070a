using System.IO.Compression;
using System.Reflection;
using System.Xml.Linq;

namespace KernelGen.Consumer.Tests;

/// <summary>All packages, as they are published, in a feed of their own outside the solution.</summary>
public sealed class Packages : IDisposable
{
    /// <summary>A version that no other feed or cache has.</summary>
    public const string Version = "0.1.0-consumer";

    private const string Configuration =
#if DEBUG
        "Debug";
#else
        "Release";
#endif

    private readonly string root = Directory.CreateTempSubdirectory("kernelgen-consumer-").FullName;

    /// <summary>Packs what the solution's build has left.</summary>
    public Packages()
    {
        string solution = SolutionDirectory();
        foreach (string project in Names)
        {
            string packed = ProcessRun.Of(
                "dotnet", solution, "pack", Path.Combine("src", project), "--no-build", "-c", Configuration, "-o", Feed, $"-p:Version={Version}",
                "--disable-build-servers").Succeeded();
            Assert.DoesNotContain("warning", packed, StringComparison.OrdinalIgnoreCase);
        }
    }

    /// <summary>Those that programs reference.</summary>
    public static IReadOnlyList<string> Libraries { get; } = ["KernelGen", "KernelGen.Data", "KernelGen.Testing"];

    /// <summary>All.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Libraries, "KernelGen.Gallery"];

    /// <summary>The folder with the packages.</summary>
    public string Feed => Path.Combine(root, "feed");

    /// <summary>The files of a package and their contents.</summary>
    /// <param name="name">Of the package.</param>
    /// <param name="extension">Of its file: <c>nupkg</c>, or <c>snupkg</c> for the symbols.</param>
    public ZipArchive Open(string name, string extension = "nupkg") => ZipFile.OpenRead(Path.Combine(Feed, $"{name}.{Version}.{extension}"));

    /// <summary>What the package says of itself.</summary>
    public XElement Metadata(string name)
    {
        using ZipArchive package = Open(name);
        using Stream text = package.GetEntry($"{name}.nuspec")!.Open();
        XElement document = XElement.Load(text);

        // The namespace of the format differs with what a package uses of it.
        foreach (XElement element in document.DescendantsAndSelf())
        {
            element.Name = element.Name.LocalName;
        }

        return document.Element("metadata")!;
    }

    /// <summary>A fresh folder, which knows of these packages and nothing of the solution.</summary>
    /// <param name="template">The folder of this project's with the files to start from; null for none.</param>
    public string FreshFolder(string? template = null)
    {
        string folder = Directory.CreateDirectory(Path.Combine(root, template ?? Path.GetRandomFileName())).FullName;

        // Packages that the machine has are not copied again; those of this feed are never among them.
        File.WriteAllText(Path.Combine(folder, "nuget.config"), $"""
            <configuration>
              <packageSources><add key="packed" value="{Feed}" /></packageSources>
              <config><add key="globalPackagesFolder" value="{Path.Combine(root, "packages")}" /></config>
              <fallbackPackageFolders><add key="machine" value="{MachineFolder()}" /></fallbackPackageFolders>
            </configuration>
            """);
        string start = Path.Combine(AppContext.BaseDirectory, "Consumer", template ?? "");
        foreach (string file in template is null ? [] : Directory.GetFiles(start, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(folder, Path.GetRelativePath(start, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            if (Path.GetExtension(file) == ".template")
            {
                File.WriteAllText(Path.ChangeExtension(copy, null), Versioned(File.ReadAllText(file)));
            }
            else
            {
                File.Copy(file, copy);
            }
        }

        return folder;
    }

    /// <inheritdoc />
    public void Dispose() => Directory.Delete(root, recursive: true);

    /// <summary>The text with <c>VERSION</c> for these packages, and <c>VERSION:name</c> for others, filled in.</summary>
    private static string Versioned(string text)
    {
        foreach (AssemblyMetadataAttribute known in typeof(Packages).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>())
        {
            text = text.Replace($"\"{known.Key.Replace("PackageVersion:", "VERSION:", StringComparison.Ordinal)}\"", $"\"{known.Value}\"", StringComparison.Ordinal);
        }

        return text.Replace("VERSION", Version, StringComparison.Ordinal);
    }

    private static string MachineFolder()
    {
        string folder = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        return Directory.CreateDirectory(folder).FullName;
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

/// <summary>Packed once for all tests that look at packages.</summary>
[CollectionDefinition(Name)]
public sealed class PackedPackages : ICollectionFixture<Packages>
{
    public const string Name = "packed packages";
}
