using KernelGen.Gallery.Digits;

namespace KernelGen.Gallery.Tests.Digits;

public class DigitArtTests
{
    [Fact]
    public void Two_rows_of_pixels_make_one_line_of_half_blocks()
    {
        var image = new float[SyntheticDigits.PixelCount];
        image[0] = 1;
        image[SyntheticDigits.Side + 1] = 1;
        image[2] = image[SyntheticDigits.Side + 2] = 1;
        Assert.Equal("▀▄█" + new string('\n', SyntheticDigits.Side / 2), DigitArt.Render(image));
    }

    [Fact]
    public void Images_stand_side_by_side()
    {
        var images = new float[2 * SyntheticDigits.PixelCount];
        images[0] = images[SyntheticDigits.PixelCount] = 1;
        string first = DigitArt.Render(images).Split('\n')[0];
        Assert.Equal("▀" + new string(' ', SyntheticDigits.Side - 1) + "▀", first);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(783)]
    [InlineData(785)]
    public void Anything_but_whole_images_is_refused(int length) =>
        Assert.Throws<ArgumentException>("images", () => DigitArt.Render(new float[length]));
}
