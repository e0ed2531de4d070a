using System.Diagnostics;

namespace KernelGen.Consumer.Tests;

/// <summary>What a finished program has left behind.</summary>
internal sealed record ProcessRun(int ExitCode, string Output)
{
    public static ProcessRun Of(string program, string directory, params string[] arguments) => Of(program, directory, [], arguments);

    /// <param name="program">What to start.</param>
    /// <param name="directory">Where.</param>
    /// <param name="variables">Environment variables to set, beside those of this process.</param>
    /// <param name="arguments">Of the program.</param>
    public static ProcessRun Of(string program, string directory, (string Name, string Value)[] variables, string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // The build that runs this test hands its own settings down; the consumer is to be built as on its own.
        foreach (string name in start.Environment.Keys.Where(static k => k.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(name);
        }

        foreach ((string name, string value) in variables)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new ProcessRun(process.ExitCode, output + errors.Result);
    }

    public string Succeeded()
    {
        Assert.True(ExitCode == 0, $"Exit code {ExitCode}:\n{Output}");
        return Output;
    }
}
