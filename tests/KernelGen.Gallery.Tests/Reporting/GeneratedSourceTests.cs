using KernelGen.Gallery.Reporting;

namespace KernelGen.Gallery.Tests.Reporting;

public sealed class GeneratedSourceTests : IDisposable
{
    private readonly string project = Directory.CreateTempSubdirectory("generated-").FullName;
    private readonly string program;

    public GeneratedSourceTests()
    {
        program = Directory.CreateDirectory(Path.Combine(project, "bin", "Release", "net10.0")).FullName;
        string folder = Directory.CreateDirectory(Path.Combine(project, "obj", "generated", "Generator")).FullName;
        File.WriteAllText(Path.Combine(folder, "Gallery.FastClassifier.g.cs"), "");
        File.WriteAllText(Path.Combine(folder, "Gallery.Classifier.g.cs"), "");
        File.WriteAllText(Path.Combine(folder, "Plain.g.cs"), "");
    }

    public void Dispose() => Directory.Delete(project, recursive: true);

    [Theory]
    [InlineData("Classifier", "Gallery.Classifier.g.cs")]
    [InlineData("FastClassifier", "Gallery.FastClassifier.g.cs")]
    [InlineData("Plain", "Plain.g.cs")]
    public void The_file_is_found_from_where_the_program_runs(string model, string file) =>
        Assert.Equal(file, Path.GetFileName(GeneratedSource.Find(model, "obj/generated", program)));

    [Fact]
    public void A_model_without_a_file_is_not_found() => Assert.Null(GeneratedSource.Find("Other", "obj/generated", program));

    [Fact]
    public void Away_from_the_build_nothing_is_found() => Assert.Null(GeneratedSource.Find("Plain", "obj/elsewhere", program));
}
