using KernelGen.Consumer.Tests;

namespace KernelGen.Gallery.Tests.Running;

/// <summary>The program in a process of its own: its own build, not the copy beside the tests, for from there it finds what was generated.</summary>
internal static class GalleryProcess
{
    public static ProcessRun Start((string Name, string Value)[] variables, params string[] arguments)
    {
        var tests = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        string framework = tests.Name;
        string configuration = tests.Parent!.Name;
        DirectoryInfo root = tests;
        while (!File.Exists(Path.Combine(root.FullName, "KernelGen.sln")))
        {
            root = root.Parent ?? throw new DirectoryNotFoundException($"No KernelGen.sln above {tests}.");
        }

        string program = Path.Combine(root.FullName, "src", "KernelGen.Gallery", "bin", configuration, framework, "KernelGen.Gallery.dll");
        return ProcessRun.Of("dotnet", root.FullName, variables, [program, .. arguments]);
    }
}
