using KernelGen.Benchmarks.Measuring;

namespace KernelGen.Gallery.Tests.Benchmarking;

public class ProcessorListTests
{
    [Theory]
    [InlineData("0", new[] { 0 })]
    [InlineData("0,1", new[] { 0, 1 })]
    [InlineData("0-3,8,10-11", new[] { 0, 1, 2, 3, 8, 10, 11 })]
    [InlineData("\t0-1\n", new[] { 0, 1 })]
    [InlineData("", new int[0])]
    public void Ranges_and_single_processors_are_read(string text, int[] expected) => Assert.Equal(expected, ProcessorList.Parse(text));

    [Theory]
    [InlineData("3-0")]
    [InlineData("0-3-5")]
    [InlineData("-1")]
    [InlineData("all")]
    public void What_names_no_processors_is_refused(string text) => Assert.Throws<FormatException>(() => ProcessorList.Parse(text));

    [Fact]
    public void What_is_written_is_read()
    {
        int[] processors = [1, 0, 12];
        Assert.Equal("1,0,12", ProcessorList.Format(processors));
        Assert.Equal(processors, ProcessorList.Parse(ProcessorList.Format(processors)));
    }
}
