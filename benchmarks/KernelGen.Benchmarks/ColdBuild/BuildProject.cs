using System.Diagnostics;

namespace KernelGen.Benchmarks.ColdBuild;

/// <summary>A project in a temporary folder, with one file of models that may be left out.</summary>
internal sealed class BuildProject : IDisposable
{
    private const string Project =
        """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <EmitCompilerGeneratedFiles>true</EmitCompilerGeneratedFiles>
            <UseSharedCompilation>false</UseSharedCompilation>
          </PropertyGroup>
          <ItemGroup>
            <Reference Include="{0}" />
            <Analyzer Include="{1}" />
            <Compile Remove="Models.cs" Condition="'$(WithModels)' != 'true'" />
          </ItemGroup>
        </Project>
        """;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("kernelgen-build-");

    /// <param name="models">The text of the file of models.</param>
    public BuildProject(string models)
    {
        Write(
            "Models.csproj",
            Project.Replace("{0}", typeof(IModel).Assembly.Location, StringComparison.Ordinal)
                .Replace("{1}", typeof(Generators.ModelGenerator).Assembly.Location, StringComparison.Ordinal));
        Write("Models.cs", models);
        Write("Plain.cs", "namespace Models;\n\npublic sealed record Plain(int Value);\n");
        Run("restore");
    }

    /// <summary>How long a build takes that nothing is left of.</summary>
    public TimeSpan Build(bool withModels)
    {
        Delete("obj/Release");
        Delete("bin");
        long start = Stopwatch.GetTimestamp();
        Run("build", "-c", "Release", "--no-restore", "-nodeReuse:false", $"-p:WithModels={(withModels ? "true" : "false")}");
        return Stopwatch.GetElapsedTime(start);
    }

    /// <summary>The lines of the files that the last build generated.</summary>
    public int GeneratedLines() =>
        Directory.EnumerateFiles(folder.FullName, "*.g.cs", SearchOption.AllDirectories).Sum(static file => File.ReadLines(file).Count());

    public void Dispose() => folder.Delete(recursive: true);

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(folder.FullName, name), text);

    private void Delete(string name)
    {
        string path = Path.Combine(folder.FullName, name);
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }

    private void Run(params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = folder.FullName,
            RedirectStandardOutput = true,
        })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)} failed:\n{output}");
        }
    }
}
