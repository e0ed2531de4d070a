using System.Linq;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Reading;

namespace KernelGen.Generators.Planning;

/// <summary>Everything the emitter writes down: layouts, and for each public operation its kernels in order.</summary>
/// <param name="Spec">The declaration.</param>
/// <param name="Story">The graph as a reader knows it, with adjoints, before it was taken apart.</param>
/// <param name="Graph">The graph that the kernels compute.</param>
/// <param name="Parameters">Where parameters lie.</param>
/// <param name="Procedures">What can be asked of the model.</param>
internal sealed record KernelPlan(
    ModelSpec Spec, Graph Story, Graph Graph, EquatableArray<ParameterPlan> Parameters, EquatableArray<Procedure> Procedures)
{
    public int ParameterLength => Parameters.Sum(static p => p.Length);

    public ParameterPlan Parameter(int node) => Parameters.First(p => p.Node == node);

    public Procedure? Find(ProcedureKind kind) => Procedures.FirstOrDefault(p => p.Kind == kind);
}

internal enum ProcedureKind
{
    Predict,
    Classify,

    /// <summary>The cost, and if it is wanted the gradient, which is stored or descended along.</summary>
    Differentiate,
}

/// <summary>One public operation.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Kernels">In the order they run.</param>
/// <param name="Memory">Scratch memory.</param>
internal sealed record Procedure(ProcedureKind Kind, EquatableArray<Kernel> Kernels, WorkspacePlan Memory);

/// <summary>
/// Scratch memory of a procedure, in elements: first the vectors of all examples, then the scalars of all examples (rows rounded
/// up to <see cref="Padding.Elements"/>), then what does not grow with the batch.
/// </summary>
internal sealed record WorkspacePlan(int VectorsPerExample, int ScalarsPerExample, int Fixed);

internal enum KernelKind
{
    /// <summary>Rows times a matrix with outputs in lanes; an epilogue on the accumulators.</summary>
    Product,

    /// <summary>Rows times a matrix with the summed index in lanes, then horizontal sums, to which a bias may be added.</summary>
    DotProduct,

    /// <summary>A weight gradient, accumulated in registers over the batch; its epilogue stores it or descends along it.</summary>
    Outer,

    /// <summary>A bias gradient: the sum of rows over the batch, with the same epilogue.</summary>
    ColumnSum,

    /// <summary>A gradient that depends on parameters only.</summary>
    ParameterMap,

    /// <summary>Row after row with its entries in lanes; reductions over the row.</summary>
    Rows,

    /// <summary>One scalar an example, examples in lanes; sums over the batch.</summary>
    Examples,

    /// <summary>Weights copied with rows and columns exchanged.</summary>
    Transposition,

    /// <summary>‖w‖² or ‖w‖₁ of a parameter.</summary>
    Norm,

    /// <summary>The class of every example from its scores.</summary>
    Decision,
}

/// <summary>A loop nest, and the nodes it computes.</summary>
/// <param name="Kind">The form of the loops.</param>
/// <param name="Anchor">The product, batch sum or norm it is built around; for a decision the scores; else −1.</param>
/// <param name="Width">Entries of the rows it works on; 1 for scalars.</param>
/// <param name="Nodes">All nodes computed here, in order, the anchor among them.</param>
/// <param name="Stores">Which of them are written to memory, and where.</param>
/// <param name="Parameter">For a gradient, a norm or a transposition: the node of the parameter. Else −1.</param>
/// <param name="Root">For a gradient: the node that is the gradient. Else −1.</param>
internal sealed record Kernel(
    KernelKind Kind, int Anchor, int Width, EquatableArray<int> Nodes, EquatableArray<Store> Stores, int Parameter = -1, int Root = -1);

/// <summary>A value in memory.</summary>
internal sealed record Store(int Node, Location Location);

internal enum Place
{
    /// <summary>The caller's outputs [n, OutputCount].</summary>
    Outputs,

    /// <summary>A vector an example in the workspace, padded.</summary>
    Vectors,

    /// <summary>A scalar an example in the workspace.</summary>
    Scalars,

    /// <summary>Workspace that does not grow with the batch: one row reused, or a transposed matrix.</summary>
    Fixed,
}

/// <summary>Where in memory a value lies.</summary>
/// <param name="Place">Which part of memory.</param>
/// <param name="Offset">Elements an example (vectors, scalars), or elements (fixed).</param>
/// <param name="Stride">Elements from one example to the next; 0 where all share one row.</param>
internal sealed record Location(Place Place, int Offset, int Stride);
