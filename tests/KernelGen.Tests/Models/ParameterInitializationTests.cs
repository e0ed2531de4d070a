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

    private static double LargestOf(Initialization initialization, int fanIn)
    {
        var parameters = new double[Entries];
        var info = new ModelInfo
        {
            Name = "Row",
            Precision = Precision.Double,
            InputCount = Entries,
            OutputCount = 1,
            Target = TargetKind.Values,
            TargetCount = 1,
            ClassCount = 0,
            Layers = [],
            Parameters = [Layout(initialization, Entries, 1) with { FanIn = fanIn }],
            ParameterLength = Entries,
            ForwardFlops = 0,
            BackwardFlops = 0,
            WorkspacePerExample = 0,
            WorkspaceFixed = 0,
        };
        ParameterInitialization.Fill<double>(info, parameters, seed: 1);
        return parameters.Max(Math.Abs);
    }

    private static ParameterLayout Layout(Initialization initialization, int rows, int columns) =>
        new("W", rows, columns, 0, 1, rows, rows * columns, initialization);
}
