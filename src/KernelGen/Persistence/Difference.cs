namespace KernelGen.Persistence;

/// <summary>Where two enumerations part.</summary>
internal static class Difference
{
    /// <summary>The first pair of parts that is not the same; all of both where one only has more of them.</summary>
    /// <param name="expected">Parts with commas between them; within braces they are no ends.</param>
    /// <param name="found">Such a text, too.</param>
    public static (string Expected, string Found) Of(string expected, string found)
    {
        foreach ((string ours, string theirs) in Parts(expected).Zip(Parts(found)))
        {
            if (ours != theirs)
            {
                return (ours, theirs);
            }
        }

        return (expected, found);
    }

    private static IEnumerable<string> Parts(string text)
    {
        int start = 0, depth = 0;
        for (int i = 0; i < text.Length; i++)
        {
            depth += text[i] switch { '{' => 1, '}' => -1, _ => 0 };
            if (depth == 0 && text[i] == ',')
            {
                yield return text[start..i].Trim();
                start = i + 1;
            }
        }

        yield return text[start..].Trim();
    }
}
