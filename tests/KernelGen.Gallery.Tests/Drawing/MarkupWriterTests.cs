using System.Xml.Linq;
using KernelGen.Gallery.Drawing;

namespace KernelGen.Gallery.Tests.Drawing;

public sealed class MarkupWriterTests
{
    [Fact]
    public void Elements_close_in_order()
        => Assert.Equal("<g class=\"a\"><path d=\"M0 0\"/><text>b</text></g>", new MarkupWriter()
            .Open("g", ("class", "a")).Empty("path", ("d", "M0 0")).Element("text", "b").Close().ToString());

    [Fact]
    public void Words_and_attributes_come_back_as_they_were()
    {
        const string words = "a < b & \"c\" > 'd' ‖w‖₁";
        XElement element = XElement.Parse(new MarkupWriter().Element("text", words, ("name", words)).ToString());
        Assert.Equal((words, words), (element.Value, element.Attribute("name")!.Value));
    }

    [Fact]
    public void An_element_left_open_is_refused()
        => Assert.Contains("svg", Assert.Throws<InvalidOperationException>(() => new MarkupWriter().Open("svg").ToString()).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(0, "0")]
    [InlineData(-0.001, "0")]
    [InlineData(1.005, "1")]
    [InlineData(-2.5, "-2.5")]
    [InlineData(1234567.891, "1234567.89")]
    public void Numbers_have_two_digits_after_the_point_and_no_minus_before_zero(double number, string text)
        => Assert.Equal(text, AttributeValue.Number(number));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void What_is_nowhere_is_not_drawn(double number) => Assert.Throws<ArgumentException>(() => AttributeValue.Number(number));

    [Fact]
    public void A_path_goes_from_point_to_point() => Assert.Equal("M0 1L2 3.5L4 5Z", AttributeValue.Path([(0, 1), (2, 3.5), (4, 5)], closed: true));
}
