using KernelGen.Gallery.Drawing;

namespace KernelGen.Gallery.Figures;

/// <summary>The report as one HTML file: no script, no other file, light and dark, from the width of a telephone on.</summary>
internal static class ReportPage
{
    private const string Title = "What the lectures draw";

    /// <summary>The file's text.</summary>
    /// <param name="sections">From the top.</param>
    /// <param name="origin">What was trained on what, in a sentence.</param>
    public static string Write(IReadOnlyList<Section> sections, string origin)
    {
        var page = new MarkupWriter();
        page.Raw("<!DOCTYPE html>\n").Open("html", ("lang", "en")).Line();
        page.Open("head").Line();
        page.Empty("meta", ("charset", "utf-8")).Line();
        page.Empty("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1")).Line();
        page.Empty("meta", ("name", "color-scheme"), ("content", "light dark")).Line();
        page.Element("title", $"KernelGen: {Title.ToLowerInvariant()}").Line();
        page.Open("style").Raw(PageStyle.Sheet).Close().Line();
        page.Close().Line().Open("body").Line();
        page.Open("header");
        page.Element("h1", Title);
        page.Element(
            "p", "Pictures of machine learning from two lectures and their notes. Every number in them was computed by kernels that the build " +
            "generated from a model's declaration.");
        page.Element("p", origin, ("class", "quiet"));
        page.Open("nav", ("aria-label", "Sections")).Open("ol");
        foreach (Section section in sections)
        {
            page.Open("li").Element("a", section.Title, ("href", "#" + section.Id)).Close();
        }

        page.Close().Close().Close().Line().Open("main").Line();
        foreach (Section section in sections)
        {
            Write(page, section);
        }

        page.Close().Close().Line().Close().Line();
        return page.ToString();
    }

    private static void Write(MarkupWriter page, Section section)
    {
        page.Open("section", ("id", section.Id), ("aria-labelledby", section.Id + "-title")).Line();
        page.Element("h2", section.Title, ("id", section.Id + "-title")).Line();
        page.Open("div", ("class", "figures")).Line();
        foreach (Figure figure in section.Figures)
        {
            Write(page, figure);
        }

        page.Close().Close().Line();
    }

    private static void Write(MarkupWriter page, Figure figure)
    {
        (string title, string description) = (figure.Id + "-title", figure.Id + "-description");
        page.Open("figure", ("id", figure.Id)).Line();
        page.Element("h3", figure.Title);
        page.Open(
            "svg", ("viewBox", $"0 0 {AttributeValue.Number(Picture.Width)} {AttributeValue.Number(figure.Picture.Height)}"), ("role", "img"),
            ("aria-labelledby", $"{title} {description}"), ("data-kind", figure.Picture.Kind)).Line();
        page.Element("title", figure.Title, ("id", title)).Element("desc", figure.Picture.Description, ("id", description)).Line();
        figure.Picture.Draw(page);
        page.Close().Line();
        page.Open("figcaption").Element("p", figure.Claim);
        if (figure.Facts.Length > 0)
        {
            page.Open("dl");
            foreach (Fact fact in figure.Facts)
            {
                page.Open("div").Element("dt", fact.Name).Element("dd", fact.Text).Close();
            }

            page.Close();
        }

        page.Element("p", figure.Source, ("class", "quiet")).Close().Close().Line();
    }
}
