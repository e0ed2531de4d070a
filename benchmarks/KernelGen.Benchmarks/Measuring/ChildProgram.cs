using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace KernelGen.Benchmarks.Measuring;

/// <summary>What a program printed, or why it could not be used.</summary>
/// <param name="Output">All of its standard output.</param>
/// <param name="Failure">Null where it succeeded, otherwise the line that says why it did not.</param>
internal sealed record ChildResult(string Output, string? Failure);

/// <summary>Programs that run beside this one, each with the defaults of its libraries but for their threads.</summary>
internal static class ChildProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // A preset kind of processor (Haswell, say) halves a library's speed.
    private static readonly string[] Presets =
    [
        "OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE", "BLIS_ARCH_TYPE", "ATEN_CPU_CAPABILITY", "DNNL_MAX_CPU_ISA", "ONEDNN_MAX_CPU_ISA",
        "LIBXSMM_TARGET", "MKL_ENABLE_INSTRUCTIONS", "NPY_DISABLE_CPU_FEATURES",
    ];

    private static readonly string[] Threads =
        ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"];

    /// <summary>Runs a program to its end.</summary>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="folder">Where it runs, or null for here.</param>
    /// <param name="threads">Those that its libraries may use.</param>
    /// <param name="variables">Environment variables that it gets beyond ours.</param>
    public static ChildResult Run(
        IReadOnlyList<string> command,
        string? folder = null,
        int threads = 1,
        params ReadOnlySpan<(string Name, string Value)> variables)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            WorkingDirectory = folder ?? "",
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        SetVariables(start.Environment, threads);
        foreach ((string name, string value) in variables)
        {
            start.Environment[name] = value;
        }

        try
        {
            using Process process = Process.Start(start)!;
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            Task<string> errors = process.StandardError.ReadToEndAsync();
            if (!process.WaitForExit(Patience))
            {
                process.Kill(entireProcessTree: true);
                return new ChildResult("", $"not done after {Patience.TotalMinutes:0} minutes");
            }

            process.WaitForExit();
            return new ChildResult(output.Result, process.ExitCode == 0 ? null : Reason(errors.Result, process.ExitCode));
        }
        catch (Win32Exception)
        {
            return new ChildResult("", $"{command[0]} is not there");
        }
    }

    /// <summary>The line of a compiler's, a loader's or an interpreter's complaint that says what is missing.</summary>
    public static string Reason(string errors, int exitCode)
    {
        string[] lines = errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string[] causes = ["error:", "cannot find"];
        return lines.FirstOrDefault(line => causes.Any(cause => line.Contains(cause, StringComparison.Ordinal)))
            ?? lines.LastOrDefault()
            ?? $"exit code {exitCode}";
    }

    private static void SetVariables(IDictionary<string, string?> environment, int threads)
    {
        foreach (string preset in Presets)
        {
            environment.Remove(preset);
        }

        foreach (string name in Threads)
        {
            environment[name] = threads.ToString(CultureInfo.InvariantCulture);
        }

        environment["PYTHONDONTWRITEBYTECODE"] = "1";

        // A process on one core waits ten times as long before it optimises: the same code in the end, ten seconds later.
        environment["DOTNET_TC_DelaySingleProcMultiplier"] = "1";
    }
}
