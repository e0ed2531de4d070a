using System.Net;

namespace KernelGen.Gallery.Reporting;

/// <summary>The equations and the plan that stand as remarks at the head of a generated file.</summary>
public static class GeneratedRemarks
{
    private const string Comment = "///";

    /// <summary>The lines of the first remarks, as a reader sees them; none where the file has no remarks.</summary>
    /// <param name="file">The lines of a generated file.</param>
    public static IEnumerable<string> Of(IEnumerable<string> file) => file
        .Select(static line => line.TrimStart())
        .SkipWhile(static line => line != $"{Comment} <code>")
        .Skip(1)
        .TakeWhile(static line => line != $"{Comment} </code>")
        .Select(static line => WebUtility.HtmlDecode(line.StartsWith(Comment + " ", StringComparison.Ordinal) ? line[(Comment.Length + 1)..] : ""));
}
