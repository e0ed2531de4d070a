using System.Collections.Immutable;
using KernelGen.Generators.Reading;

namespace KernelGen.Generators.Tests.Laws;

/// <summary>What a value of a random model is.</summary>
/// <param name="Kind">Its type in C#.</param>
/// <param name="Rows">Entries of a vector, rows of a matrix, else 1.</param>
/// <param name="Columns">1 unless it is a matrix.</param>
/// <param name="PerExample">Whether it depends on an input or the target.</param>
/// <param name="OfTarget">Whether it depends on the target.</param>
/// <param name="Trained">Whether it depends on a parameter that is not frozen.</param>
/// <param name="Low">What its entries are at least, where arguments are as a gradient check draws them.</param>
/// <param name="High">What its entries are at most.</param>
internal readonly record struct RandomValue(
    ValueKind Kind, int Rows, int Columns, bool PerExample, bool OfTarget, bool Trained, double Low, double High)
{
    /// <summary>What its entries are at most in magnitude.</summary>
    public double Bound => Math.Max(Math.Abs(Low), Math.Abs(High));

    public int Size => Rows * Columns;

    public bool HasShapeOf(RandomValue other) => (Kind, Rows, Columns) == (other.Kind, other.Rows, other.Columns);
}

/// <summary>A step of a random model.</summary>
/// <param name="Function">A function of the vocabulary by its name, or a loop: <c>Recurrence</c> or <c>WeightedSum</c>.</param>
/// <param name="Operands">Earlier values: arguments first, then steps.</param>
/// <param name="Start">Where an entry or slice starts.</param>
/// <param name="Length">Entries of a slice, trips of a loop.</param>
/// <param name="Number">Of a constant.</param>
internal sealed record RandomStep(string Function, ImmutableArray<int> Operands, int Start = 0, int Length = 0, double Number = 0);

/// <summary>A model by its equations, to be declared in source text, checked and made smaller. Values are arguments, then steps.</summary>
/// <param name="Arguments">The roles, in the order they are declared.</param>
/// <param name="Steps">Operands before what uses them.</param>
/// <param name="Objective">The value that is the objective, or −1: prediction only.</param>
/// <param name="Output">The value that is the output, or −1: the objective is.</param>
/// <param name="Style">What the freedoms of the text are drawn with: names, nesting, methods.</param>
internal sealed record RandomModel(ImmutableArray<ArgumentSpec> Arguments, ImmutableArray<RandomStep> Steps, int Objective, int Output, int Style)
{
    private static readonly HashSet<string> Entrywise =
    [
        nameof(Function.Negate), nameof(Function.Abs), nameof(Function.Square), nameof(Function.Sqrt), nameof(Function.Exp),
        nameof(Function.Log), nameof(Function.Sin), nameof(Function.Cos), nameof(Function.Relu), nameof(Function.Softplus),
        nameof(Function.Logistic), nameof(Function.Tanh), nameof(Function.HardThreshold),
    ];

    public int Count => Arguments.Length + Steps.Length;

    /// <summary>A step by the place of its value.</summary>
    public RandomStep StepOf(int value) => Steps[value - Arguments.Length];

    /// <summary>What every value is, or null if the equations are not legal.</summary>
    public RandomValue[]? Infer()
    {
        List<RandomValue> values = [.. Arguments.Select(Of)];
        foreach (RandomStep step in Steps)
        {
            if (Infer(step, [.. step.Operands.Select(o => values[o])]) is not { } value)
            {
                return null;
            }

            values.Add(value);
        }

        bool legal = (Objective < 0 || values[Objective] is { Kind: ValueKind.Scalar })
            && (Output < 0 || values[Output] is { Kind: ValueKind.Scalar or ValueKind.Vector, OfTarget: false })
            && (Objective >= 0 || Output >= 0)
            && (Output >= 0 || Arguments.All(static a => a.Role != ArgumentRole.Target))
            && Arguments.Any(static a => a.Role == ArgumentRole.Input)
            && (Objective >= 0 || !Arguments.Any(static a => a.WantsGradient));
        return legal ? [.. values] : null;
    }

