using System.Text;
using System.Text.RegularExpressions;
using Spectre.Console;

namespace KernelGen.Gallery.Tests.Reporting;

/// <summary>A console whose output is kept as text: redirected, or as a terminal that understands escape sequences.</summary>
internal sealed partial class TextConsole : StringWriter, IAnsiConsoleOutput
{
    public TextConsole(bool isTerminal = false)
    {
        IsTerminal = isTerminal;
        Console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isTerminal ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = this,
        });
    }

    public IAnsiConsole Console { get; }

    public string Text => ToString();

    public IEnumerable<string> Lines => Text.Split('\n').Select(static line => line.TrimEnd());

    /// <summary>The text as it stands on the screen, a line for every line ever shown.</summary>
    public static string WithoutEscapes(string text) => Escape().Replace(text, "").Replace('\r', '\n');

    public TextWriter Writer => this;

    public bool IsTerminal { get; }

    public int Width => 100;

    public int Height => 40;

    public void SetEncoding(Encoding encoding)
    {
    }

    [GeneratedRegex("\e\\[[0-9;?]*[A-Za-z]")]
    private static partial Regex Escape();
}
