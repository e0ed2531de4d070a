namespace KernelGen.Gallery.Running;

/// <summary>A file that a command is to write.</summary>
internal static class OutputFile
{
    /// <summary>First, so that nobody waits for what cannot be written.</summary>
    public static void RequireFolder(string path)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? path;
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"{path}: there is no folder {folder}.");
        }

        if (Directory.Exists(path))
        {
            throw new IOException($"{path}: expected a file to write; it is a folder.");
        }
    }

    /// <summary>What is read is not written over.</summary>
    public static void RequireOther(string path, string source)
    {
        if (Path.GetFullPath(path) == Path.GetFullPath(source))
        {
            throw new IOException($"{path}: expected another file to write than the one that is read.");
        }
    }
}
