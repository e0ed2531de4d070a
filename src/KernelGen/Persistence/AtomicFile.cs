using System.Runtime.InteropServices;

namespace KernelGen.Persistence;

/// <summary>Files that are replaced as a whole: a reader, and whoever comes after a crash, sees the old one or the new one.</summary>
internal static partial class AtomicFile
{
    private const int ReadOnly = 0;

    /// <summary>Writes beside the file, flushes to the disk, renames over it, and flushes the folder. For one writer at a time.</summary>
    /// <remarks>The file beside has a fixed name, so that what crashes leave of it does not pile up.</remarks>
    public static void Replace(string path, Action<Stream> write)
    {
        string full = Path.GetFullPath(path);
        string partial = full + ".partial";

        // Held until it has its name, so that a second writer is refused. Windows renames an open file only where that is shared.
        FileShare share = OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None;
        using FileStream stream = new(partial, FileMode.Create, FileAccess.Write, share);
        try
        {
            write(stream);
            stream.Flush(flushToDisk: true);
            File.Move(partial, full, overwrite: true);
        }
        catch
        {
            File.Delete(partial);
            throw;
        }

        FlushFolder(Path.GetDirectoryName(full)!);
    }

    /// <summary>
    /// Makes the rename last: .NET opens no folder, so this calls the C library, which is always there. Some file systems cannot do it;
    /// the file is then as whole as ever, and only its newest version might be lost when the power fails.
    /// </summary>
    private static void FlushFolder(string folder)
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS())
        {
            return;
        }

        int descriptor = Open(folder, ReadOnly);
        if (descriptor >= 0)
        {
            _ = Flush(descriptor);
            _ = Close(descriptor);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Flush(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int descriptor);
}
