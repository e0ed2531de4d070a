using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using KernelGen.Data;
using KernelGen.Gallery.Models;
using KernelGen.Gallery.Reporting;
using KernelGen.Training;
using Spectre.Console;

namespace KernelGen.Gallery.Running;

/// <summary>What the program understands on its command line.</summary>
public static class CommandLine
{
    /// <summary>The exit code where all went well.</summary>
    public const int Success = 0;

    /// <summary>The exit code where a file is missing or malformed, training diverged, or gradients are wrong.</summary>
    public const int Failure = 1;

    /// <summary>The exit code where the command line makes no sense.</summary>
    public const int UsageFault = 2;

    /// <summary>The exit code where the user stopped the training, as shells count it for Ctrl-C.</summary>
    public const int Interrupted = 130;

    private const int HelpWidth = 100;

    private static readonly string ExitCodes = $"""
        Exit codes:
          {Success,3}  all went well
          {Failure,3}  a file is missing or malformed, training diverged, or a check failed
          {UsageFault,3}  the command line makes no sense
          {Interrupted,3}  Ctrl-C ended the training; what there was is printed and saved

        """;

    /// <summary>Does what the arguments ask for. What is wrong is said in one line.</summary>
    /// <param name="args">The arguments of the program.</param>
    /// <param name="console">Where results go.</param>
    /// <param name="error">Where faults go.</param>
    /// <param name="cancellation">Ends a training early.</param>
    /// <returns>The exit code.</returns>
    public static int Run(IReadOnlyList<string> args, IAnsiConsole console, TextWriter error, CancellationToken cancellation = default)
    {
        ParseResult parse = Root(console, cancellation).Parse(args);
        if (parse.Action is ParseErrorAction)
        {
            error.WriteLine(OneLine(parse.Errors[0].Message) + " (--help tells what is understood)");
            return UsageFault;
        }

        try
        {
            return parse.Invoke(new InvocationConfiguration
            {
                Output = console.Profile.Out.Writer,
                Error = error,
                EnableDefaultExceptionHandler = false,
            });
        }
        catch (Exception fault) when (fault is DataFormatException or IOException or UnauthorizedAccessException or TrainingDivergedException)
        {
            error.WriteLine(OneLine(fault.Message));
            return Failure;
        }
    }

    private static RootCommand Root(IAnsiConsole console, CancellationToken cancellation)
    {
        Option<bool> json = JsonOption.Create();
        var list = new Command("list", "Print every model: layers, loss, parameters, floating-point operations.") { json };
        list.SetAction(parse =>
        {
            if (parse.GetValue(json))
            {
                ModelJson.Write(console, ModelCatalog.Models);
            }
            else
            {
                console.Write(ModelTable.Of(ModelCatalog.Models));
            }
        });

        var root = new RootCommand(
            "Models declared as annotated classes, compiled to SIMD kernels by a source generator. Without a command: draws digits, " +
            "checks the gradients of mlp-784-128-10, trains it and reports accuracy, speed and memory.")
        {
            list,
            new ShowCommand(console),
            new TrainCommand(console, cancellation),
            new EvaluateCommand(console),
            new PredictCommand(console),
            new CheckCommand(console),
            new CompareCommand(console, cancellation),
            new ReportCommand(console, cancellation),
        };
        root.SetAction(_ => ExitCode(new MainJob().Run(console, cancellation)));
        foreach (HelpOption option in root.Options.OfType<HelpOption>())
        {
            option.Action = new TeachingHelp(new HelpAction { MaxWidth = HelpWidth });
        }

        return root;
    }

    /// <summary>Whether what a command line asks for has something to report or to save when it is cancelled; anything else just ends.</summary>
    public static bool FinishesWhenCancelled(IReadOnlyList<string> args) => args is [] or ["train" or "compare" or "report", ..];

    internal static int ExitCode(RunEnd end) => end switch
    {
        RunEnd.Completed => Success,
        RunEnd.Cancelled => Interrupted,
        _ => Failure,
    };

    private static string OneLine(string message) => message.ReplaceLineEndings(" ");

    /// <summary>Help that goes on with the exit codes and with examples.</summary>
    private sealed class TeachingHelp(HelpAction help) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            int code = help.Invoke(parseResult);
            TextWriter output = parseResult.InvocationConfiguration.Output;
            output.WriteLine(ExitCodes);
            if (parseResult.CommandResult.Command is ILesson command)
            {
                output.WriteLine(command.Lesson);
            }

            return code;
        }
    }
}
