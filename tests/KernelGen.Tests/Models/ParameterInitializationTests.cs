using KernelGen.Numerics;

namespace KernelGen.Tests.Models;

public class ParameterInitializationTests
{
    private const int Entries = 400;

    [Theory]
    [InlineData(Entries, 0.1223)]
    [InlineData(1, 0.1223)]
    public void Glorot_spreads_weights_by_inputs_and_outputs(int fanIn, double limit) =>
        Assert.InRange(LargestOf(Initialization.Glorot, fanIn), 0.9 * limit, limit);

    [Theory]
    [InlineData(Entries, 0.0707)]
    [InlineData(1, 1.4142)]
    public void He_spreads_weights_by_inputs_alone(int fanIn, double deviation) =>
        Assert.InRange(LargestOf(Initialization.He, fanIn), 2 * deviation, 5 * deviation);

    [Fact]
    public void A_matrix_has_as_many_inputs_as_columns() => Assert.Equal(7, Layout(Initialization.He, rows: 3, columns: 7).FanIn);

    [Theory]
    [InlineData(Initialization.He)]
    [InlineData(Initialization.Glorot)]
    public void Numbers_are_drawn_row_by_row_whatever_the_layout(Initialization initialization)
    {
        const int Rows = 270, Columns = 530, Gap = 6;
        ParameterLayout byColumns = new("W", Rows, Columns, 0, 1, Rows + Gap, (Rows + Gap) * Columns, initialization);
        ParameterLayout byRows = new("V", Rows, Columns, byColumns.Length, Columns + Gap, 1, (Columns + Gap) * Rows, initialization);
        ModelInfo info = Info(byColumns, byRows);
        var parameters = new float[info.ParameterLength];
        ParameterInitialization.Fill<float>(info, parameters, seed: 3);

        RandomSource random = new(seed: 3);
        double deviation = Math.Sqrt(2.0 / Columns), limit = Math.Sqrt(6.0 / (Rows + Columns));
        foreach (ParameterLayout layout in info.Parameters)
        {
            for (int row = 0; row < Rows; row++)
            {
                for (int column = 0; column < Columns; column++)
                {
                    double expected = initialization == Initialization.He ? deviation * random.NextNormal() : random.NextDouble(-limit, limit);
                    Assert.Equal((float)expected, parameters[layout.IndexOf(row, column)]);
                }
            }
        }

        Assert.Equal(2 * Rows * Columns, parameters.Count(static x => x != 0)); // gaps stay zero
    }

    private static double LargestOf(Initialization initialization, int fanIn)
    {
        var parameters = new double[Entries];
        ModelInfo info = Info(Layout(initialization, Entries, 1) with { FanIn = fanIn });
        ParameterInitialization.Fill<double>(info, parameters, seed: 1);
        return parameters.Max(Math.Abs);
    }

    private static ModelInfo Info(params ParameterLayout[] parameters) => new()
    {
        Name = "Row",
        Precision = Precision.Double,
        InputCount = Entries,
        OutputCount = 1,
        Target = TargetKind.Values,
        TargetCount = 1,
        ClassCount = 0,
        Layers = [],
        Parameters = [.. parameters],
        ParameterLength = parameters.Sum(static p => p.Length),
        ForwardFlops = 0,
        BackwardFlops = 0,
        WorkspacePerExample = 0,
        WorkspaceFixed = 0,
    };

    private static ParameterLayout Layout(Initialization initialization, int rows, int columns) =>
        new("W", rows, columns, 0, 1, rows, rows * columns, initialization);
}
