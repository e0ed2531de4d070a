using System.ComponentModel;
using System.Runtime.InteropServices;

namespace KernelGen.Tests.Numerics;

/// <summary>Memory whose next byte is on a page that may be neither read nor written: touching it ends the process.</summary>
internal sealed unsafe class GuardedMemory<T> : IDisposable
    where T : unmanaged
{
    private readonly nuint pageSize = (nuint)Environment.SystemPageSize;
    private readonly nuint usable;
    private readonly byte* pages;
    private readonly int length;

    public GuardedMemory(int length)
    {
        this.length = length;
        usable = ((nuint)(length * sizeof(T)) + pageSize - 1) / pageSize * pageSize;
        const int PrivateAnonymous = 0x22;
        pages = (byte*)LinuxMemory.Map(0, usable + pageSize, LinuxMemory.ReadWrite, PrivateAnonymous, -1, 0);
        if ((nint)pages == -1 || LinuxMemory.Protect((nint)(pages + usable), pageSize, LinuxMemory.None) != 0)
        {
            throw new Win32Exception();
        }
    }

    /// <summary>The last elements before the guarded page.</summary>
    public Span<T> Span => new(pages + usable - length * sizeof(T), length);

    public void Dispose() => _ = LinuxMemory.Unmap((nint)pages, usable + pageSize);
}

internal static partial class LinuxMemory
{
    public const int None = 0;
    public const int ReadWrite = 3;

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    public static partial nint Map(nint address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    public static partial int Protect(nint address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    public static partial int Unmap(nint address, nuint length);
}

/// <summary>A test of what only Linux lets a program ask for.</summary>
public sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute()
    {
        if (!OperatingSystem.IsLinux())
        {
            Skip = "Guards pages through Linux's mmap and mprotect.";
        }
    }
}
