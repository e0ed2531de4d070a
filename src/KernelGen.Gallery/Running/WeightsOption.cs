using System.CommandLine;

namespace KernelGen.Gallery.Running;

/// <summary><c>--weights FILE</c>: trained parameters.</summary>
internal static class WeightsOption
{
    /// <summary>The option, for one command.</summary>
    public static Option<string> Create() => new("--weights")
    {
        HelpName = "FILE",
        Description = "The file that train --save wrote.",
        Required = true,
    };
}
