using System.Text.RegularExpressions;
using System.Xml.Linq;
using KernelGen.Gallery.Examples;
using KernelGen.Gallery.Figures;

namespace KernelGen.Gallery.Tests.Figures;

public sealed partial class LectureReportTests
{
    private static readonly Lazy<string> Page = new(static () => SmallReport.Report.ToHtml());

    // The pictures that the lectures draw or describe, then those of a training run.
    [Theory]
    [InlineData("squared-after-logistic", "cross-entropy", "losses-together", "convex", "not-convex", "differences")]
    [InlineData("activation-values", "activation-slopes", "steep-logistic", "half-planes", "xor-by-hand", "graph-unit", "graph-chain")]
    [InlineData("loss-surface", "absolute-squared", "lasso", "ridge", "templates", "features", "ring-linear", "ring-network", "width", "step-sizes")]
    [InlineData("learning-cost", "learning-error", "confusion", "mistakes", "speed")]
    public void Every_picture_of_the_lectures_is_there(params string[] ids)
        => Assert.Subset(SmallReport.Report.Figures.Select(static figure => figure.Id).ToHashSet(), ids.ToHashSet());

    [Fact]
    public void The_file_is_whole_without_any_other()
    {
        Assert.DoesNotContain("<script", Page.Value, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("http", Page.Value, StringComparison.Ordinal);
        Assert.All(Addresses().Matches(Page.Value), static match => Assert.Matches("^(#|data:image/png;base64,)", match.Groups[1].Value));
    }

    [Fact]
    public void What_is_named_by_a_name_has_it_alone()
    {
        XElement page = XElement.Parse(Page.Value.Replace("<!DOCTYPE html>", "", StringComparison.Ordinal));
        string[] ids = [.. page.Descendants().Attributes("id").Select(static id => id.Value)];
        Assert.Equal(ids.Distinct(), ids);
        Assert.All(
            page.Descendants().Attributes("aria-labelledby").SelectMany(static names => names.Value.Split(' '))
                .Concat(page.Descendants("a").Select(static a => a.Attribute("href")!.Value.TrimStart('#'))),
            name => Assert.Contains(name, ids));
    }

    [Fact]
    public void Every_picture_says_in_words_what_it_shows() => Assert.All(SmallReport.Report.Figures, static figure =>
    {
        Assert.All([figure.Title, figure.Claim, figure.Source, figure.Picture.Description], static words => Assert.False(string.IsNullOrWhiteSpace(words)));
        Assert.EndsWith(".", figure.Claim, StringComparison.Ordinal);
    });

    [Fact]
    public void Without_speed_a_second_report_is_the_same_byte_for_byte()
        => Assert.Equal(SmallReport.Make(withSpeed: false).ToHtml(), SmallReport.Make(withSpeed: false).ToHtml());

    [Fact]
    public void A_cancelled_report_is_none() => Assert.Throws<OperationCanceledException>(() => LectureReport.Make(
        EmbeddedExamples.Digits(20, 10, 1), 1, withSpeed: false, new CancellationToken(canceled: true)));

    [GeneratedRegex("(?:href|src)=\"([^\"]*)\"")]
    private static partial Regex Addresses();
}
