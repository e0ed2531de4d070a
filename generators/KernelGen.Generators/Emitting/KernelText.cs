using System;
using System.Linq;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Planning;

namespace KernelGen.Generators.Emitting;

/// <summary>Kernels in a few words.</summary>
internal sealed class KernelText(KernelPlan plan, ElementType type)
{
    /// <summary>What the costs below are, in one line of the remarks.</summary>
    public string Legend =>
        "8×2 is a block of 8 rows of 2 registers summed together, 1×2:4 has four sums of each; cycles as predicted, on registers of 512 bits"
        + (plan.FitsHalf(type.WidestLanes) ? ", of which half are used" : "");

    /// <summary>Cycles that a batch of n examples is predicted to take.</summary>
    public long Cycles(Kernel kernel, int n) => OfElements(CostModel.Cycles(kernel.Nest!, kernel.Tiling, n));

    /// <summary>Cycles that the products of a matrix and its gradient are predicted to take, so arranged.</summary>
    public long Cycles(ArrangementCost arrangement) => OfElements(arrangement.Cycles);

    /// <summary>What a kernel computes, how its loops are cut, and what it is predicted to cost a batch of n examples.</summary>
    public string Describe(Kernel kernel, int n)
    {
        string blocks = kernel.Tiling is { } tiling ? $"; {TilingText.Describe(tiling, n)}" : "";
        return $"{Describe(kernel)}{blocks}; {Cycles(kernel, n).Grouped()} cycles";
    }

    /// <summary>What a kernel computes, and how.</summary>
    public string Describe(Kernel kernel)
    {
        string width = kernel.Width.Text();
        string matrix = kernel.Matrix >= 0 ? plan.Graph[kernel.Matrix].Name ?? "a matrix" : "";
        string values = string.Join(", ", kernel.Stores.Select(s => plan.Graph[s.Node]).Where(static n => n.Name is not null)
            .Select(EquationPrinter.Symbol).Distinct());
        string result = values.Length == 0 ? "" : " → " + values;
        string panel = kernel.Panel > 0 ? $" {kernel.Panel.Text()} of them transposed at a time," : "";
        return kernel.Kind switch
        {
            _ when kernel.Parameter >= 0 => DescribeUpdate(kernel, plan.Graph[kernel.Parameter].Name!),
            KernelKind.Product => $"matrix product with {matrix}, {width} outputs in lanes,{panel} what follows done in registers{result}",
            KernelKind.DotProduct => $"matrix product with {matrix}, inputs in lanes, {Plural(kernel.Width, "sum", "sums")} a row",
            KernelKind.Outer => $"outer products summed over the batch{result}",
            KernelKind.ColumnSum => $"sums over the batch{result}",
            KernelKind.Map => $"{width} entries a run, once a batch{result}",
            KernelKind.Reduction => "entries of the batch to one number",
            KernelKind.RowBlocks =>
                $"{CostModel.BlockRows.Text()} rows multiplied with {matrix} while the gradient of the {CostModel.BlockRows.Text()} before is added{result}",
            KernelKind.Concatenation => $"{width} entries side by side{result}",
            KernelKind.Rows => $"rows of {width}{result}",
            KernelKind.ShortRows => $"rows of {width}, examples in lanes{result}",
            KernelKind.Examples => $"one number an example, examples in lanes{result}",
            KernelKind.Transposition => $"{matrix} transposed",
            KernelKind.Norm => plan.Graph[kernel.Anchor].Operation == Operation.SumOfSquares ? $"‖{matrix}‖²" : $"‖{matrix}‖₁",
            _ => "the class of every example",
        };
    }

    /// <summary>What holds sixteen floats holds eight doubles.</summary>
    private const int RegistersOfDoubles = 2;

    private long OfElements(double cycles) => (long)Math.Round(cycles) * (type == ElementType.Double ? RegistersOfDoubles : 1);

    private string DescribeUpdate(Kernel kernel, string parameter) => kernel.Kind switch
    {
        KernelKind.Outer => $"gradient of {parameter}{(kernel.Bias is { } bias ? " and " + plan.Graph[bias.Parameter].Name : "")}, in registers over the whole batch",
        KernelKind.ColumnSum => $"gradient of {parameter}: sums over the batch",
        _ => $"gradient of {parameter}",
    };

    private static string Plural(int count, string one, string many) => $"{((long)count).Grouped()} {(count == 1 ? one : many)}";
}
