namespace KernelGen.Tests;

/// <summary>Where real data lie: in the folder that KERNELGEN_DATA names, by default <c>../shared/data</c> from the solution.</summary>
internal static class RealData
{
    private const string Variable = "KERNELGEN_DATA";

    /// <summary>The folder, or null where it is not known.</summary>
    public static string? Folder { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named
        ? named
        : DefaultFolder();

    /// <summary>The path of a file, whether it exists or not.</summary>
    public static string PathOf(string file) => Path.Combine(Folder ?? "", file);

    /// <summary>Why a test that reads these files cannot run, or null if it can.</summary>
    public static string? ReasonToSkip(IEnumerable<string> files)
    {
        string[] missing = [.. files.Where(static file => !File.Exists(PathOf(file)))];
        return missing.Length == 0
            ? null
            : $"{string.Join(", ", missing)}: not in {Folder ?? "any known folder"}; {Variable} names the folder of real data.";
    }

    private static string? DefaultFolder()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "KernelGen.sln")))
            {
                return Path.GetFullPath(Path.Combine(folder.FullName, "..", "shared", "data"));
            }
        }

        return null;
    }
}

/// <summary>A fact about real files: skipped, with the reason, where one of them is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RealDataFactAttribute : FactAttribute
{
    public RealDataFactAttribute(params string[] files)
    {
        Files = files;
        Skip = RealData.ReasonToSkip(files);
    }

    /// <summary>The files, as paths within the folder of real data.</summary>
    public string[] Files { get; }
}
