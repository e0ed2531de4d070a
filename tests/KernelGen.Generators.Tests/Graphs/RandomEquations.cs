using KernelGen.Generators.Reading;

namespace KernelGen.Generators.Tests.Graphs;

/// <summary>
/// Equations drawn at random: of every function of the vocabulary, with fan-out and shared parameters, of shapes that fit and
/// values in its domain. The same seed with fewer steps gives the beginning of the same equations.
/// </summary>
internal sealed class RandomEquations
{
    private static readonly Function[] FunctionsOfAnything =
    [
        Function.Negate, Function.Relu, Function.Softplus, Function.Logistic, Function.Tanh, Function.HardThreshold, Function.Abs,
        Function.Square, Function.Sin, Function.Cos,
    ];

    private readonly Random random;
    private readonly List<ArgumentSpec> arguments = [];
    private readonly List<StepSpec> steps = [];
    private readonly List<Value> values = [];
    private readonly int one;

    private RandomEquations(int seed, int count)
    {
        random = new Random(seed);
        int[] lengths = [random.Next(1, 6), random.Next(1, 6)];
        Classes = lengths[1];
        Argue(ArgumentRole.Input, "x", ValueKind.Vector, lengths[0], gradient: Coin());
        Argue(ArgumentRole.Input, "z", ValueKind.Vector, Classes, gradient: Coin());
        Argue(ArgumentRole.Input, "s", ValueKind.Scalar, 1, gradient: Coin());
        Argue(ArgumentRole.Parameter, "w", ValueKind.Matrix, Classes, lengths[0]);
        Argue(ArgumentRole.Parameter, "m", ValueKind.Matrix, Classes, Classes, frozen: Coin());
        Argue(ArgumentRole.Parameter, "u", ValueKind.Vector, lengths[0]);
        Argue(ArgumentRole.Parameter, "v", ValueKind.Vector, Classes);
        Argue(ArgumentRole.Parameter, "b", ValueKind.Scalar, 1);
        Argue(ArgumentRole.Hyperparameter, "rate", ValueKind.Scalar, 1, value: 0.25);
        Target = random.Next(3);
        Argue(
            ArgumentRole.Target, "t", Target switch { 0 => ValueKind.Label, 1 => ValueKind.Scalar, _ => ValueKind.Vector },
            Target == 2 ? Classes : 1);
        one = Number(1);
        while (steps.Count < count)
        {
            Bounded(Draw());
        }
    }

    private int Classes { get; }

    private int Target { get; }

    /// <summary>Equations of about <paramref name="count"/> steps, and the objective that sums up what they leave unused.</summary>
    public static EquationForm Draw(int seed, int count) => new RandomEquations(seed, count).Form();

    private EquationForm Form()
    {
        HashSet<int> used = [.. steps.SelectMany(static s => s.Operands)];
        int[] loose = [.. Enumerable.Range(0, steps.Count).Where(i => !used.Contains(i) && steps[i].Kind != ValueKind.Label)];
        int objective = Loss();
        foreach (int term in loose)
        {
            int scalar = steps[term].Kind == ValueKind.Scalar ? term : Add(Pick(Function.Sum, Function.Mean, Function.SumOfSquares), ValueKind.Scalar, term);
            objective = Add(Coin() ? Function.Add : Function.Subtract, ValueKind.Scalar, objective, scalar);
        }

        int last = Enumerable.Range(0, steps.Count).Last(i => steps[i].Kind is ValueKind.Vector or ValueKind.Scalar && i < objective);
        return new EquationForm(
            arguments.ToEquatableArray(), steps.ToEquatableArray(), objective, last, ObjectiveMethod: null, OutputMethod: null, MustBeConvex: false);
    }