    /// <summary>What an argument is.</summary>
    public static RandomValue Of(ArgumentSpec argument)
    {
        (double low, double high) = argument.Role switch
        {
            ArgumentRole.Hyperparameter => (argument.Value, argument.Value),
            ArgumentRole.Parameter => (-Math.Min(0.5, Math.Sqrt(3.0 / argument.Columns)), Math.Min(0.5, Math.Sqrt(3.0 / argument.Columns))),
            _ => (-1, 1),
        };
        return new(
            argument.Kind, argument.Rows, argument.Columns, argument.Role is ArgumentRole.Input or ArgumentRole.Target,
            argument.Role == ArgumentRole.Target, argument is { Role: ArgumentRole.Parameter, Frozen: false }, low, high);
    }

    /// <summary>What a step gives, or null if it does not take such operands.</summary>
    public static RandomValue? Infer(RandomStep step, RandomValue[] operands)
    {
        bool labels = operands.Any(static o => o.Kind == ValueKind.Label) && !(operands.Length == 2 && operands[1].Kind == ValueKind.Label);
        (ValueKind Kind, int Rows, int Columns)? shape = labels ? null : Shape(step, operands);
        if (shape is not var (kind, rows, columns) || !RandomModelRange.IsInDomain(step, operands))
        {
            return null;
        }

        (double low, double high) = RandomModelRange.Of(step, operands);
        RandomValue value = new(
            kind, rows, columns, operands.Any(static o => o.PerExample), operands.Any(static o => o.OfTarget), operands.Any(static o => o.Trained),
            low, high);
        bool takesMatrixOfExample = step.Function is "Outer" or "Transpose" or "Sum" or "SumOfSquares" or "Norm1" or "Negate"
            || (step.Function == "Multiply" && (kind == ValueKind.Vector || operands[0].Kind == ValueKind.Scalar));
        bool isMatrixOfExample = operands.Append(value).Any(static o => o is { Kind: ValueKind.Matrix, PerExample: true });
        bool learnsNothing = step.Function == "HardThreshold" && value.Trained;
        return (isMatrixOfExample && !takesMatrixOfExample) || learnsNothing ? null : value;
    }

