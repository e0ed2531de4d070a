using KernelGen.Generators.Graphs;

namespace KernelGen.Generators.Planning;

/// <summary>What a choice costs, in vector instructions for one example: the one place where plans are weighed against each other.</summary>
internal static class CostModel
{
    /// <summary>Adding up the lanes of one register: shuffles and adds that a product over inputs in lanes needs for each output.</summary>
    private const int HorizontalSum = 4;

    /// <summary>A matrix of so many elements leaves no room in the first cache for the rows that it is multiplied with.</summary>
    public const int FirstCache = 4096;

    /// <summary>Elements that stay in the second cache beside what else passes through it: half of 1 MiB in single precision.</summary>
    private const int SecondCache = 1 << 17;

    /// <summary>Columns of a block: four registers, enough for one row to have four sums under way.</summary>
    private const int ColumnBlock = 4 * Padding.Elements;

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

    /// <summary>
    /// How many columns of a matrix rows are multiplied with at a time: all, unless the matrix would have to be fetched again from
    /// beyond the second cache for every block of rows.
    /// </summary>
    /// <param name="summed">Rows of the matrix.</param>
    /// <param name="width">Its columns, with their padding.</param>
    public static int ColumnsAtOnce(int summed, int width) =>
        (long)summed * width > SecondCache && width % ColumnBlock == 0 ? ColumnBlock : width;

    private static int Registers(int size) => Padding.Up(size) / Padding.Elements;
}
