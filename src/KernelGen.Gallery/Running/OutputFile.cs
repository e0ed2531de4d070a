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
}
