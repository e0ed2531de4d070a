using System.Linq;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Reading;

namespace KernelGen.Generators.Planning;

/// <summary>Cuts the loops of a procedure into blocks, once it is known where its values lie.</summary>
internal sealed class TilingPlanner(Graph graph, EquatableArray<Storage> storages, Procedure procedure)
{
    private readonly Addresses addresses = new(graph, storages, procedure);

    /// <summary>The procedure with the loops of every kernel cut into blocks.</summary>
    public static Procedure Apply(Graph graph, EquatableArray<Storage> storages, Procedure procedure)
    {
        TilingPlanner planner = new(graph, storages, procedure);
        return procedure with { Kernels = procedure.Kernels.Select(k => k with { Tiling = planner.Choose(k) }).ToEquatableArray() };
    }

    private Tiling? Choose(Kernel kernel)
    {
        switch (kernel.Kind)
        {
            case KernelKind.Product:
                return CostModel.ChooseProduct(graph[kernel.Matrix].Shape.Size / kernel.Width, Padding.Up(kernel.Width));
            case KernelKind.DotProduct:
                return CostModel.ChooseDotProduct(graph[kernel.Matrix].Shape.Size / kernel.Width, kernel.Width);
            case KernelKind.Outer:
                Storage outer = StorageOf(kernel);
                Node product = graph[graph[kernel.Anchor].Operands[0]];
                int inLanes = product.Operands[outer.Layout == WeightLayout.OutputMajor ? 1 : 0];
                return CostModel.ChooseOuter(outer, addresses.Of(inLanes, kernel).IsPadded);
            case KernelKind.ColumnSum:
                return CostModel.ChooseColumnSum(StorageOf(kernel), addresses.Of(graph[kernel.Anchor].Operands[0], kernel).IsPadded);
            default:
                return null;
        }
    }

    private Storage StorageOf(Kernel kernel) => storages[kernel.Parameter >= 0 ? kernel.Parameter : kernel.Root];
}
