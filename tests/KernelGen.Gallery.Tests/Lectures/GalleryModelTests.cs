using KernelGen.Gallery.Models;
using KernelGen.Testing;

namespace KernelGen.Gallery.Tests.Lectures;

/// <summary>What holds for every model that the Gallery declares.</summary>
public sealed class GalleryModelTests
{
    private const int Large = 100_000;

    public static TheoryData<string> Names => [.. DeclaredModels.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_are_right(string model)
    {
        IModelProbe probe = DeclaredModels.ProbeOf(model);
        GradientCheckOptions options = new();
        GradientCheck.Run(probe, 1, probe.Info.ParameterCount > Large ? options with { SampleSize = 4, Directions = 1 } : options).ThrowIfFailed();
    }

    [Fact]
    public void Every_model_is_in_the_catalog()
        => Assert.Equal(
            DeclaredModels.All.Values.Where(static type => !type.IsNested).Select(static type => type.Name).Order(),
            ModelCatalog.Models.Select(static model => model.Type.Name).Order());

    // Rows that are features or claims of several models have none of their own.
    [Fact]
    public void The_catalog_covers_the_rows_of_the_lectures_that_are_models()
    {
        string[] rows = [.. ModelCatalog.Models.Where(static m => m.Lecture is not null).SelectMany(static m => m.Lecture!.Rows.Split(", "))];
        string[] expected = [.. Enumerable.Range(1, 22).Select(static row => $"L{row}"), "D3", "D4", "D5", "D6", "D7", "D8"];
        Assert.Empty(expected.Except(rows));
    }
}
