namespace KernelGen.Gallery.Examples;

/// <summary>Where real data lie unless the user says otherwise.</summary>
public static class DataFolder
{
    /// <summary>The environment variable that names the folder.</summary>
    public const string Variable = "KERNELGEN_DATA";

    /// <summary>What <see cref="Variable"/> says, by default <c>../shared/data</c> from the root of the source, or from the current directory.</summary>
    public static string Default => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named
        ? named
        : Path.GetRelativePath(Directory.GetCurrentDirectory(), Path.GetFullPath(Path.Combine(Root(), "..", "shared", "data")));

    private static string Root()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "KernelGen.sln")))
            {
                return folder.FullName;
            }
        }

        return Directory.GetCurrentDirectory();
    }
}
