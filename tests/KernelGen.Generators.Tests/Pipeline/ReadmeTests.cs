using System.Text.RegularExpressions;
using KernelGen.Generators.Reading;
using KernelGen.Generators.Tests.Declarations;
using KernelGen.Generators.Tests.Running;
using static KernelGen.Generators.Tests.Pipeline.Specs;

namespace KernelGen.Generators.Tests.Pipeline;

public class ReadmeTests
{
    private static readonly Regex Code = new(@"```csharp\n(?<code>.*?)```", RegexOptions.Singleline);

    [Fact]
    public void The_readme_shows_the_equations_that_are_generated()
    {
        ModelSpec declared = Of(30, global::KernelGen.Generators.Reading.Loss.LogisticCrossEntropy, Dense(1)) with { L2 = 0.001 };
        Assert.Contains(RemarksOf(ModelCompiler.Compile(declared)), Readme(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_model_of_equations_in_the_readme_is_right_and_gives_what_it_shows()
    {
        string model = Code.Matches(Readme()).Select(static m => m.Groups["code"].Value)
            .Single(static c => c.Contains("[Objective]", StringComparison.Ordinal));
        GeneratorRun run = GeneratorRun.Of(model);
        ModelExercise.RunAll(run);
        Assert.Contains(RemarksOf(run.Text), Readme(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_saving_and_resuming_in_the_readme_compiles() =>
        RequireCompiles("SaveParameters", "TrainingOptions options");

    [Fact]
    public void The_progress_in_the_readme_compiles() =>
        RequireCompiles("TensorBoardLog", "Trainer<TumourClassifier> trainer, CheckpointOptions checkpoint");

    [Fact]
    public async Task The_shapes_that_do_not_fit_in_the_readme_are_refused_in_those_words()
    {
        string model = Code.Matches(Readme()).Select(static m => m.Groups["code"].Value)
            .Single(static c => c.Contains("[Objective]", StringComparison.Ordinal));
        var complaints = await DeclarationAnalysis.Of(model.Replace("[Input(30)]", "[Input(31)]", StringComparison.Ordinal));
        Assert.Contains(complaints, c => Readme().Contains($"error {c.Id}: {c.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}", StringComparison.Ordinal));
    }

    [Fact]
    public void The_readme_names_every_function_of_the_vocabulary_and_every_kind_of_target()
    {
        string[] rows = [.. Readme().Split('\n').SkipWhile(static l => !l.StartsWith("| targets ", StringComparison.Ordinal)).TakeWhile(static l => l.StartsWith('|'))];
        Assert.All(Vocabulary.Names, name => Assert.Contains(rows, row => Regex.IsMatch(row, $"`{name}[`(]")));
        Assert.All(["[Target] Scalar", "[Target(3)] Vector", "[Target] Label"], target => Assert.Contains(target, rows[0], StringComparison.Ordinal));
    }

    /// <summary>The only block with that word, as the body of a method that has what blocks before it declare.</summary>
    /// <param name="word">What no other block says.</param>
    /// <param name="parameters">Of the method, beside model, data and result.</param>
    private static void RequireCompiles(string word, string parameters)
    {
        string[] blocks = [.. Code.Matches(Readme()).Select(static m => m.Groups["code"].Value)];
        string declaration = blocks.Single(static c => c.Contains("partial class TumourClassifier", StringComparison.Ordinal));
        string body = blocks.Single(c => c.Contains(word, StringComparison.Ordinal));
        GeneratorRun.Of($$"""
            using System;
            using System.IO;
            using KernelGen.Persistence;
            using KernelGen.Training;
            {{declaration}}
            internal static class Shown
            {
                public static void Run(
                    TumourClassifier model, Dataset<float, float> training, Dataset<float, float> validation, TrainingResult result, {{parameters}})
                {
                    {{body}}
                }
            }
            """);
    }

    /// <summary>From the first line of the remarks to the parameters.</summary>
    private static string RemarksOf(string text) => string.Join("\n", text.ReplaceLineEndings("\n").Split('\n')
        .SkipWhile(static line => line != "/// <code>").Skip(1)
        .TakeWhile(static line => !line.StartsWith("/// parameters", StringComparison.Ordinal))
        .Select(static line => line.Length > 4 ? line[4..] : "")).TrimEnd();

    private static string Readme() => File.ReadAllText(Path.Combine(SolutionDirectory(), "README.md")).ReplaceLineEndings("\n");

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
