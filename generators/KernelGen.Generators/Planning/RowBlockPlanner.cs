using System.Collections.Generic;
using System.Linq;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Reading;

namespace KernelGen.Generators.Planning;

/// <summary>
/// A second way to the cost and gradient of a model that is one dot product and what follows from it: block of rows by block of
/// rows, so that the examples, which are most of what is read where rows are long, are read from afar only once.
/// </summary>
internal sealed class RowBlockPlanner
{
    private readonly Graph graph;
    private readonly EquatableArray<Storage> storages;
    private readonly Procedure procedure;

    private RowBlockPlanner(Graph graph, EquatableArray<Storage> storages, Procedure procedure)
    {
        this.graph = graph;
        this.storages = storages;
        this.procedure = procedure;
    }

    /// <summary>The procedure in blocks of rows; null where it is of another form, or a row fills no register.</summary>
    public static Procedure? Apply(Graph graph, EquatableArray<Storage> storages, Procedure procedure) =>
        procedure.Kind == ProcedureKind.Differentiate ? new RowBlockPlanner(graph, storages, procedure).Fuse() : null;

    private Procedure? Fuse()
    {
        EquatableArray<Kernel> kernels = procedure.Kernels;
        for (int first = 0; first + 1 < kernels.Count; first++)
        {
            (Kernel product, Kernel examples) = (kernels[first], kernels[first + 1]);
            Kernel? gradient = kernels.FirstOrDefault(k => k.Kind == KernelKind.Outer && k.Parameter >= 0 && k.Parameter == product.Matrix);
            if (gradient is not null && IsDotProduct(product) && examples.Kind == KernelKind.Examples && IsGradient(gradient, product, examples)
                && kernels.All(k => k == product || k == examples || k.Parameter >= 0 || k.Kind == KernelKind.Norm))
            {
                return Fuse(first, product, examples, gradient);
            }
        }

        return null;
    }

    private bool IsDotProduct(Kernel product)
    {
        if (product.Kind != KernelKind.DotProduct || product.Nodes.Count != 1 || !product.PerExample || product.Width != 1)
        {
            return false;
        }

        Node node = graph[product.Anchor];
        return graph[node.Operands[1]].Operation == Operation.Input && Padding.FillsRegister(storages[product.Matrix].RunLength);
    }

    /// <summary>Whether the gradient is summed from rows of the same input and one number an example that is known by then.</summary>
    private bool IsGradient(Kernel gradient, Kernel product, Kernel examples)
    {
        Node outer = graph[graph[gradient.Anchor].Operands[0]];
        return outer.Operation == Operation.Outer && outer.Operands.Contains(graph[product.Anchor].Operands[1])
            && outer.Operands.Any(o => examples.Nodes.Contains(o) && graph[o].IsExampleScalar());
    }

    private Procedure Fuse(int first, Kernel product, Kernel examples, Kernel gradient)
    {
        int size = procedure.Memory.Fixed;
        List<Store> stores = [];
        foreach (Store store in product.Stores.Concat(examples.Stores))
        {
            // Of one block only.
            stores.Add(store with { Location = new Location(Place.Fixed, size, 0) });
            size += Padding.Elements;
        }

        stores.Add(new Store(gradient.Anchor, new Location(Place.Fixed, size, storages[gradient.Parameter].Stride)));
        size += storages[gradient.Parameter].Length;
        int outer = graph[gradient.Anchor].Operands[0];
        Kernel blocks = new(
            KernelKind.RowBlocks, product.Anchor, 1, PerExample: true, product.Nodes.Concat(examples.Nodes).ToEquatableArray(), stores.ToEquatableArray(),
            product.Matrix, Root: gradient.Anchor);
        Kernel update = new(
            KernelKind.Map, -1, gradient.Width, PerExample: false, gradient.Nodes.Where(n => n != gradient.Anchor && n != outer).ToEquatableArray(),
            gradient.Stores, Parameter: gradient.Parameter, Root: gradient.Root);

        List<Kernel> all = [];
        for (int k = 0; k < procedure.Kernels.Count; k++)
        {
            Kernel kernel = procedure.Kernels[k];
            if (k != first + 1)
            {
                all.Add(k == first ? blocks : kernel == gradient ? update : kernel);
            }
        }

        // What is known after a kernel is known after the block that it became part of.
        return procedure with
        {
            Kernels = all.ToEquatableArray(),
            Numbers = procedure.Numbers.Select(n => n.After > first ? n with { After = n.After - 1 } : n).ToEquatableArray(),
            Memory = procedure.Memory with { Fixed = size },
            InRowBlocks = true,
        };
    }
}
