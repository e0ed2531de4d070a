using System.Runtime.InteropServices;
using KernelGen.Benchmarks.Measuring;

namespace KernelGen.Benchmarks.Compare;

/// <summary>The native library of onnxruntime, which an npm package brings.</summary>
internal static class OnnxRuntime
{
    private const string Variable = "ONNXRUNTIME";

    /// <summary>
    /// Sets the variable that the peer reads to the library in npm's global folder, unless the caller has set it. Where there is
    /// neither, the peer asks the loader.
    /// </summary>
    public static void Locate()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not null
            || ChildProgram.Run(["npm", "root", "-g"]) is not { Failure: null } npm)
        {
            return;
        }

        string folder = Path.Combine(npm.Output.Trim(), "onnxruntime-node", "bin");
        string architecture = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "x64";
        if (Directory.Exists(folder))
        {
            Environment.SetEnvironmentVariable(
                Variable,
                Directory.EnumerateFiles(folder, "libonnxruntime.so.1", SearchOption.AllDirectories)
                    .FirstOrDefault(file => Path.GetFileName(Path.GetDirectoryName(file)) == architecture));
        }
    }
}
