using System.Runtime.InteropServices;
using KernelGen.Benchmarks.Measuring;

namespace KernelGen.Benchmarks.Compare;

/// <summary>A program in C, compiled for this processor.</summary>
/// <param name="Source">The file with <c>main</c>.</param>
/// <param name="Arguments">Definitions and libraries.</param>
internal sealed record CompiledProgram(string Source, params string[] Arguments) : IPeerProgram
{
    private static readonly string[] Flags = ["-O3", "-ffast-math", "-march=native", "-std=gnu17"];

    // gcc prefers 256 bits on many processors that have 512; our kernels do not.
    private static readonly string[] WideFlags =
        RuntimeInformation.ProcessArchitecture == Architecture.X64 ? ["-mprefer-vector-width=512"] : [];

    public IReadOnlyList<string[]> Prepare(string sources, string output, out string? failure)
    {
        string program = Path.Combine(output, Path.GetRandomFileName());
        failure = ChildProgram.Run(["gcc", .. Flags, .. WideFlags, Source, "-o", program, .. Arguments, "-lm"], sources).Failure;
        return failure is null ? [[program]] : [];
    }
}

/// <summary>A program in Python, for the first interpreter on the path that has what it imports.</summary>
/// <param name="Source">Its file.</param>
internal sealed record PythonProgram(string Source) : IPeerProgram
{
    public IReadOnlyList<string[]> Prepare(string sources, string output, out string? failure)
    {
        string[][] commands =
        [
            .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
                .Select(static folder => Path.Combine(folder, "python3"))
                .Where(File.Exists)
                .Select(python => new[] { python, Path.Combine(sources, Source) }),
        ];
        failure = commands.Length == 0 ? "python3 is not there" : null;
        return commands;
    }
}
