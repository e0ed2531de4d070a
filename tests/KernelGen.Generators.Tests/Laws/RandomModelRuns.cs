using KernelGen.Generators.Reading;
using Microsoft.CodeAnalysis;

namespace KernelGen.Generators.Tests.Laws;

/// <summary>An assembly of random models, run in a process for each instruction set that this machine has beside its own.</summary>
public sealed class RandomModelRuns : IAsyncLifetime
{
    private const int Models = 40;

    private readonly Task<GeneratedProgram> program = Task.Run(static () => new GeneratedProgram(Compile()));

    public RandomModelRuns()
    {
        int width = MatrixProgram.RegisterWidth;
        Without512Bits = Run(Math.Min(width, 256), "DOTNET_EnableAVX512");
        Without256Bits = Run(Math.Min(width, 128), "DOTNET_EnableAVX2");
    }

    /// <summary>The exit code and what was printed.</summary>
    public Task<(int ExitCode, string Output)> Without512Bits { get; }

    public Task<(int ExitCode, string Output)> Without256Bits { get; }

    public async Task InitializeAsync() => await Task.WhenAll(Without512Bits, Without256Bits);

    public async Task DisposeAsync() => (await program).Dispose();

    private static string NameOf(int index) => $"R{index}";

    private static string Laws(RandomModel model, string name)
    {
        bool labels = model.Arguments.Any(static a => a.Kind == ValueKind.Label);
        return model.Objective < 0 ? ""
            : $"ModelLaws.Check<{name}, float, {(labels ? "int" : "float")}>, ModelLaws.Check<{name}.DoublePrecision, double, {(labels ? "int" : "double")}>, ";
    }

    private static byte[] Compile()
    {
        RandomModel[] models = [.. RandomModelTests.Seeds(Models).Select(RandomModelDraw.Draw)];
        IEnumerable<string> names = models.SelectMany(static (_, i) => (string[])[NameOf(i), NameOf(i) + ".DoublePrecision"]);
        string source = $$"""
            {{GeneratedAssembly.Usings}}
            using KernelGen.Equations;
            using static KernelGen.Equations.Functions;
            {{string.Concat(models.Select(static (m, i) => RandomModelSource.Declare(m, NameOf(i))))}}

            {{GeneratedAssembly.ListOfProbes(names)}}

            internal static class Program
            {
                internal static int Main(string[] arguments) => MatrixProgram.Run(
                    new Probes(), new Func<IEnumerable<string>>[] { {{string.Concat(models.Select(static (m, i) => Laws(m, NameOf(i))))}} }, arguments);
            }
            """;
        return GeneratedAssembly.Emit(GeneratedAssembly.Generate(OutputKind.ConsoleApplication, source));
    }

    private async Task<(int ExitCode, string Output)> Run(int registerWidth, string disabled)
    {
        GeneratedProgram compiled = await program;
        return await compiled.Run([("DOTNET_TieredPGO", "0"), (disabled, "0")], $"{registerWidth}", $"{MatrixScope.Full}");
    }
}
