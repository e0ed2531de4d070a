using System.Diagnostics;
using KernelGen.Testing;

namespace KernelGen.Generators.Tests.Laws;

/// <summary>A program in a folder of its own, to be run in processes of their own.</summary>
internal sealed class GeneratedProgram : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("kernelgen-program-");

    /// <param name="assembly">A console application that uses no other assemblies than those of this project and .NET's.</param>
    public GeneratedProgram(byte[] assembly)
    {
        File.WriteAllBytes(PathOf("Program.dll"), assembly);
        File.WriteAllText(
            PathOf("Program.runtimeconfig.json"),
            $$"""{ "runtimeOptions": { "framework": { "name": "Microsoft.NETCore.App", "version": "{{Environment.Version}}" }, "configProperties": { "System.Globalization.Invariant": true } } }""");
        foreach (Type type in (Type[])[typeof(IModel), typeof(GradientCheck), typeof(GeneratedProgram)])
        {
            File.Copy(type.Assembly.Location, PathOf(Path.GetFileName(type.Assembly.Location)));
        }
    }

    /// <summary>Runs it to its end, however it ends.</summary>
    /// <param name="settings">Variables of the environment.</param>
    /// <param name="arguments">What Main gets.</param>
    /// <returns>The exit code, and what was printed.</returns>
    public async Task<(int ExitCode, string Output)> Run(IEnumerable<(string Name, string Value)> settings, params string[] arguments)
    {
        var start = new ProcessStartInfo(DotNet(), ["exec", PathOf("Program.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in settings)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await errors);
    }

    public void Dispose() => folder.Delete(recursive: true);

    private string PathOf(string file) => Path.Combine(folder.FullName, file);

    /// <summary>The program that hosts this process's own runtime.</summary>
    private static string DotNet()
    {
        string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string host = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        return Path.GetFullPath(Path.Combine(runtime, "..", "..", "..", host));
    }
}