    private static (ValueKind Kind, int Rows, int Columns)? Shape(RandomStep step, RandomValue[] o)
    {
        static (ValueKind, int, int)? Like(RandomValue v) => (v.Kind, v.Rows, v.Columns);
        static (ValueKind, int, int)? Scalar(bool fits) => fits ? (ValueKind.Scalar, 1, 1) : null;
        static (ValueKind, int, int)? Vector(bool fits, int rows) => fits ? (ValueKind.Vector, rows, 1) : null;
        bool vectors = o.All(static v => v.Kind == ValueKind.Vector);
        bool alike = o.Length > 0 && o.All(v => v.HasShapeOf(o[0]));
        switch (step.Function)
        {
            case "Constant":
                return Scalar(true);
            case "Add" or "Subtract" or "Multiply" or "Divide" or "Min" or "Max":
                if (step.Function == "Multiply" && o[0].Kind == ValueKind.Matrix && o[1].Kind == ValueKind.Vector)
                {
                    return Vector(o[0].Columns == o[1].Rows, o[0].Rows);
                }

                bool hasMatrix = o[0].Kind == ValueKind.Matrix || o[1].Kind == ValueKind.Matrix;
                bool fits = o[0].Kind == ValueKind.Scalar || o[1].Kind == ValueKind.Scalar
                    || (alike && (!hasMatrix || step.Function is "Add" or "Subtract"));
                return !fits || (hasMatrix && step.Function is "Min" or "Max") || o[1].Kind == ValueKind.Label ? null
                    : Like(o[0].Kind == ValueKind.Scalar ? o[1] : o[0]);
            case "Where":
                RandomValue wider = o[1].Kind == ValueKind.Scalar ? o[2] : o[1];
                bool branches = o.All(static v => v.Kind is ValueKind.Scalar or ValueKind.Vector)
                    && (o[1].Kind == ValueKind.Scalar || o[2].Kind == ValueKind.Scalar || o[1].HasShapeOf(o[2]));
                bool mixed = o[1].Kind != o[2].Kind;
                return !branches ? null
                    : o[0].Kind == ValueKind.Scalar ? mixed ? null : Like(o[1])
                    : wider.Kind == ValueKind.Scalar || wider.Rows == o[0].Rows ? Like(o[0]) : null;
            case "Dot":
                return Scalar(vectors && alike);
            case "Outer":
                return vectors ? (ValueKind.Matrix, o[0].Rows, o[1].Rows) : null;
            case "Transpose":
                return o[0].Kind == ValueKind.Matrix ? (ValueKind.Matrix, o[0].Columns, o[0].Rows) : null;
            case "Sum" or "Mean":
                return Scalar(o[0].Kind is ValueKind.Vector or ValueKind.Matrix);
            case "SumOfSquares" or "Norm1":
                return Scalar(true);
            case "LogSumExp":
                return Scalar(vectors);
            case "Softmax":
                return vectors ? Like(o[0]) : null;
            case "Entry":
                return Scalar(vectors && step.Start < o[0].Rows);
            case "Slice":
                return Vector(vectors && step.Length > 0 && step.Start + step.Length <= o[0].Rows, step.Length);
            case "Concat":
                return Vector(o.All(static v => v.Kind is ValueKind.Vector or ValueKind.Scalar), o.Sum(static v => v.Rows));
            case "SquaredError" or "AbsoluteError":
                return Scalar(alike && o[0].Kind is ValueKind.Scalar or ValueKind.Vector && alike);
            case "LogisticCrossEntropy" or "Hinge":
                return Scalar(alike && o[0].Kind == ValueKind.Scalar);
            case "CrossEntropy" when o[0].Kind == ValueKind.Scalar:
                return Scalar(alike);
            case "CrossEntropy" or "SoftmaxCrossEntropy":
                return Scalar(o[0].Kind == ValueKind.Vector && (o[1].Kind == ValueKind.Label ? o[0].Rows > 1 : alike));
            case "MulticlassHinge":
                return Scalar(o[0].Kind == ValueKind.Vector && o[0].Rows > 1 && o[1].Kind == ValueKind.Label);
            case "KullbackLeibler":
                return Scalar(vectors && alike);
            case "Recurrence":
                return o[0] is { Kind: ValueKind.Matrix, PerExample: false } && o[1].Kind == ValueKind.Vector && o[1].HasShapeOf(o[2])
                    && o[0].Rows == o[1].Rows && o[0].Columns == o[1].Rows && step.Length > 0 ? Like(o[1]) : null;
            case "WeightedSum":
                return Scalar(vectors && step.Length > 0 && step.Length <= o[0].Rows && step.Length <= o[1].Rows);
            default:
                return Entrywise.Contains(step.Function) ? Like(o[0]) : throw new ArgumentException(step.Function, nameof(step));
        }
    }

    /// <summary>Without the steps and arguments that nothing needs.</summary>
    public RandomModel Pruned()
    {
        var needed = new bool[Count];
        foreach (int root in (int[])[Objective, Output])
        {
            if (root >= 0)
            {
                needed[root] = true;
            }
        }

        for (int i = Count - 1; i >= Arguments.Length; i--)
        {
            if (needed[i])
            {
                foreach (int operand in StepOf(i).Operands)
                {
                    needed[operand] = true;
                }
            }
        }

        // A model has an input, used or not.
        if (!Arguments.Where((a, i) => needed[i] && a.Role == ArgumentRole.Input).Any())
        {
            needed[Arguments.ToList().FindIndex(static a => a.Role == ArgumentRole.Input)] = true;
        }

        var place = new int[Count];
        for (int i = 0, next = 0; i < Count; i++)
        {
            place[i] = needed[i] ? next++ : -1;
        }

        return new RandomModel(
            [.. Arguments.Where((_, i) => needed[i])],
            [.. Steps.Where((_, i) => needed[Arguments.Length + i]).Select(s => s with { Operands = [.. s.Operands.Select(o => place[o])] })],
            Objective < 0 ? -1 : place[Objective], Output < 0 ? -1 : place[Output], Style);
    }
}
