using System.Diagnostics;

namespace KernelGen.Tests.Data;

/// <summary>NumPy itself, where the system has it (apt: python3-numpy).</summary>
internal static class Numpy
{
    private static readonly Lazy<string?> Python = new(static () =>
        new[] { "/usr/bin/python3", "python3" }.FirstOrDefault(static python => Output(python, "-c", "import numpy") is not null));

    public static string? ReasonToSkip => Python.Value is null ? "There is no python3 with numpy." : null;

    /// <summary>What Reference/numpy_files.py prints, line by line.</summary>
    public static string[] Run(params string[] arguments)
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "KernelGen.sln")))
        {
            folder = folder.Parent!;
        }

        string script = Path.Combine(folder.FullName, "tests", "KernelGen.Tests", "Data", "Reference", "numpy_files.py");
        string output = Output(Python.Value!, [script, .. arguments]) ?? throw new InvalidOperationException($"{script} failed.");
        return output.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
    }

    private static string? Output(string program, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            errors.Wait();
            return process.ExitCode == 0 ? output : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null; // There is no such program.
        }
    }
}

/// <summary>A fact that NumPy confirms: skipped, with the reason, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NumpyFactAttribute : FactAttribute
{
    public NumpyFactAttribute() => Skip = Numpy.ReasonToSkip;
}
