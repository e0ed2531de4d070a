using System;
using System.Collections.Generic;
using System.Linq;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Reading;

namespace KernelGen.Generators.Planning;

/// <summary>What a choice costs, in vector instructions for one example: the one place where plans are weighed against each other.</summary>
internal static class CostModel
{
    /// <summary>Adding up the lanes of one register: shuffles and adds that a product over inputs in lanes needs for each output.</summary>
    private const int HorizontalSum = 4;

    /// <summary>Sums that are added up and stored together: of as many rows, or of as many outputs of a row.</summary>
    public const int SumsAtOnce = 4;

    /// <summary>Additions that a processor starts before the first of them ends: each needs a register of its own to go to.</summary>
    private const int AdditionsUnderWay = 4;

    /// <summary>A matrix of so many elements leaves no room in the first cache for the rows that it is multiplied with.</summary>
    private const int FirstCache = 4096;

    /// <summary>Elements that stay in the second cache beside what else passes through it: half of 1 MiB in single precision.</summary>
    private const int SecondCache = 1 << 17;

    /// <summary>Elements between rows that come to lie in the same few places of a cache and drive each other out of it: 1 KiB of floats.</summary>
    private const int Conflict = 256;

    /// <summary>
    /// Rows of a block whose gradient is added up while the next are multiplied: two blocks, the weights and the gradient of a thousand
    /// inputs just fit a first cache of 32 KiB.
    /// </summary>
    public const int BlockRows = 4;

    /// <summary>Inputs from which on a batch of some dozens of rows is fetched from afar twice, unless it is used in blocks.</summary>
    private const int LongRow = 512;

    /// <summary>Columns of a block: four registers, enough for one row to have four sums under way.</summary>
    private const int ColumnBlock = 4 * Padding.Elements;

    /// <summary>Whether rows so long are better multiplied and added to the gradient a few at a time.</summary>
    public static bool PrefersRowBlocks(int inputs) => inputs >= LongRow;

    /// <summary>Elements from one of many rows to the next: a line more than they need where they would get in each other's way.</summary>
    /// <param name="width">What a row needs, in whole lines.</param>
    public static int Stride(int width) => width % Conflict == 0 ? width + Padding.Elements : width;

    /// <summary>Forward product and weight gradient both visit every weight once, a register at a time.</summary>
    public static WeightLayout ChooseLayout(Shape weights)
    {
        (int outputs, int inputs) = (weights.Rows, weights.Columns);
        if (outputs == 1 || inputs == 1)
        {
            // A register of one number is no register.
            return outputs == 1 ? WeightLayout.OutputMajor : WeightLayout.InputMajor;
        }

        long inputMajor = 2L * inputs * Registers(outputs);
        long outputMajor = (2L * outputs * Registers(inputs)) + ((long)outputs * HorizontalSum);
        return inputMajor <= outputMajor ? WeightLayout.InputMajor : WeightLayout.OutputMajor;
    }

    /// <summary>
    /// Whether Wᵀ·v is cheaper with the outputs of the layer in lanes, as they lie in input-major weights, than with its inputs in
    /// lanes after a transposition.
    /// </summary>
    public static bool PrefersDotProducts(Shape weights)
    {
        (int outputs, int inputs) = (weights.Rows, weights.Columns);
        return inputs == 1 || (long)inputs * (Registers(outputs) + HorizontalSum) <= (long)outputs * Registers(inputs);
    }

    /// <summary>Rows that a product with outputs in lanes takes at a time.</summary>
    /// <param name="summed">Rows of the matrix.</param>
    /// <param name="width">Its columns, with their padding.</param>
    public static ProductTiling ChooseProduct(int summed, int width)
    {
        int columns = ColumnsAtOnce(summed, width);
        int registers = width / Padding.Elements % 2 == 0 ? 2 : 1;
        if (summed * (long)width < FirstCache)
        {
            // More rows at a time, and methods of their own, would not be worth their lines.
            return new ProductTiling(EquatableArray.Of(new Block(4, registers), new Block(1, registers)), columns, InMethods: false);
        }

        // With two registers a row, eight rows fill thirty-two registers as far as need be, and six sixteen; four are what is often left.
        int ofOneRow = LargestDivisor(columns / Padding.Elements, 8);
        return new ProductTiling(
            EquatableArray.Of(new Block(8, registers), new Block(6, registers), new Block(4, registers), new Block(1, ofOneRow)), columns, InMethods: true);
    }

