using System.Text.RegularExpressions;

namespace KernelGen.Gallery.Tests.Speed;

/// <summary>A method as the JIT compiled it, read from its own listing.</summary>
/// <param name="Name">The method with its type.</param>
/// <param name="Tier">How far it was optimised, e.g. <c>FullOpts</c>.</param>
/// <param name="Lines">Labels and instructions.</param>
internal sealed partial record MachineCode(string Name, string Tier, IReadOnlyList<string> Lines)
{
    /// <summary>The methods of a file that <c>DOTNET_JitStdOutFile</c> and <c>DOTNET_JitDisasm</c> have left.</summary>
    public static IEnumerable<MachineCode> Read(string listing) => listing
        .Split("; Assembly listing for method ", StringSplitOptions.RemoveEmptyEntries)
        .Where(static part => Heading().IsMatch(part))
        .Select(static part =>
        {
            Match heading = Heading().Match(part);
            return new MachineCode(heading.Groups["name"].Value, heading.Groups["tier"].Value, [.. part.Split('\n').Skip(1).Select(static line => line.Trim())]);
        });

    /// <summary>The loops that hold no other loop and multiply and add, each as its instructions.</summary>
    public IEnumerable<string[]> HotLoops()
    {
        Dictionary<string, int> labels = [];
        int innermost = -1;
        for (int i = 0; i < Lines.Count; i++)
        {
            if (Label().Match(Lines[i]) is { Success: true } label)
            {
                labels[label.Groups["label"].Value] = i;
            }
            else if (Jump().Match(Lines[i]) is { Success: true } jump && labels.TryGetValue(jump.Groups["label"].Value, out int start) && start > innermost)
            {
                innermost = i;
                string[] body = [.. Lines.Skip(start + 1).Take(i - start)];
                if (body.Count(static line => line.StartsWith("vfmadd", StringComparison.Ordinal)) >= 4)
                {
                    yield return body;
                }
            }
        }
    }

    /// <summary>Whether an instruction reads or writes the stack.</summary>
    public static bool TouchesStack(string instruction) => Stack().IsMatch(instruction);

    /// <summary>Whether an instruction copies one vector register into another.</summary>
    public static bool MovesRegister(string instruction) => RegisterMove().IsMatch(instruction);

    [GeneratedRegex(@"^(?<name>.*) \((?<tier>[^()]*)\)\s*$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^(?<label>G_M\w+_IG\d+):")]
    private static partial Regex Label();

    [GeneratedRegex(@"^j\w+\s+(SHORT\s+)?(?<label>G_M\w+_IG\d+)")]
    private static partial Regex Jump();

    [GeneratedRegex(@"\[r(sp|bp)\b")]
    private static partial Regex Stack();

    [GeneratedRegex(@"^vmov\w+\s+[xyz]mm\d+(\s*\{[^}]*\})*,\s*[xyz]mm\d+")]
    private static partial Regex RegisterMove();
}
