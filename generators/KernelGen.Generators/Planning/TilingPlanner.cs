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
        return procedure with { Kernels = procedure.Kernels.Select(planner.Cut).ToEquatableArray() };
    }

    private Kernel Cut(Kernel kernel)
    {
        LoopNest nest = NestOf(kernel);
        return kernel with { Nest = nest, Tiling = choices.Blocks(nest) };
    }

    private LoopNest NestOf(Kernel kernel)
    {
        switch (kernel.Kind)
        {
            case KernelKind.Product:
                return new ProductNest(graph[kernel.Matrix].Shape.Size / kernel.Width, kernel.Width, Epilogue(kernel));
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
