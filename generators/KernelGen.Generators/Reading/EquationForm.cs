namespace KernelGen.Generators.Reading;

/// <summary>
/// The equations of a model, read from its spec methods: calls inlined, loops unrolled, constants folded. What is left are
/// arguments and steps in the order they are evaluated, each assigned once.
/// </summary>
/// <param name="Arguments">The roles, in the order they are declared.</param>
/// <param name="Steps">Every value, operands before what uses them; first the arguments, in their order.</param>
/// <param name="Objective">The step that is the objective of one example, or −1: prediction only.</param>
/// <param name="Output">The step that <c>Predict</c> writes.</param>
/// <param name="ObjectiveMethod">How the objective is called, with the arguments it takes; null without one.</param>
/// <param name="OutputMethod">How the output is called: as the objective, where there is no output of its own.</param>
/// <param name="MustBeConvex">Whether a failed proof of convexity is an error.</param>
/// <remarks>
/// No positions in the source: an edit that only moves the equations changes nothing. Whoever reports errors pairs each step with
/// the syntax it comes from, beside this record.
/// </remarks>
internal sealed record EquationForm(
    EquatableArray<ArgumentSpec> Arguments,
    EquatableArray<StepSpec> Steps,
    int Objective,
    int Output,
    MethodSpec? ObjectiveMethod,
    MethodSpec? OutputMethod,
    bool MustBeConvex);

internal enum ArgumentRole
{
    Input,
    Target,
    Weight,
    Parameter,
    Hyperparameter,
}

/// <summary>What a value is in C#.</summary>
internal enum ValueKind
{
    Scalar,
    Vector,
    Matrix,
    Label,
}

/// <summary>An argument of the objective (or of the output where there is no objective) and its role.</summary>
/// <param name="Role">What it is to the model.</param>
/// <param name="Name">As the user calls it.</param>
/// <param name="Kind">Its type.</param>
/// <param name="Rows">1 for a scalar or label, entries of a vector, rows of a matrix.</param>
/// <param name="Columns">1 unless it is a matrix.</param>
/// <param name="Frozen">A parameter that no gradient is computed for.</param>
/// <param name="WantsGradient">An input whose gradient is an output too.</param>
/// <param name="Value">The value of a hyperparameter until it is set.</param>
internal sealed record ArgumentSpec(
    ArgumentRole Role, string Name, ValueKind Kind, int Rows, int Columns, bool Frozen = false, bool WantsGradient = false, double Value = 0);

/// <summary>A spec method that the oracle calls.</summary>
/// <param name="Name">Its name, escaped if it is a keyword.</param>
/// <param name="Arguments">Indices into <see cref="EquationForm.Arguments"/>, in the order of its parameters.</param>
/// <param name="Result">What it returns.</param>
internal sealed record MethodSpec(string Name, EquatableArray<int> Arguments, ValueKind Result);

/// <summary>What a step does: the vocabulary of equations, one member a function or operator.</summary>
internal enum Function
{
    /// <summary>An argument; <see cref="StepSpec.Index"/> is its place among the arguments.</summary>
    Argument,

    /// <summary>A number; <see cref="StepSpec.Value"/>.</summary>
    Constant,

    // Operators; * between a matrix and a vector is the matrix product, else entry by entry, a scalar for every entry.
    Add,
    Subtract,
    Multiply,
    Divide,
    Negate,

    /// <summary>Entries <see cref="StepSpec.Index"/> to Index + <see cref="StepSpec.Length"/> of a vector, as a vector.</summary>
    Slice,

    /// <summary>Entry <see cref="StepSpec.Index"/> of a vector, as a scalar.</summary>
    Entry,

    /// <summary>Vectors and scalars one after the other, as a vector.</summary>
    Concat,

    // Products.
    Dot,
    Outer,
    Transpose,

    // Reductions.
    Sum,
    Mean,
    SumOfSquares,
    Norm1,
    LogSumExp,

    // Entry by entry.
    /// <summary>Of (condition, a, b): a where condition &gt; 0, else b.</summary>
    Where,
    Min,
    Max,
    Abs,
    Square,
    Sqrt,
    Exp,
    Log,
    Sin,
    Cos,
    Relu,
    Softplus,
    Logistic,
    Tanh,
    HardThreshold,
    Softmax,

    /// <summary>Of (v, rate) or (v, rate, number); rate and number are constants, <see cref="StepSpec.Value"/> and <see cref="StepSpec.Index"/>.</summary>
    Dropout,

    // Losses of one example: (prediction, target), of cross-entropies also (prediction, target, smoothing).
    SquaredError,
    AbsoluteError,
    CrossEntropy,
    LogisticCrossEntropy,
    SoftmaxCrossEntropy,
    Hinge,
    MulticlassHinge,
    KullbackLeibler,
}

/// <summary>One value of the equations.</summary>
/// <param name="Function">How it is computed.</param>
/// <param name="Operands">Earlier steps.</param>
/// <param name="Kind">Its type.</param>
/// <param name="Name">The local variable or argument it was given to, or null. The iteration of an unrolled loop is not part of it.</param>
/// <param name="Value">Of a constant.</param>
/// <param name="Index">Of an argument its place, of a slice or an entry where it starts.</param>
/// <param name="Length">Of a slice the entries it has.</param>
internal sealed record StepSpec(
    Function Function, EquatableArray<int> Operands, ValueKind Kind, string? Name = null, double Value = 0, int Index = 0, int Length = 0)
{
    /// <summary>Whether it is a cross-entropy whose third operand is the share of the target that all classes get alike.</summary>
    public bool IsSmoothed => Operands.Count == 3
        && Function is Function.CrossEntropy or Function.LogisticCrossEntropy or Function.SoftmaxCrossEntropy;
}