    private int Draw()
    {
        switch (random.Next(17))
        {
            case 0 or 1:
                (int a, int b) = Pair();
                return Add(Pick(Function.Add, Function.Subtract, Function.Multiply, Function.Min, Function.Max), Wider(a, b), a, b);
            case 2 or 3:
                int x = AnyValue();
                return Add(FunctionsOfAnything[random.Next(FunctionsOfAnything.Length)], steps[x].Kind, x);
            case 4:
                int exponent = Small(AnyValue());
                return Add(Function.Exp, steps[exponent].Kind, exponent);
            case 5:
                int positive = Positive(AnyValue());
                return Add(Pick(Function.Log, Function.Sqrt), steps[positive].Kind, positive);
            case 6:
                (int above, int below) = Pair();
                below = Positive(below);
                return Add(Function.Divide, Wider(above, below), above, below);
            case 7:
                int v = Vector();
                return Coin() ? Add(Function.Softmax, ValueKind.Vector, v)
                    : Coin() ? Add(Function.LogSumExp, ValueKind.Scalar, v)
                    : Append(new StepSpec(Function.Dropout, EquatableArray.Of(v), ValueKind.Vector, Value: 0.25, Index: steps.Count));
            case 8:
                return Part(Vector());
            case 9:
                int[] parts = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Coin() ? Vector() : Scalar())];
                return Add(Function.Concat, ValueKind.Vector, parts);
            case 10 or 11:
                return Product(Matrix());
            case 12:
                return Reduction();
            case 13:
                (int yes, int no) = Pair();
                return Add(Function.Where, Wider(yes, no), Coin() ? Scalar() : values[yes].Length >= values[no].Length ? yes : no, yes, no);
            case 14:
                return OfParameters();
            case 15:
                return Loss();
            default:
                return Idiom();
        }
    }

    /// <summary>What people write that overflows as it stands; here of logits so small that as it stands it keeps its digits.</summary>
    private int Idiom()
    {
        int z = Coin() ? Vector() : Scalar();
        ValueKind kind = steps[z].Kind;
        z = Small(z);
        int exponential = Add(Function.Exp, kind, z);
        int logistic = Add(Function.Logistic, kind, z);
        switch (random.Next(7))
        {
            case 0:
                return Add(Function.Log, kind, logistic);
            case 1:
                return Add(Function.Log, kind, Add(Function.Subtract, kind, one, logistic));
            case 2:
                return Add(Function.Log, kind, Add(Function.Add, kind, one, exponential));
            case 3:
                return Add(Function.Divide, kind, Coin() ? one : exponential, Add(Function.Add, kind, exponential, one));
            case 4:
                int v = Small(Vector());
                return Add(Function.Log, ValueKind.Vector, Add(Function.Softmax, ValueKind.Vector, v));
            case 5 when kind == ValueKind.Vector:
                return Add(Function.Divide, kind, exponential, Add(Function.Sum, ValueKind.Scalar, exponential));
            case 6 when kind == ValueKind.Vector:
                return Add(Function.Log, ValueKind.Scalar, Add(Function.Sum, ValueKind.Scalar, exponential));
            default:
                return Add(Function.Multiply, kind, Number(0.5), Add(Function.Negate, kind, z));
        }
    }

    private int Loss()
    {
        int t = steps.FindIndex(static s => s.Name == "t");
        int scores = Find(Function.Argument, "z");
        int[] ofClasses = [.. Enumerable.Range(0, steps.Count).Where(i => steps[i].Kind == ValueKind.Vector && values[i].Length == Classes)];
        scores = ofClasses.Length > 0 ? ofClasses[random.Next(ofClasses.Length)] : scores;
        int scalar = Scalar();
        switch (Target)
        {
            case 0:
                return Coin() ? Add(Pick(Function.SoftmaxCrossEntropy, Function.MulticlassHinge), ValueKind.Scalar, scores, t)
                    : Add(Function.CrossEntropy, ValueKind.Scalar, Add(Function.Softmax, ValueKind.Vector, Small(scores)), t);
            case 1 when Coin():
                return Add(Function.CrossEntropy, ValueKind.Scalar, Add(Function.Logistic, ValueKind.Scalar, Small(scalar)), t);
            case 1:
                return Add(Pick(Function.SquaredError, Function.AbsoluteError, Function.LogisticCrossEntropy, Function.Hinge), ValueKind.Scalar, scalar, t);
            case 2 when Coin():
                int p = Add(Pick(Function.Softmax, Function.Logistic), ValueKind.Vector, Small(scores));
                return Add(Pick(Function.CrossEntropy, Function.KullbackLeibler), ValueKind.Scalar, p, t);
            default:
                return Add(Pick(Function.SquaredError, Function.AbsoluteError, Function.SoftmaxCrossEntropy), ValueKind.Scalar, scores, t);
        }
    }

    private int Product(int matrix)
    {
        Value m = values[matrix];
        int[] fitting = [.. Enumerable.Range(0, steps.Count).Where(i => steps[i].Kind == ValueKind.Vector && values[i].Length == m.Columns)];
        if (fitting.Length > 0 && Coin())
        {
            return Add(Function.Multiply, ValueKind.Vector, matrix, fitting[random.Next(fitting.Length)]);
        }

        // A matrix of the example that is gone before it is built: (a·bᵀ + m)·v
        int outer = Add(Function.Outer, ValueKind.Matrix, Vector(), Vector());
        outer = Coin() ? outer : Add(Function.Multiply, ValueKind.Matrix, Scalar(), outer);
        outer = Coin() ? outer : Add(Function.Transpose, ValueKind.Matrix, outer);
        int[] rows = [.. Enumerable.Range(0, steps.Count).Where(i => steps[i].Kind == ValueKind.Vector && values[i].Length == values[outer].Columns)];
        return Add(Function.Multiply, ValueKind.Vector, outer, rows[random.Next(rows.Length)]);
    }

    private int OfParameters()
    {
        int matrix = Matrix();
        int[] equal = [.. Enumerable.Range(0, steps.Count).Where(i => IsMatrixOfBatch(i) && (values[i].Length, values[i].Columns) == (values[matrix].Length, values[matrix].Columns))];
        return random.Next(4) switch
        {
            0 => Add(Function.Transpose, ValueKind.Matrix, matrix),
            1 => Add(Pick(Function.Add, Function.Multiply, Function.Max), ValueKind.Matrix, matrix, Scale()),
            2 => Add(Function.Outer, ValueKind.Matrix, steps.FindIndex(static s => s.Name == "v"), steps.FindIndex(static s => s.Name == "u")),
            _ => Add(Pick(Function.Tanh, Function.Square), ValueKind.Matrix, matrix),
        };

        int Scale() => Coin() ? steps.FindIndex(static s => s.Name == "b") : equal[random.Next(equal.Length)];
    }

    private int Reduction()
    {
        int x = random.Next(3) == 0 ? Matrix() : Vector();
        int[] equal = [.. Enumerable.Range(0, steps.Count).Where(i => steps[i].Kind == ValueKind.Vector && values[i].Length == values[x].Length)];
        return steps[x].Kind == ValueKind.Vector && Coin()
            ? Add(Function.Dot, ValueKind.Scalar, x, equal[random.Next(equal.Length)])
            : Add(Pick(Function.Sum, Function.Mean, Function.SumOfSquares, Function.Norm1), ValueKind.Scalar, x);
    }

    private int Part(int v)
    {
        int start = random.Next(values[v].Length);
        return Coin()
            ? Append(new StepSpec(Function.Entry, EquatableArray.Of(v), ValueKind.Scalar, Index: start), values[v] with { Length = 1 })
            : Append(
                new StepSpec(Function.Slice, EquatableArray.Of(v), ValueKind.Vector, Index: start, Length: random.Next(1, values[v].Length - start + 1)));
    }

    /// <summary>A value that can be raised to: its exponential stays small.</summary>
    private int Small(int x) => values[x].Bound <= 3 ? x : Add(Function.Tanh, steps[x].Kind, x);

    /// <summary>A value that stays away from zero.</summary>
    private int Positive(int x) => Add(Function.Add, steps[x].Kind, one, Add(Function.Square, steps[x].Kind, x));

    /// <summary>Large values are pressed together, so that differences of them keep their digits.</summary>
    private void Bounded(int step)
    {
        if (values[step].Bound > 20 && steps[step].Kind != ValueKind.Matrix)
        {
            Add(Function.Tanh, steps[step].Kind, step);
        }
    }

    private (int A, int B) Pair()
    {
        int a = Coin() ? Vector() : Scalar();
        int[] fitting = [.. Enumerable.Range(0, steps.Count)
            .Where(i => steps[i].Kind == ValueKind.Scalar || (steps[i].Kind == ValueKind.Vector && (steps[a].Kind == ValueKind.Scalar || values[i].Length == values[a].Length)))];
        return (a, fitting[random.Next(fitting.Length)]);
    }

    private ValueKind Wider(int a, int b) => steps[a].Kind == ValueKind.Scalar ? steps[b].Kind : steps[a].Kind;

    private int AnyValue() => Coin() ? Vector() : Scalar();

    private int Vector() => Of(ValueKind.Vector);

    private int Scalar() => Of(ValueKind.Scalar);

    /// <summary>One of the latest half of the time, so that equations grow deep as well as wide.</summary>
    private int Of(ValueKind kind)
    {
        int[] found = [.. Enumerable.Range(0, steps.Count).Where(i => steps[i].Kind == kind)];
        return found[Coin() ? random.Next(found.Length) : random.Next(found.Length / 2, found.Length)];
    }

    private int Matrix()
    {
        int[] found = [.. Enumerable.Range(0, steps.Count).Where(IsMatrixOfBatch)];
        return found[random.Next(found.Length)];
    }

    private bool IsMatrixOfBatch(int i) => steps[i].Kind == ValueKind.Matrix && !values[i].PerExample;

    private int Find(Function function, string name) => steps.FindIndex(s => s.Function == function && s.Name == name);

    private bool Coin() => random.Next(2) == 0;

    private Function Pick(params Function[] functions) => functions[random.Next(functions.Length)];

    private int Number(double value) => Append(new StepSpec(Function.Constant, default, ValueKind.Scalar, Value: value), new Value(1, 1, false, Math.Abs(value)));

    private void Argue(
        ArgumentRole role, string name, ValueKind kind, int rows, int columns = 1, bool frozen = false, bool gradient = false, double value = 0)
    {
        arguments.Add(new ArgumentSpec(role, name, kind, rows, columns, frozen, gradient, value));
        Append(
            new StepSpec(Function.Argument, default, kind, name, Index: arguments.Count - 1),
            new Value(rows, columns, role is ArgumentRole.Input or ArgumentRole.Target, 1));
    }

    private int Add(Function function, ValueKind kind, params int[] operands) =>
        Append(new StepSpec(function, operands.ToEquatableArray(), kind));

    private int Append(StepSpec step) => Append(step, Value.Of(step, [.. step.Operands.Select(o => values[o])], [.. step.Operands.Select(o => steps[o].Kind)]));

    private int Append(StepSpec step, Value value)
    {
        steps.Add(step);
        values.Add(value);
        return steps.Count - 1;
    }

    /// <summary>What is known of a value: its shape, and a bound of the magnitude of its entries.</summary>
    private sealed record Value(int Length, int Columns, bool PerExample, double Bound)
    {
        public static Value Of(StepSpec step, Value[] operands, ValueKind[] kinds)
        {
            (Value a, Value b) = (operands[0], operands[^1]);
            bool perExample = step.Function == Function.Dropout || operands.Any(static o => o.PerExample);
            double largest = operands.Max(static o => o.Bound);
            (int length, int columns) = step.Function switch
            {
                Function.Multiply when kinds is [ValueKind.Matrix, ValueKind.Vector] => (a.Length, 1),
                Function.Slice => (step.Length, 1),
                Function.Concat => (operands.Sum(static o => o.Length), 1),
                Function.Outer => (a.Length, b.Length),
                Function.Transpose => (a.Columns, a.Length),
                _ when step.Kind == ValueKind.Scalar => (1, 1),
                _ => (operands.Max(static o => o.Length), operands.Max(static o => o.Columns)),
            };
            double bound = step.Function switch
            {
                Function.Add or Function.Subtract => a.Bound + b.Bound,
                Function.Multiply => a.Bound * b.Bound * (kinds[0] == ValueKind.Matrix ? a.Columns : 1),
                Function.Outer => a.Bound * b.Bound,
                Function.Dot => a.Bound * b.Bound * a.Length,
                Function.Square => a.Bound * a.Bound,
                Function.SumOfSquares => a.Bound * a.Bound * a.Length * a.Columns,
                Function.Sum or Function.Norm1 => a.Bound * a.Length * a.Columns,
                Function.Exp => Math.Exp(a.Bound),
                Function.Tanh or Function.Logistic or Function.Softmax or Function.HardThreshold or Function.Sin or Function.Cos => 1,
                // Of a value that is at least 1, or has a form that takes the logarithm of no small number.
                Function.Divide => a.Bound,
                Function.Dropout => 2 * a.Bound,
                Function.LogSumExp or Function.SoftmaxCrossEntropy or Function.CrossEntropy or Function.KullbackLeibler => (2 * largest) + 2,
                Function.MulticlassHinge or Function.SquaredError or Function.AbsoluteError => (largest + 1) * (largest + 1) * a.Length * 2,
                _ => largest + 1,
            };
            return new Value(length, columns, perExample, bound);
        }
    }
}
