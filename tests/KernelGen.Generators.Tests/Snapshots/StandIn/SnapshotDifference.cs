using System.Globalization;
using System.Text;
using DiffPlex;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace KernelGen.Generators.Tests.Snapshots;

/// <summary>The difference between two texts, for a person to read.</summary>
internal static class SnapshotDifference
{
    private const int Context = 3;
    private const int LongestReport = 120;

    /// <summary>Lines only verified begin with -, lines only received with +; lines far from a change are left out.</summary>
    public static string Describe(string verified, string received)
    {
        List<DiffPiece> lines = new InlineDiffBuilder(new Differ()).BuildDiffModel(verified, received, ignoreWhitespace: false).Lines;
        var report = new StringBuilder();
        int last = -1;
        int written = 0;
        for (int i = 0; i < lines.Count; i++)
        {
            if (!NearChange(lines, i))
            {
                continue;
            }

            if (written++ == LongestReport)
            {
                report.Append("… and more\n");
                break;
            }

            if (i != last + 1)
            {
                report.Append("      ⋮\n");
            }

            last = i;
            string number = lines[i].Position?.ToString(CultureInfo.InvariantCulture) ?? "";
            report.Append(CultureInfo.InvariantCulture, $"{number,6} {Mark(lines[i].Type)} {lines[i].Text}\n");
        }

        return report.ToString();
    }

    private static char Mark(ChangeType change) => change switch
    {
        ChangeType.Inserted => '+',
        ChangeType.Deleted => '-',
        _ => ' ',
    };

    private static bool NearChange(List<DiffPiece> lines, int index)
    {
        for (int i = Math.Max(0, index - Context); i <= Math.Min(lines.Count - 1, index + Context); i++)
        {
            if (lines[i].Type != ChangeType.Unchanged)
            {
                return true;
            }
        }

        return false;
    }
}
