using KernelGen.Generators.Planning;
using static KernelGen.Generators.Tests.Pipeline.Specs;

namespace KernelGen.Generators.Tests.Planning;

/// <summary>Single-layer models whose examples are multiplied and added to the gradient a few at a time.</summary>
public class RowBlockTests
{
    [Theory]
    [InlineData(30, false)]
    [InlineData(128, false)]
    [InlineData(512, true)]
    [InlineData(1000, true)]
    public void Rows_are_taken_in_blocks_where_they_come_from_afar(int inputs, bool expected) =>
        Assert.Equal(expected, InBlocks(OfLogistic(inputs)) is not null);

    [Theory]
    [InlineData(512)]
    [InlineData(1000)]
    public void Blocks_are_predicted_cheaper_where_they_are_taken(int inputs)
    {
        KernelPlan plan = OfLogistic(inputs);
        Assert.True(Cycles(InBlocks(plan)!) < Cycles(plan.Find(ProcedureKind.Differentiate)!));
    }

    [Theory]
    [InlineData(30)]
    [InlineData(1000)]
    public void Blocks_are_taken_or_not_where_that_is_forced(int inputs)
    {
        Assert.NotNull(InBlocks(OfLogistic(inputs, new ForcedChoices(InRowBlocks: true))));
        Assert.Null(InBlocks(OfLogistic(inputs, new ForcedChoices(InRowBlocks: false))));
    }

    [Fact]
    public void Rows_that_fill_no_register_have_no_such_way() => Assert.Null(InBlocks(OfLogistic(15, new ForcedChoices(InRowBlocks: true))));

    private static double Cycles(Procedure procedure) => procedure.Kernels.Sum(static k => CostModel.Cycles(k.Nest!, k.Tiling, CostModel.Batch));

    private static Procedure? InBlocks(KernelPlan plan) => plan.Procedures.FirstOrDefault(static p => p.InRowBlocks);

    private static KernelPlan OfLogistic(int inputs, ForcedChoices? forced = null) =>
        Plans.Of(Of(inputs, Reading.Loss.LogisticCrossEntropy, Dense(1)), forced);
}
