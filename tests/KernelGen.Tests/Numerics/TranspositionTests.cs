using System.Numerics;
using KernelGen.Numerics;

namespace KernelGen.Tests.Numerics;

public class SingleTranspositionTests : TranspositionTests<float>;

public class DoubleTranspositionTests : TranspositionTests<double>;

public abstract class TranspositionTests<T>
    where T : unmanaged, INumber<T>
{
    // Whole blocks, what is left of them, and nothing but that.
    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 7)]
    [InlineData(5, 64)]
    [InlineData(16, 16)]
    [InlineData(16, 33)]
    [InlineData(31, 16)]
    [InlineData(48, 64)]
    [InlineData(64, 1)]
    [InlineData(48, 47)]
    public void Rows_become_columns_and_padding_becomes_zero(int rows, int columns)
    {
        const int Padding = 3;
        const int After = 5;
        (int sourceStride, int destinationStride) = (columns + Padding, rows + Padding);
        T[] source = [.. Enumerable.Range(1, rows * sourceStride).Select(T.CreateChecked)];
        T[] destination = [.. Enumerable.Repeat(-T.One, columns * destinationStride + After)];
        Transposition.Copy(in source[0], rows, columns, sourceStride, ref destination[0], destinationStride);
        for (int j = 0; j < columns; j++)
        {
            T[] expected = [.. Enumerable.Range(0, rows).Select(i => source[i * sourceStride + j]), .. Enumerable.Repeat(T.Zero, Padding)];
            Assert.Equal(expected, destination[(j * destinationStride)..((j + 1) * destinationStride)]);
        }

        Assert.All(destination[^After..], static x => Assert.Equal(-T.One, x));
    }
}
