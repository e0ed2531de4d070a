using System;
using System.Linq;
using KernelGen.Generators.Analysis;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Reading;

namespace KernelGen.Generators.Planning;

/// <summary>Everything the emitter writes down: layouts, and for each public operation its kernels in order.</summary>
/// <param name="Spec">The declaration.</param>
/// <param name="Facts">What the outside sees of the model.</param>
/// <param name="Story">The graph as a reader knows it, with adjoints, before it was taken apart.</param>
/// <param name="Graph">The graph that the kernels compute.</param>
/// <param name="Storages">For each node how it lies in memory, if it is a vector or matrix of the batch.</param>
/// <param name="Parameters">Where parameters lie.</param>
/// <param name="Procedures">What can be asked of the model.</param>
internal sealed record KernelPlan(
    ModelSpec Spec, ModelFacts Facts, Graph Story, Graph Graph, EquatableArray<Storage> Storages, EquatableArray<ParameterPlan> Parameters,
    EquatableArray<Procedure> Procedures)
{
    /// <summary>What is known of finding the least cost.</summary>
    public LearningFacts? Learning { get; init; }

    /// <summary>What was chosen for every matrix that vectors are multiplied with.</summary>
    public EquatableArray<MatrixPlan> Matrices { get; init; }

    public int ParameterLength => Parameters.Sum(static p => p.Length);

    /// <summary>The most numbers of an example, or of a parameter, that lie in the lanes of registers side by side.</summary>
    private int LongestRow => Graph.Nodes.Max(static n => Math.Max(n.Shape.Rows, n.Shape.Columns));

    /// <summary>
    /// Whether half of a register holds every row, so that the other half would be padding. Single numbers fill registers with examples.
    /// </summary>
    /// <param name="lanes">Of the whole register.</param>
    public bool FitsHalf(int lanes) => LongestRow > 1 && LongestRow * 2 <= lanes;

    public ParameterPlan Parameter(int node) => Parameters.First(p => p.Node == node);

    public Storage StorageOf(int node) => Storages[node];

    public Procedure? Find(ProcedureKind kind) => Procedures.FirstOrDefault(p => p.Kind == kind);
}

internal enum ProcedureKind
{
    Predict,
    Classify,

    /// <summary>The cost, and if it is wanted the gradient, which is stored or descended along.</summary>
    Differentiate,

    /// <summary>The derivative of the cost with respect to inputs.</summary>
    InputGradient,
}

internal static class ProcedureKinds
{
    /// <summary>Whether a procedure is asked for what a root is for.</summary>
    public static bool Asks(this ProcedureKind kind, Role role) => kind switch
    {
        ProcedureKind.Predict => role == Role.Output,
        ProcedureKind.Classify => role == Role.Scores,
        ProcedureKind.InputGradient => role == Role.InputGradient,
        _ => role is Role.Cost or Role.Gradient,
    };
}

/// <summary>One public operation.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Kernels">In the order they run.</param>
/// <param name="Numbers">What is computed between them.</param>
/// <param name="Memory">Scratch memory.</param>
internal sealed record Procedure(
    ProcedureKind Kind, EquatableArray<Kernel> Kernels, EquatableArray<BatchNumber> Numbers, WorkspacePlan Memory)
{
    /// <summary>Whether it is the way for batches of whole blocks of rows (<see cref="CostModel.BlockRows"/>), beside the general one.</summary>
    public bool InRowBlocks { get; init; }

    /// <summary>The one kernel that is called, or −1 for none; null, but where kernels are measured one by one, for all.</summary>
    public int? Alone { get; init; }
}

/// <summary>A number of the whole batch that is computed once its operands are known.</summary>
/// <param name="Node">What is computed.</param>
/// <param name="After">The kernel after which it is, or −1: before all.</param>
internal sealed record BatchNumber(int Node, int After);

/// <summary>
/// Scratch memory of a procedure, in elements: first the vectors of all examples, then the scalars of all examples (rows rounded
/// up to <see cref="Padding.Elements"/>), then what does not grow with the batch.
/// </summary>
internal sealed record WorkspacePlan(int VectorsPerExample, int ScalarsPerExample, int Fixed)
{
    /// <summary>Where in the fixed part blocks of short rows lie while examples are in lanes; −1 where there are none.</summary>
    public int Columns { get; init; } = -1;

