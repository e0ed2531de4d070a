namespace KernelGen.Generators.Graphs;

/// <summary>What a node computes. Operands are a, b; v is a vector, M a matrix.</summary>
internal enum Operation
{
    // Leaves.
    Input,
    Target,
    Label,
    Parameter,
    Constant,

    /// <summary>1/n for a batch of n examples.</summary>
    BatchSizeReciprocal,

    // Entry by entry; a scalar operand is used for every entry.
    Add,
    Subtract,
    Multiply,
    Divide,
    Negate,
    Relu,
    Softplus,
    Logistic,
    Tanh,
    HardThreshold,
    Exp,
    Log,
    Abs,
    Sign,
    Square,

    /// <summary>b where a &gt; 0, else 0.</summary>
    WherePositive,

    /// <summary>−b·log σ(a) − (1−b)·log(1−σ(a)), stable for any a.</summary>
    LogisticCrossEntropy,

    /// <summary>1 at the label, else 0.</summary>
    OneHot,

    /// <summary>A scalar in every entry.</summary>
    Broadcast,

    // Matrix products.
    /// <summary>M·v.</summary>
    MatrixVector,

    /// <summary>Mᵀ·v.</summary>
    TransposedMatrixVector,

    /// <summary>a·bᵀ.</summary>
    Outer,

    // Reductions to a scalar.
    Sum,
    Largest,

    /// <summary>The entry of v at the label.</summary>
    Element,
    SumOfSquares,
    Norm1,

    /// <summary>The sum over all examples of the batch.</summary>
    BatchSum,

    // What models are written in; rewritten into the above.
    Softmax,
    SquaredError,
    AbsoluteError,
    CrossEntropy,
    SoftmaxCrossEntropy,
    Hinge,
    MulticlassHinge,
}
