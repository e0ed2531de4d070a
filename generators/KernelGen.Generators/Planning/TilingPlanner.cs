using System.Collections.Generic;
using System.Linq;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Reading;

namespace KernelGen.Generators.Planning;

/// <summary>Cuts the loops of a procedure into blocks, once it is known where its values lie.</summary>
internal sealed class TilingPlanner(Graph graph, EquatableArray<Storage> storages, Choices choices, Procedure procedure)
{
    private readonly Addresses addresses = new(graph, storages, procedure);

    /// <summary>The procedure with the loops of every kernel cut into the blocks of least cost.</summary>
    public static Procedure Apply(Graph graph, EquatableArray<Storage> storages, Choices choices, Procedure procedure)
    {
        TilingPlanner planner = new(graph, storages, choices, procedure);
        List<Kernel> kernels = [.. procedure.Kernels.Select(planner.Cut)];
        foreach (Kernel bias in kernels.Select(static k => k.Bias).OfType<Kernel>().ToArray())
        {
            kernels.RemoveAll(k => k.Kind == KernelKind.ColumnSum && k.Parameter == bias.Parameter);
        }

        // Numbers are known before the first update.
        return procedure with { Kernels = kernels.ToEquatableArray() };
    }

    private Kernel Cut(Kernel kernel)
    {
        LoopNest nest = NestOf(kernel);
        if (nest is OuterNest outer && BiasOf(kernel) is { } bias)
        {
            OuterNest withBias = outer with { Bias = (ColumnSumNest)NestOf(bias) };
            if (choices.Blocks(withBias) is OuterTiling { HasBias: true } tiling)
            {
                return kernel with { Nest = withBias, Tiling = tiling, Bias = bias };
            }
        }

        return kernel with { Nest = nest, Tiling = choices.Blocks(nest) };
    }

    /// <summary>
    /// The bias gradient that a weight gradient could take along, where both go to their parameters, the weights' before, and nothing is
    /// added to the bias's: the sums of the rows that lie in its lanes. Null where there is none.
    /// </summary>
    private Kernel? BiasOf(Kernel kernel)
    {
        int inLanes = graph[graph[kernel.Anchor].Operands[0]].Operands[0];
        return kernel.Parameter >= 0 && StorageOf(kernel).Layout != WeightLayout.OutputMajor && addresses.Of(inLanes, kernel).IsPadded
            ? procedure.Kernels.FirstOrDefault(k => k.Kind == KernelKind.ColumnSum && k.Parameter > kernel.Parameter && k.Root == k.Anchor
                && graph[k.Anchor].Operands[0] == inLanes)
            : null;
    }

    private LoopNest NestOf(Kernel kernel)
    {
        switch (kernel.Kind)
        {
            case KernelKind.Product:
                return new ProductNest(graph[kernel.Matrix].Shape.Size / kernel.Width, kernel.Width, Epilogue(kernel)) { Panel = kernel.Panel };
            case KernelKind.DotProduct:
                Address rows = addresses.Of(graph[kernel.Anchor].Operands[1], kernel);
                return new DotProductNest(
                    graph[kernel.Matrix].Shape.Size / kernel.Width, kernel.Width, rows.IsPadded && !graph[rows.Node].Shape.IsScalar, rows.IsOfCaller);
            case KernelKind.Outer:
                Storage outer = StorageOf(kernel);
                Node product = graph[graph[kernel.Anchor].Operands[0]];
                int inLanes = product.Operands[outer.Layout == WeightLayout.OutputMajor ? 1 : 0];
                return new OuterNest(
                    outer.Runs, outer.RunLength, addresses.Of(inLanes, kernel).IsPadded, Epilogue(kernel), kernel.Root != kernel.Anchor,
                    CostModel.FetchesAhead(outer.Length));
            case KernelKind.ColumnSum:
                return new ColumnSumNest(RegistersOf(StorageOf(kernel).RunLength), addresses.Of(graph[kernel.Anchor].Operands[0], kernel).IsPadded);
            case KernelKind.Map:
                return new PassNest(0, RegistersOf(StorageOf(kernel).Length), Epilogue(kernel));
            case KernelKind.Transposition:
                return new TranspositionNest(storages[kernel.Matrix].Runs, storages[kernel.Matrix].RunLength);
            case KernelKind.Norm or KernelKind.Reduction:
                int whole = kernel.Matrix >= 0 ? kernel.Matrix : graph[kernel.Anchor].Operands[0];
                return new PassNest(0, RegistersOf(storages[whole].Length), Epilogue(kernel));
            case KernelKind.RowBlocks:
                return new RowBlocksNest(RegistersOf(storages[kernel.Matrix].RunLength), Epilogue(kernel));
            case KernelKind.ShortRows:
                return ShortRows.NestOf(graph, kernel.Nodes, kernel.Width, kernel.Stores.Select(static s => s.Node));
            case KernelKind.Rows:
                return new PassNest(RegistersOf(kernel.Width), 0, CostModel.RowInstructions(Epilogue(kernel), ShortRows.Reductions(graph, kernel.Nodes)));
            case KernelKind.Examples:
                return new PassNest(1.0 / Padding.Elements, 0, Epilogue(kernel));
            default:
                return new PassNest(RegistersOf(kernel.Width), 0, Epilogue(kernel));
        }
    }

    /// <summary>What is done to a register beside the product or sum that the kernel is built around, and to store it.</summary>
    private int Epilogue(Kernel kernel) =>
        kernel.Nodes.Where(n => n != kernel.Anchor).Sum(n => CostModel.Instructions(graph[n].Operation)) + kernel.Stores.Count + (kernel.Parameter >= 0 ? CostModel.Update : CostModel.HandOver);

    private Storage StorageOf(Kernel kernel) => storages[kernel.Parameter >= 0 ? kernel.Parameter : kernel.Root];

    private static int RegistersOf(int elements) => Padding.Up(elements) / Padding.Elements;
}
