namespace KernelGen.Generators.Graphs;

/// <summary>What a node computes. Operands are a, b, c; v is a vector, M a matrix.</summary>
internal enum Operation
{
    // Leaves.
    Input,
    Target,
    Label,

    /// <summary>What an example counts in training.</summary>
    Weight,
    Parameter,

    /// <summary>A number that is set at run time; <see cref="Node.Value"/> until then.</summary>
    Hyperparameter,
    Constant,

    /// <summary>1/n for a batch of n examples.</summary>
    BatchSizeReciprocal,

    /// <summary>What decides in a step which units are left out.</summary>
    DropoutKey,

    // Entry by entry; a scalar operand is used for every entry.
    Add,
    Subtract,
    Multiply,
    Divide,

    /// <summary>a where a &lt; b, else b.</summary>
    Minimum,

    /// <summary>a where a &gt; b, else b.</summary>
    Maximum,
    Negate,
    Relu,
    Softplus,
    Logistic,
    Tanh,
    HardThreshold,
    Exp,
    Log,
    Sqrt,
    Sin,
    Cos,
    Abs,
    Sign,
    Square,

    /// <summary>b where a &gt; 0, else 0.</summary>
    WherePositive,

    /// <summary>b where a &gt; 0, else c.</summary>
    Select,

    /// <summary>−b·log σ(a) − (1−b)·log(1−σ(a)), stable for any a.</summary>
    LogisticCrossEntropy,

    /// <summary>1 at the label, else 0.</summary>
    OneHot,

    /// <summary>0 with probability <see cref="Node.Value"/>, else 1/(1 − it), by a generator that counts from <see cref="Node.Start"/>; of a key.</summary>
    Mask,

    /// <summary>A scalar in every entry, or a value of the batch for every example.</summary>
    Broadcast,

    // Parts of vectors.
    /// <summary>The entries of v from <see cref="Node.Start"/>, as many as the shape has.</summary>
    Slice,

    /// <summary>v from entry <see cref="Node.Start"/> on, zero elsewhere.</summary>
    Embed,

    /// <summary>All operands, one after the other.</summary>
    Concat,

    // Matrix products.
    /// <summary>M·v.</summary>
    MatrixVector,

    /// <summary>Mᵀ·v.</summary>
    TransposedMatrixVector,

    /// <summary>a·bᵀ.</summary>
    Outer,

    /// <summary>Mᵀ.</summary>
    Transpose,

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
    Dot,
    Mean,
    Softmax,
    LogSoftmax,
    LogSumExp,

    /// <summary>a·log b, 0 where a is 0.</summary>
    TimesLog,
    SquaredError,
    AbsoluteError,
    CrossEntropy,
    SoftmaxCrossEntropy,
    Hinge,
    MulticlassHinge,

    /// <summary>Σ b·log(b/a), with 0·log 0 = 0.</summary>
    KullbackLeibler,
}
