using KernelGen.Gallery.Running;
using KernelGen.Tests.Data;

namespace KernelGen.Gallery.Tests.Running;

public sealed class ReportTests : TemporaryFolder
{
    private const int Side = 28;
    private const int Count = 40;

    private string Page => PathOf("page.html");

    [Fact]
    public void Real_digits_are_drawn_into_a_file_that_replaces_the_one_before()
    {
        File.WriteAllText(Page, "old");
        string output = GalleryRun.Of("report", Page, "--data", Digits(), "--no-speed").Succeeded();
        string page = File.ReadAllText(Page);
        Assert.StartsWith("<!DOCTYPE html>", page, StringComparison.Ordinal);
        Assert.Contains("The training run learnt from 32 images of 28 × 28 pixels and was tested on 8", page, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"speed\"", page, StringComparison.Ordinal);
        Assert.Matches($"^{Page}: [0-9]+ figures, [0-9]+ KiB, [0-9.]+ s", output);
        Assert.Equal([Page], Directory.GetFiles(PathOf(""), "page*"));
    }

    [Fact]
    public void What_cannot_be_written_is_refused_before_anything_is_computed()
    {
        string nowhere = PathOf(Path.Combine("nowhere", "page.html"));
        Assert.Equal($"{nowhere}: there is no folder {PathOf("nowhere")}.", GalleryRun.Of("report", nowhere).Refused(CommandLine.Failure));
        Assert.Contains("it is a folder", GalleryRun.Of("report", PathOf("")).Refused(CommandLine.Failure), StringComparison.Ordinal);
    }

    [Fact]
    public void Data_that_are_not_there_are_refused()
        => Assert.Contains("no such file or folder", GalleryRun.Of("report", Page, "--data", PathOf("none")).Refused(CommandLine.Failure), StringComparison.Ordinal);

    [Fact]
    public void Images_of_another_size_are_refused()
    {
        WritePair(2);
        Assert.Contains("784 inputs", GalleryRun.Of("report", Page, "--data", PathOf("")).Refused(CommandLine.Failure), StringComparison.Ordinal);
    }

    [Fact]
    public void Ctrl_C_leaves_the_file_before_as_it_was()
    {
        File.WriteAllText(Page, "old");
        GalleryRun run = GalleryRun.Of(new CancellationToken(canceled: true), "report", Page);
        Assert.Equal((CommandLine.Interrupted, "old"), (run.ExitCode, File.ReadAllText(Page)));
        Assert.Contains($"cancelled; {Page} was not written", run.Console.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--seed", "one")]
    [InlineData("--speed")]
    [InlineData("b.html")]
    public void What_makes_no_sense_is_refused(params string[] more)
        => GalleryRun.Of(["report", Page, .. more]).Refused(CommandLine.UsageFault);

    [Fact]
    public void Help_teaches()
    {
        string help = GalleryRun.Of("report", "--help").Succeeded();
        Assert.All(["report.html", "--data", "--seed", "--no-speed", "byte for byte", "Exit codes", "report lectures.html"], word => Assert.Contains(word, help, StringComparison.Ordinal));
    }

    private string Digits()
    {
        WritePair(Side);
        return PathOf("");
    }

    // Each label's image has its own rows of ink.
    private void WritePair(int side)
    {
        byte[] labels = [.. Enumerable.Range(0, Count).Select(static i => (byte)(i % 10))];
        byte[] images = [.. labels.SelectMany(label => Enumerable.Range(0, side * side).Select(pixel => pixel / side / 2 == label ? (byte)255 : (byte)0))];
        Write("t10k-images-idx3-ubyte", [0, 0, 8, 3, 0, 0, 0, Count, 0, 0, 0, (byte)side, 0, 0, 0, (byte)side, .. images]);
        Write("t10k-labels-idx1-ubyte", [0, 0, 8, 1, 0, 0, 0, Count, .. labels]);
    }
}
