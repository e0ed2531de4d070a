namespace KernelGen.Benchmarks.Measuring;

/// <summary>This program, started once more: what must be measured in a fresh process, or in one with other settings.</summary>
internal static class OwnProgram
{
    /// <summary>The command that starts this program with these arguments.</summary>
    public static string[] Command(params IEnumerable<string> arguments)
    {
        string host = Environment.ProcessPath!;

        // Started as "dotnet X.dll", the process is the host, and wants the program first.
        return Path.GetFileNameWithoutExtension(host) == "dotnet"
            ? [host, typeof(OwnProgram).Assembly.Location, .. arguments]
            : [host, .. arguments];
    }
}
