using System.Diagnostics;
using KernelGen.Testing;
using Microsoft.CodeAnalysis;

namespace KernelGen.Generators.Tests.Laws;

/// <summary>The whole matrix compiled once, and run in a process for each instruction set.</summary>
public sealed class MatrixRuns : IAsyncLifetime
{
    private const string ProgramName = "Matrix";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("kernelgen-matrix-");

    public MatrixRuns()
    {
        // Two at a time, whatever is asked for first: tests of one class run one after the other.
        Task program = Task.Run(WriteProgram);
        int width = MatrixProgram.RegisterWidth;
        Here = Run(after: program, width, MatrixScope.Thorough);
        Without512Bits = Run(after: program, Math.Min(width, 256), MatrixScope.Sampled, "DOTNET_EnableAVX512");
        Without256Bits = Run(after: Without512Bits, Math.Min(width, 128), MatrixScope.Sampled, "DOTNET_EnableAVX2");
        WithoutVectors = Run(after: Here, 0, MatrixScope.Brief, "DOTNET_EnableHWIntrinsic");
    }

    /// <summary>The exit code and what was printed, on this machine as it is.</summary>
    public Task<(int ExitCode, string Output)> Here { get; }

    public Task<(int ExitCode, string Output)> Without512Bits { get; }

    public Task<(int ExitCode, string Output)> Without256Bits { get; }

    public Task<(int ExitCode, string Output)> WithoutVectors { get; }

    public async Task InitializeAsync() => await Task.WhenAll(Here, Without512Bits, Without256Bits, WithoutVectors);

    public Task DisposeAsync()
    {
        folder.Delete(recursive: true);
        return Task.CompletedTask;
    }

    private async Task<(int ExitCode, string Output)> Run(Task after, int registerWidth, MatrixScope scope, params string[] switches)
    {
        await after;
        var start = new ProcessStartInfo(DotNet())
        {
            ArgumentList = { "exec", Path.Combine(folder.FullName, ProgramName + ".dll"), $"{registerWidth}", $"{scope}" },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // Thousands of methods that run a few times each: what counts is how soon they are compiled.
        start.Environment["DOTNET_TieredPGO"] = "0";
        foreach (string name in switches)
        {
            start.Environment[name] = "0";
        }

        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await errors);
    }

    private void WriteProgram()
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
        byte[] assembly = GeneratedAssembly.Emit(GeneratedAssembly.Generate(OutputKind.ConsoleApplication, source));
        File.WriteAllBytes(Path.Combine(folder.FullName, ProgramName + ".dll"), assembly);
        File.WriteAllText(
            Path.Combine(folder.FullName, ProgramName + ".runtimeconfig.json"),
            $$"""{ "runtimeOptions": { "framework": { "name": "Microsoft.NETCore.App", "version": "{{Environment.Version}}" }, "configProperties": { "System.Globalization.Invariant": true } } }""");
        foreach (Type type in (Type[])[typeof(IModel), typeof(GradientCheck), typeof(MatrixProgram)])
        {
            File.Copy(type.Assembly.Location, Path.Combine(folder.FullName, Path.GetFileName(type.Assembly.Location)));
        }
    }

    /// <summary>The program that hosts this process's own runtime.</summary>
    private static string DotNet()
    {
        string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string host = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        return Path.GetFullPath(Path.Combine(runtime, "..", "..", "..", host));
    }
}
