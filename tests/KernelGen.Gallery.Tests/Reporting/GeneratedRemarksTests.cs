using KernelGen.Gallery.Reporting;

namespace KernelGen.Gallery.Tests.Reporting;

public class GeneratedRemarksTests
{
    [Fact]
    public void The_equations_are_what_a_reader_sees_of_the_first_remarks()
        => Assert.Equal(
            ["t < 1", "", "  y = x & z"],
            GeneratedRemarks.Of(["// header", "/// <remarks>", "/// <code>", "/// t &lt; 1", "///", "///   y = x &amp; z", "/// </code>", "/// <code>", "/// w"]));

    [Fact]
    public void A_file_without_remarks_has_no_equations() => Assert.Empty(GeneratedRemarks.Of(["class X;"]));
}
