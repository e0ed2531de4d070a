using System.Text;
using Spectre.Console;

namespace KernelGen.Gallery.Reporting;

/// <summary>The console of this process.</summary>
public static class StandardOutput
{
    // Tables are laid out for the width of a terminal; a file has none.
    private const int RedirectedWidth = 100;

    /// <summary>A console that shows nothing.</summary>
    public static IAnsiConsole Nowhere() => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = AnsiSupport.No,
        ColorSystem = ColorSystemSupport.NoColors,
        Interactive = InteractionSupport.No,
        Out = new AnsiConsoleOutput(TextWriter.Null),
    });

    /// <summary>Opens it: with colours on a terminal, as plain text where it is redirected to a file or another program.</summary>
    public static IAnsiConsole Open()
    {
        Console.OutputEncoding = Encoding.UTF8;
        if (!Console.IsOutputRedirected)
        {
            return AnsiConsole.Console;
        }

        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = RedirectedWidth;
        return console;
    }
}
