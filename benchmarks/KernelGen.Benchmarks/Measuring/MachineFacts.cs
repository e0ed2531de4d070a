using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace KernelGen.Benchmarks.Measuring;

/// <summary>Where and when a report was measured.</summary>
/// <param name="Processor">The processor's name, or its architecture where the system does not say.</param>
/// <param name="LogicalProcessors">Those that this process may use.</param>
/// <param name="VectorBits">The register width that the kernels use.</param>
/// <param name="Runtime">The .NET version.</param>
/// <param name="System">The operating system.</param>
/// <param name="MeasuredAt">In universal time.</param>
internal sealed record MachineFacts(
    string Processor, int LogicalProcessors, int VectorBits, string Runtime, string System, DateTimeOffset MeasuredAt)
{
    public static MachineFacts Read() => new(
        ProcessorName(),
        Environment.ProcessorCount,
        Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128,
        RuntimeInformation.FrameworkDescription,
        RuntimeInformation.OSDescription,
        DateTimeOffset.UtcNow);

    private static string ProcessorName()
    {
        const string source = "/proc/cpuinfo";
        string unknown = RuntimeInformation.ProcessArchitecture.ToString();
        if (!File.Exists(source))
        {
            return unknown;
        }

        string[] lines = File.ReadAllLines(source);
        return Value(lines, "model name") is { } name
            ? string.Create(CultureInfo.InvariantCulture, $"{name} (family {Value(lines, "cpu family")}, model {Value(lines, "model")})")
            : unknown;
    }

    private static string? Value(string[] lines, string key) => lines
        .Select(static line => line.Split(':', 2, StringSplitOptions.TrimEntries))
        .FirstOrDefault(pair => pair.Length == 2 && pair[0] == key)?[1];
}
