using System.CommandLine;

namespace KernelGen.Gallery.Running;

/// <summary><c>--json</c>: results for machines.</summary>
internal static class JsonOption
{
    /// <summary>The option, for one command.</summary>
    public static Option<bool> Create() => new("--json")
    {
        Description = "Print one JSON object, for machines; a number that is not defined is null.",
    };
}
