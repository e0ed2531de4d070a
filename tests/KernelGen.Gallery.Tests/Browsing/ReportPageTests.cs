using System.Reflection;
using KernelGen.Gallery.Figures;
using KernelGen.Gallery.Tests.Figures;
using KernelGen.Tests.Data;

namespace KernelGen.Gallery.Tests.Browsing;

/// <summary>The report as a browser draws it, on a desk and in a hand, by day and by night.</summary>
public sealed class ReportPageTests : TemporaryFolder
{
    private static readonly Lazy<string> Questions = new(static () =>
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("FigureFaults.js")!);
        return reader.ReadToEnd();
    });

    [BrowserTheory]
    [InlineData(1280, "light")]
    [InlineData(390, "dark")]
    public async Task Every_figure_is_drawn_labelled_and_within_its_frame(int width, string scheme)
    {
        (string[] faults, int figures) = await AskAsync(SmallReport.Report.ToHtml(), width, scheme);
        Assert.Empty(faults);
        Assert.Equal(SmallReport.Report.Figures.Count(), figures);
    }

    // What is asked finds what it is asked for.
    [BrowserTheory]
    [InlineData("class=\"axis x\"", "class=\"tick\"", "an axis has no name")]
    [InlineData("loss for target 1 (nats)", "loss for target 1", "is without its unit")]
    [InlineData("class=\"legend\"", "class=\"g\"", "is not in the legend")]
    [InlineData("class=\"axis x\"", "class=\"axis x\" transform=\"translate(300 0)\"", "is outside the picture")]
    [InlineData("svg text { font-size: 11px", "svg text { font-size: 8px", "pixels high")]
    [InlineData("svg text { font-size: 11px", "svg text { font-size: 24px", "overlaps")]
    [InlineData("main { padding-bottom", "main { min-width: 500px; padding-bottom", "the page is")]
    public async Task A_page_with_a_fault_is_found_out(string right, string wrong, string fault)
    {
        string page = ReportPage.Write([LossFigures.Section], "");
        Assert.Contains(right, page, StringComparison.Ordinal);
        (string[] faults, _) = await AskAsync(page.Replace(right, wrong, StringComparison.Ordinal), 390, "light");
        Assert.Contains(faults, found => found.Contains(fault, StringComparison.Ordinal));
    }

    private async Task<(string[] Faults, int Figures)> AskAsync(string html, int width, string scheme)
    {
        string path = Write("report.html", html);
        await using Chromium browser = await Chromium.StartAsync();
        BrowserPage page = await browser.Tools.OpenAsync(new Uri(path), width, scheme);
        Assert.Equal(width, await page.EvaluateAsync<int>("innerWidth"));
        Assert.Equal(scheme == "dark", await page.EvaluateAsync<bool>("matchMedia('(prefers-color-scheme: dark)').matches"));
        return (await page.EvaluateAsync<string[]>(Questions.Value), await page.EvaluateAsync<int>("document.querySelectorAll('figure').length"));
    }
}
