using KernelGen.Generators.Planning;
using KernelGen.Generators.Reading;
using static KernelGen.Generators.Tests.Pipeline.Specs;

namespace KernelGen.Generators.Tests.Planning;

/// <summary>How matrices lie in memory.</summary>
public class ArrangementTests
{
    [Theory]
    [InlineData(128, 784, WeightLayout.InputMajor)]
    [InlineData(10, 784, WeightLayout.OutputMajor)]
    [InlineData(3, 50, WeightLayout.OutputMajor)]
    [InlineData(1, 1000, WeightLayout.OutputMajor)]
    [InlineData(1, 30, WeightLayout.OutputMajor)]
    [InlineData(8, 2, WeightLayout.InputMajor)]
    [InlineData(5, 1, WeightLayout.InputMajor)]
    internal void Weights_of_a_first_layer_lie_so_that_registers_are_full(int outputs, int inputs, WeightLayout expected) =>
        Assert.Equal(expected, OfLayers(inputs, outputs).Matrices.Single().Arrangement.Layout);

    [Theory]
    [InlineData(10, 128, WeightLayout.OutputMajor, false)]
    [InlineData(10, 32, WeightLayout.OutputMajor, false)]
    [InlineData(5, 33, WeightLayout.OutputMajor, false)]
    [InlineData(1, 8, WeightLayout.OutputMajor, false)]
    [InlineData(64, 64, WeightLayout.InputMajor, true)]
    [InlineData(128, 128, WeightLayout.InputMajor, true)]
    internal void Weights_of_a_next_layer_are_transposed_where_adding_up_lanes_takes_longer(int outputs, int inputs, WeightLayout layout, bool turns) =>
        Assert.Equal(new Arrangement(layout, turns), OfLayers(inputs, inputs, outputs).Matrices[1].Arrangement);

    [Fact]
    public void What_is_predicted_of_a_layout_is_what_its_kernels_are_predicted_to_take()
    {
        int compared = 0;
        foreach (KernelPlan plan in new[] { OfLayers(784, 128, 64, 64), OfLayers(100, 64, 32, 32), OfLayers(20, 33, 48), OfLayers(20, 512, 512, 10) })
        {
            Procedure step = plan.Find(ProcedureKind.Differentiate)!;
            foreach (MatrixPlan matrix in plan.Matrices.Where(static m => m.Arrangement.Layout == WeightLayout.InputMajor))
            {
                Kernel[] kernels = [.. step.Kernels.Where(k => (k.Matrix == matrix.Node && k.Kind != KernelKind.Norm) || k.Parameter == matrix.Node)];
                if (kernels.All(static k => k.Bias is null))
                {
                    Assert.Equal(kernels.Sum(static k => CostModel.Cycles(k.Nest!, k.Tiling, CostModel.Batch)), matrix.Ways[0].Cycles, precision: 6);
                    compared++;
                }
            }
        }

        Assert.InRange(compared, 4, 8); // a gradient that takes that of a bias along costs more than its matrix has to do with
    }

    [Fact]
    public void A_choice_that_is_forced_is_obeyed_and_the_other_matrices_are_left_to_the_model()
    {
        KernelPlan free = OfLayers(64, 64, 64, 10);
        MatrixPlan second = free.Matrices[1];
        foreach (Arrangement arrangement in second.Ways.Select(static w => w.Arrangement))
        {
            KernelPlan forced = OfLayers(new ForcedChoices(second.Node, arrangement), 64, 64, 64, 10);
            Assert.Equal(arrangement, forced.Matrices[1].Arrangement);
            Assert.Equal(free.Matrices[0], forced.Matrices[0]);
            Assert.Equal(free.Matrices[2], forced.Matrices[2]);
            Assert.Equal(arrangement.Layout, forced.Parameter(second.Node).Layout);
            Assert.Equal(arrangement.Turns, forced.Find(ProcedureKind.Differentiate)!.Kernels.Any(static k => k.Kind == KernelKind.Transposition));
        }
    }

    [Fact]
    public void A_matrix_has_a_transposed_copy_only_where_it_is_used_both_ways()
    {
        KernelPlan plan = OfLayers(64, 64, 64);
        Assert.DoesNotContain(plan.Matrices[0].Ways, static w => w.Arrangement.Turns);
        Assert.Contains(plan.Matrices[1].Ways, static w => w.Arrangement.Turns);
    }

    [Theory]
    [InlineData(512)]
    [InlineData(500)]
    public void Of_a_matrix_beyond_the_second_cache_some_columns_are_transposed_at_a_time(int units)
    {
        Procedure step = OfLayers(784, units, units, 10).Find(ProcedureKind.Differentiate)!;
        Assert.DoesNotContain(step.Kernels, static k => k.Kind == KernelKind.Transposition);
        Assert.Equal([0, 0, 0, CostModel.PanelColumns], step.Kernels.Where(static k => k.Kind == KernelKind.Product).Select(static k => k.Panel));
        Assert.InRange(step.Memory.Fixed, units * CostModel.PanelColumns, 2 * units * CostModel.PanelColumns);
    }

    [Fact]
    public void The_widest_model_whose_laws_are_checked_has_panels() =>
        Assert.Contains(OfLayers(3, 190, 714, 2).Find(ProcedureKind.Differentiate)!.Kernels, static k => k.Panel > 0);

    [Theory]
    [InlineData(256)] // a copy stays in the second cache
    [InlineData(520)] // the columns are no whole panels
    public void No_columns_of_a_smaller_matrix_are_transposed_by_themselves(int units) =>
        Assert.All(OfLayers(784, units, units, 10).Find(ProcedureKind.Differentiate)!.Kernels, static k => Assert.Equal(0, k.Panel));

    private static KernelPlan OfLayers(params int[] sizes) => OfLayers(ForcedChoices.None, sizes);

    /// <summary>The plan of layers, hidden ones of ReLU, with these numbers of inputs and units.</summary>
    private static KernelPlan OfLayers(ForcedChoices forced, params int[] sizes)
    {
        LayerSpec[] layers = [.. sizes[1..].Select((u, i) => Dense(u, i < sizes.Length - 2 ? Reading.Activation.Relu : Reading.Activation.Linear))];
        return Plans.Of(Of(sizes[0], sizes[^1] == 1 ? Reading.Loss.LogisticCrossEntropy : Reading.Loss.SoftmaxCrossEntropy, layers), forced);
    }
}
