using Microsoft.CodeAnalysis;

namespace KernelGen.Generators.Tests.Laws;

/// <summary>The whole matrix compiled once, and run in a process for each instruction set.</summary>
public sealed class MatrixRuns : IAsyncLifetime
{
    private readonly Task<GeneratedProgram> program = Task.Run(static () => new GeneratedProgram(Compile()));

    public MatrixRuns()
    {
        // Two at a time, whatever is asked for first: tests of one class run one after the other.
        int width = MatrixProgram.RegisterWidth;
        Here = Run(after: program, width, MatrixScope.Full);
        Without512Bits = Run(after: program, Math.Min(width, 256), MatrixScope.Full, ("DOTNET_EnableAVX512", "0"));
        Without256Bits = Run(after: Without512Bits, Math.Min(width, 128), MatrixScope.Full, ("DOTNET_EnableAVX2", "0"));

        // Each operation on a vector is then a tree of calls: to optimize these takes the compiler four times as long.
        WithoutVectors = Run(after: Here, 0, MatrixScope.Brief, ("DOTNET_EnableHWIntrinsic", "0"), ("DOTNET_JITMinOpts", "1"));
    }

    /// <summary>The exit code and what was printed, on this machine as it is.</summary>
    public Task<(int ExitCode, string Output)> Here { get; }

    public Task<(int ExitCode, string Output)> Without512Bits { get; }

    public Task<(int ExitCode, string Output)> Without256Bits { get; }

    public Task<(int ExitCode, string Output)> WithoutVectors { get; }

    public async Task InitializeAsync() => await Task.WhenAll(Here, Without512Bits, Without256Bits, WithoutVectors);

    public async Task DisposeAsync() => (await program).Dispose();

    private async Task<(int ExitCode, string Output)> Run(Task after, int registerWidth, MatrixScope scope, params (string Name, string Value)[] settings)
    {
        await after;

        // Thousands of methods that run a few times each: what counts is how soon they are compiled.
        return await (await program).Run([("DOTNET_TieredPGO", "0"), .. settings], $"{registerWidth}", $"{scope}");
    }

    private static byte[] Compile()
    {
        IEnumerable<string> names = ModelMatrix.All.SelectMany(static m => m.Classes).Select(static c => c.Name);
        IEnumerable<string> laws =
            from model in ModelMatrix.All
            where model.Loss is not null
            from type in model.Classes
            select $"ModelLaws.Check<{type.Name}, {type.Element}, {(model.HasLabels ? "int" : type.Element)}>";
        string source = $$"""
            {{GeneratedAssembly.Usings}}
            {{string.Concat(ModelMatrix.All)}}

            {{GeneratedAssembly.ListOfProbes(names)}}

            internal static class Program
            {
                internal static int Main(string[] arguments) => MatrixProgram.Run(new Probes(), new Func<IEnumerable<string>>[] { {{string.Join(", ", laws)}} }, arguments);
            }
            """;
        return GeneratedAssembly.Emit(GeneratedAssembly.Generate(OutputKind.ConsoleApplication, source));
    }
}