    /// <summary>Rows and outputs that a product with inputs in lanes takes at a time.</summary>
    public static DotProductTiling ChooseDotProduct(int summed, int outputs)
    {
        if (outputs < SumsAtOnce)
        {
            return new DotProductTiling(EquatableArray.Of(
                summed * outputs >= FirstCache && outputs > 1
                    ? [new Block(2 * SumsAtOnce, outputs), new Block(SumsAtOnce, outputs), new Block(1, outputs)]
                    : new[] { new Block(SumsAtOnce, outputs), new Block(1, outputs) }));
        }

        // Five outputs of two rows are the most that sixteen registers hold with what they are made of.
        int together = outputs % SumsAtOnce != 0 && outputs % (SumsAtOnce + 1) == 0 ? SumsAtOnce + 1 : SumsAtOnce;

        // Where the weights come from the second cache, the more rows each serves, the better, if there are registers for them.
        return new DotProductTiling(EquatableArray.Of(
            summed * outputs >= FirstCache
                ? [new Block(SumsAtOnce, together), new Block(SumsAtOnce / 2, together), new Block(1, together)]
                : new[] { new Block(SumsAtOnce / 2, together), new Block(1, together) }));
    }

    /// <summary>Runs and registers that sums of outer products take at a time.</summary>
    public static OuterTiling ChooseOuter(Storage storage, bool isPadded)
    {
        // Two registers a run and two operands: six runs fit sixteen registers. One register a run: twelve.
        int registers = isPadded && storage.Width / Padding.Elements % 2 == 0 ? 2 : 1;
        return new OuterTiling(Heights(storage.Runs, registers == 1 ? 12 : 6)
            .Select(p => new RunPart(p.Count, Stripes(storage, isPadded, p.Height, registers).ToEquatableArray())).ToEquatableArray(),
            FetchesAhead: storage.Length > SecondCache);
    }

    private static IEnumerable<Block> Stripes(Storage storage, bool isPadded, int height, int registers)
    {
        if (isPadded && registers == 1 && height >= AdditionsUnderWay && storage.Width > Padding.Elements)
        {
            // Where there are thirty-two registers, each number that is broadcast serves two.
            yield return new Block(height, 2);
        }
        else if (!isPadded && height == 1 && storage.RunLength >= 4 * Padding.Elements)
        {
            // Fewer registers along a single run would read less than a few cache lines of each example.
            yield return new Block(1, 4);
        }

        yield return new Block(height, registers, Math.Max(1, AdditionsUnderWay / (height * registers)));
    }

    /// <summary>Registers along the rows that are summed at a time.</summary>
    public static ColumnSumTiling ChooseColumnSum(Storage storage, bool isPadded) =>
        new(isPadded ? LargestDivisor(storage.Width / Padding.Elements, 4) == 4 ? 4 : 1 : 1);

    /// <summary>Blocks of equal height, or of two heights that differ by one, rather than a ragged end.</summary>
    private static (int Height, int Count)[] Heights(int total, int most)
    {
        int count = (total + most - 1) / most;
        int height = (total + count - 1) / count;
        int shorter = height * count - total;
        return shorter == 0 ? [(height, count)] : [(height, count - shorter), (height - 1, shorter)];
    }

    /// <summary>The largest power of two that divides a number, up to a limit.</summary>
    private static int LargestDivisor(int number, int most)
    {
        int divisor = most;
        while (number % divisor != 0)
        {
            divisor /= 2;
        }

        return divisor;
    }

    /// <summary>
    /// How many columns of a matrix rows are multiplied with at a time: all, unless the matrix would have to be fetched again from
    /// beyond the second cache for every block of rows.
    /// </summary>
    /// <param name="summed">Rows of the matrix.</param>
    /// <param name="width">Its columns, with their padding.</param>
    private static int ColumnsAtOnce(int summed, int width) =>
        (long)summed * width > SecondCache && width % ColumnBlock == 0 ? ColumnBlock : width;

    private static int Registers(int size) => Padding.Up(size) / Padding.Elements;
}
