using KernelGen.Generators.Reading;
using static KernelGen.Generators.Tests.Pipeline.Specs;

namespace KernelGen.Generators.Tests.Pipeline;

public class ReadmeTests
{
    [Fact]
    public void The_readme_shows_the_equations_that_are_generated()
    {
        ModelSpec declared = Of(30, global::KernelGen.Generators.Reading.Loss.LogisticCrossEntropy, Dense(1)) with { L2 = 0.001 };
        string[] remarks = ModelCompiler.Compile(declared).Split('\n')
            .SkipWhile(static line => line != "/// <code>").Skip(1)
            .TakeWhile(static line => !line.StartsWith("/// parameters", StringComparison.Ordinal))
            .Select(static line => line.Length > 4 ? line[4..] : "").ToArray();

        string readme = File.ReadAllText(Path.Combine(SolutionDirectory(), "README.md")).ReplaceLineEndings("\n");
        Assert.Contains(string.Join("\n", remarks).TrimEnd(), readme, StringComparison.Ordinal);
    }

    private static string SolutionDirectory()
    {
        DirectoryInfo directory = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "KernelGen.sln")))
        {
            directory = directory.Parent!;
        }

        return directory.FullName;
    }
}