    /// <summary>Where in the fixed part some columns of a transposed matrix lie while all rows pass them; −1 where there are none.</summary>
    public int Panel { get; init; } = -1;
}

internal enum KernelKind
{
    /// <summary>Rows times a matrix with outputs in lanes; an epilogue on the accumulators.</summary>
    Product,

    /// <summary>Rows times a matrix with the summed index in lanes, then horizontal sums, to which a bias may be added.</summary>
    DotProduct,

    /// <summary>Outer products summed over the batch in registers, such as a weight gradient; an epilogue on the sums.</summary>
    Outer,

    /// <summary>Rows summed over the batch, such as a bias gradient; with the same epilogue.</summary>
    ColumnSum,

    /// <summary>Vectors or matrices of the batch, entry by entry.</summary>
    Map,

    /// <summary>The entries of a vector or matrix of the batch reduced to one number.</summary>
    Reduction,

    /// <summary>Row after row with its entries in lanes; reductions over the row.</summary>
    Rows,

    /// <summary>Short rows, turned a block at a time so that examples lie in lanes; reductions over the row from register to register.</summary>
    ShortRows,

    /// <summary>One scalar an example, examples in lanes; sums over the batch.</summary>
    Examples,

    /// <summary>
    /// A dot product with rows, numbers of each example that follow from it, and the gradient of the matrix, block of rows by block of
    /// rows; sums over the batch.
    /// </summary>
    RowBlocks,

    /// <summary>Pieces put side by side in one vector.</summary>
    Concatenation,

    /// <summary>A matrix copied with rows and columns exchanged.</summary>
    Transposition,

    /// <summary>‖w‖² or ‖w‖₁ of a parameter.</summary>
    Norm,

    /// <summary>The class of every example from its scores.</summary>
    Decision,
}

/// <summary>A loop nest, and the nodes it computes.</summary>
/// <param name="Kind">The form of the loops.</param>
/// <param name="Anchor">
/// The product, batch sum, reduction, norm or concatenation it is built around; for a decision the scores; else −1.
/// </param>
/// <param name="Width">Entries of the rows it works on; 1 for scalars.</param>
/// <param name="PerExample">Whether there is a row for each example, or one for the batch.</param>
/// <param name="Nodes">All nodes computed here, in order, the anchor among them.</param>
/// <param name="Stores">Which of them are written to memory, and where.</param>
/// <param name="Matrix">For a product, a norm or a transposition: the node of the matrix. Else −1.</param>
/// <param name="Parameter">For an update: the node of the parameter whose gradient it is. Else −1.</param>
/// <param name="Root">For an outer product, a column sum or a map: the node that its epilogue ends in. Else −1.</param>
internal sealed record Kernel(
    KernelKind Kind, int Anchor, int Width, bool PerExample, EquatableArray<int> Nodes, EquatableArray<Store> Stores,
    int Matrix = -1, int Parameter = -1, int Root = -1)
{
    /// <summary>The size of its loops.</summary>
    public LoopNest? Nest { get; init; }

    /// <summary>How they are cut into blocks; null where there is nothing to choose.</summary>
    public Tiling? Tiling { get; init; }

    /// <summary>Of a weight gradient: the sums of the rows that lie in its lanes, a bias gradient; null where they are a kernel, or none.</summary>
    public Kernel? Bias { get; init; }

    /// <summary>Of a product: columns of the transposed matrix that are copied at a time; 0 where it is read where it lies.</summary>
    public int Panel { get; init; }

    /// <summary>Of short rows: the values whose columns lie one after the other in memory while a block of rows passes.</summary>
    public EquatableArray<int> Columns { get; init; } = EquatableArray<int>.Empty;
}

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

    /// <summary>Workspace that does not grow with the batch: one row reused, or a vector or matrix of the batch.</summary>
    Fixed,

    /// <summary>The caller's derivatives with respect to the inputs [n, those asked for].</summary>
    InputGradients,
}

/// <summary>Where in memory a value lies.</summary>
/// <param name="Place">Which part of memory.</param>
/// <param name="Offset">Elements an example (vectors, scalars), or elements (fixed).</param>
/// <param name="Stride">Elements from one example to the next; 0 where all share one row.</param>
internal sealed record Location(Place Place, int Offset, int Stride)
{
    public bool IsWorkspace => Place is not (Place.Outputs or Place.InputGradients);
}
