using Microsoft.CodeAnalysis;

namespace KernelGen.Generators.Tests.Laws;

/// <summary>Asks <see cref="ScoreModel"/> for the laws in a process of its own, which a flaw may end.</summary>
public sealed class FlawedProgram : IDisposable
{
    private const string Source = """
        internal static class Program
        {
            internal static int Main(string[] arguments) => KernelGen.Generators.Tests.Laws.FlawedProgram.CountBroken(arguments[0]);
        }
        """;

    private readonly GeneratedProgram program = new(GeneratedAssembly.Emit(GeneratedAssembly.Parse(OutputKind.ConsoleApplication, Source)));

    /// <summary>Called in that process.</summary>
    /// <returns>The exit code: how many laws are broken.</returns>
    public static int CountBroken(string flaw)
    {
        string[] broken = Broken(Enum.Parse<Flaw>(flaw));
        Array.ForEach(broken, Console.WriteLine);
        return broken.Length;
    }

    /// <summary>The laws that the model with this flaw breaks, asked in this process.</summary>
    public static string[] Broken(Flaw flaw) => [.. ModelLaws.Check<ScoreModel, double, int>(new ScoreModel(flaw))];

    /// <summary>The exit code, and what was printed.</summary>
    public Task<(int ExitCode, string Output)> Run(Flaw flaw) => program.Run([], $"{flaw}");

    public void Dispose() => program.Dispose();
}
