using System.CommandLine;
using KernelGen.Gallery.Examples;

namespace KernelGen.Gallery.Running;

/// <summary><c>--data PATH</c>: where examples are.</summary>
internal static class DataOption
{
    /// <summary>The option, for one command.</summary>
    public static Option<string?> Create() => new("--data")
    {
        HelpName = "PATH",
        Description = $"The file, or the folder it lies in. [default: the folder {DataFolder.Variable} names, or ../shared/data]",
    };
}
