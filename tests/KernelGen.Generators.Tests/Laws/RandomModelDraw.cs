using KernelGen.Generators.Reading;

namespace KernelGen.Generators.Tests.Laws;

/// <summary>
/// Draws models of every function of the vocabulary, with fan-out and shared parameters, of shapes that fit on and off the width
/// of registers, and values inside the functions' domains. One seed gives one model.
/// </summary>
internal sealed class RandomModelDraw
{
    private const int MaximalSteps = 30;

    private static readonly int[] Lengths = [1, 2, 3, 4, 5, 7, 8, 9, 12, 15, 16, 17, 24, 31, 32, 33, 48, 63, 64, 65, 70];

    private static readonly string[] Anywhere =
    [
        "Negate", "Relu", "Softplus", "Logistic", "Tanh", "Abs", "Square", "Sin", "Cos", "HardThreshold",
    ];

    private readonly Random random;
    private readonly int limit;
    private readonly List<ArgumentSpec> arguments = [];
    private readonly List<RandomStep> steps = [];
    private readonly List<RandomValue> values = [];

    private RandomModelDraw(int seed)
    {
        random = new Random(seed);
        limit = random.Next(1, MaximalSteps - 5);
    }

    private enum Roots
    {
        Both,
        ObjectiveAlone,
        OutputAlone,
    }

    public static RandomModel Draw(int seed)
    {
        while (true)
        {
            RandomModel model = new RandomModelDraw(seed).Draw().Pruned();
            if (model.Steps.Length is > 0 and <= MaximalSteps)
            {
                return model;
            }

            seed = unchecked((seed * 31) + 17);
        }
    }

    private RandomModel Draw()
    {
        Roots roots = random.Next(12) switch { 0 => Roots.OutputAlone, 1 or 2 => Roots.ObjectiveAlone, _ => Roots.Both };
        DrawArguments(roots);
        while (steps.Count < limit)
        {
            Bounded(DrawStep());
        }

        if (roots == Roots.OutputAlone)
        {
            int[] outputs = [.. Enumerable.Range(arguments.Count, steps.Count).Where(CanBeOutput)];
            return Model(-1, outputs.Length > 0 ? outputs[^1] : Add("Sum", Vector()));
        }

        int objective = DrawObjective();
        int[] candidates = [.. Enumerable.Range(0, values.Count).Where(i => i != objective && CanBeOutput(i))];
        return Model(objective, roots == Roots.Both ? candidates[Coin() ? candidates.Length - 1 : random.Next(candidates.Length)] : -1);
    }

    private bool CanBeOutput(int i) => values[i] is { Kind: ValueKind.Scalar or ValueKind.Vector, OfTarget: false }
        && (i >= arguments.Count || arguments[i].Role == ArgumentRole.Input);

    private RandomModel Model(int objective, int output) => new([.. arguments], [.. steps], objective, output, random.Next(1 << 16));

    private void DrawArguments(Roots roots)
    {
        int[] lengths = [Length(), Length(), Math.Max(2, Length())];
        int classes = lengths[2];
        List<Action> declarations =
        [
            () => Argue(ArgumentRole.Input, "x", ValueKind.Vector, lengths[0], gradient: roots != Roots.OutputAlone && Rarely()),
            () => Argue(ArgumentRole.Parameter, "w", ValueKind.Matrix, classes, lengths[0], frozen: Rarely()),
            () => Argue(ArgumentRole.Parameter, "u", ValueKind.Vector, lengths[0], frozen: Rarely()),
            () => Argue(ArgumentRole.Parameter, "v", ValueKind.Vector, classes),
            () => Argue(ArgumentRole.Parameter, "b", ValueKind.Scalar, 1, frozen: Rarely()),
            () => Argue(ArgumentRole.Hyperparameter, "rate", ValueKind.Scalar, 1, value: 0.25),
        ];
        Optionally(() => Argue(ArgumentRole.Input, "z", ValueKind.Vector, classes, gradient: roots != Roots.OutputAlone && Coin()));
        Optionally(() => Argue(ArgumentRole.Input, "s", ValueKind.Scalar, 1, gradient: roots != Roots.OutputAlone && Coin()));
        Optionally(() => Argue(ArgumentRole.Parameter, "m", ValueKind.Matrix, lengths[1], classes));
        Optionally(() => Argue(ArgumentRole.Parameter, "r", ValueKind.Matrix, Math.Min(classes, 20), Math.Min(classes, 20), frozen: Coin()));
        Optionally(() => Argue(ArgumentRole.Parameter, "h", ValueKind.Vector, lengths[1], frozen: Coin()));
        Optionally(() => Argue(ArgumentRole.Parameter, "q", ValueKind.Scalar, 1, frozen: Coin()));
        if (roots == Roots.Both && random.Next(5) > 0)
        {
            ValueKind kind = (ValueKind)random.Next(4);
            kind = kind == ValueKind.Matrix ? ValueKind.Label : kind;
            declarations.Add(() => Argue(ArgumentRole.Target, "t", kind, kind == ValueKind.Vector ? classes : 1));
        }

        // Roles stand in any order.
        Action[] shuffled = [.. declarations];
        random.Shuffle(shuffled);
        foreach (Action declare in shuffled)
        {
            declare();
        }

        void Optionally(Action declare)
        {
            if (Coin())
            {
                declarations.Add(declare);
            }
        }
    }

    private int Length() => Coin() ? Lengths[random.Next(Lengths.Length)] : random.Next(1, 71);

    private int DrawObjective()
    {
        HashSet<int> used = [.. steps.SelectMany(static s => s.Operands)];
        int[] loose = [.. Enumerable.Range(arguments.Count, steps.Count).Where(i => !used.Contains(i) && values[i].Kind != ValueKind.Matrix)];
        random.Shuffle(loose);
        int objective = arguments.Exists(static a => a.Role == ArgumentRole.Target) ? Loss() : -1;
        foreach (int term in loose.Take(4).Concat(random.Next(3) == 0 ? [Regulariser()] : Array.Empty<int>()))
        {
            int scalar = Scaled(AsScalar(term));
            objective = objective < 0 ? scalar : Add(random.Next(4) > 0 ? "Add" : "Subtract", objective, scalar);
        }

        return objective < 0 ? AsScalar(values.FindIndex(static v => v.Kind == ValueKind.Vector)) : objective;
    }

    private int Regulariser()
    {
        int[] parameters = [.. Enumerable.Range(0, arguments.Count).Where(i => arguments[i].Role == ArgumentRole.Parameter)];
        return Scaled(Add(Pick("SumOfSquares", "Norm1"), parameters[random.Next(parameters.Length)]));
    }

    private int AsScalar(int term) => values[term].Kind == ValueKind.Scalar ? term : Add(Pick("Sum", "Mean", "SumOfSquares", "LogSumExp"), term);

    private int DrawStep()
    {
        switch (random.Next(18))
        {
            case 0 or 1:
                (int a, int b) = Pair();
                return Add(Pick("Add", "Subtract", "Multiply", "Min", "Max"), a, b);
            case 2 or 3:
                int x = AnyValue();
                string function = Pick(Anywhere);
                return Add(function == "HardThreshold" && values[x].Trained ? "Sin" : function, x);
            case 4:
                return Add("Exp", Small(AnyValue()));
            case 5:
                return Add(Pick("Log", "Sqrt"), Positive(AnyValue()));
            case 6:
                (int above, int below) = Pair();
                return Add("Divide", above, Positive(below));
            case 7:
                return Add(Pick("Softmax", "LogSumExp"), Vector());
            case 8:
                return Part(Vector());
            case 9:
                return Add("Concat", [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Rarely() ? Number() : Coin() ? Vector() : Scalar())]);
            case 10 or 11:
                return Product();
            case 12:
                return Reduction();
            case 13:
                return Selection();
            case 14:
                return OfMatrices();
            case 15 when arguments.Exists(static a => a.Role == ArgumentRole.Target):
                return Loss();
            case 16:
                return Loop();
            default:
                return Idiom();
        }
    }

    /// <summary>What people write and the compiler rewrites; of logits so small that as it stands it keeps its digits.</summary>
    private int Idiom()
    {
        int z = Small(AnyValue());
        switch (random.Next(8))
        {
            case 0:
                return Add("Log", Add("Logistic", z));
            case 1:
                return Add("Log", Add("Subtract", Number(1), Add("Logistic", z)));
            case 2:
                return Add("Log", Add("Add", Number(1), Add("Exp", z)));
            case 3:
                return Add("Divide", Number(1), Add("Add", Number(1), Add("Exp", Add("Negate", z))));
            case 4:
                return Add("Log", Add("Softmax", Small(Vector())));
            case 5:
                return Add("Log", Add("Sum", Add("Exp", Small(Vector()))));
            case 6:
                return Add("Multiply", z, z);
            default:
                int exponential = Add("Exp", Small(Vector()));
                int total = Add("Sum", exponential);
                RandomStep quotient = new("Divide", [exponential, total]);

                // The sum of a few small numbers may be near zero.
                return RandomModel.Infer(quotient, [values[exponential], values[total]]) is null
                    ? Add("Divide", exponential, Add("Add", total, Number(0.5))) : Append(quotient);
        }
    }

    private int Loss()
    {
        int t = arguments.FindIndex(static a => a.Role == ArgumentRole.Target);
        ArgumentSpec target = arguments[t];
        if (target.Kind == ValueKind.Scalar)
        {
            int y = Scalar();
            return Coin() ? Add("CrossEntropy", Add("Logistic", Small(y)), t)
                : Add(Pick("SquaredError", "AbsoluteError", "LogisticCrossEntropy", "Hinge"), y, t);
        }

        int classes = arguments.First(static a => a.Name is "v").Rows;
        int[] fitting = [.. Enumerable.Range(0, values.Count).Where(i => i != t && values[i].Kind == ValueKind.Vector && values[i].Rows == classes)];
        int scores = fitting[Coin() ? fitting.Length - 1 : random.Next(fitting.Length)];
        return target.Kind == ValueKind.Label
            ? Coin() ? Add(Pick("SoftmaxCrossEntropy", "MulticlassHinge"), scores, t) : Add("CrossEntropy", Add("Softmax", Small(scores)), t)
            : random.Next(3) switch
            {
                0 => Add(Pick("CrossEntropy", "KullbackLeibler"), Add(Pick("Softmax", "Logistic"), Small(scores)), t),
                _ => Add(Pick("SquaredError", "AbsoluteError", "SoftmaxCrossEntropy"), scores, t),
            };
    }

    private int Product()
    {
        int matrix = MatrixOfBatch();
        int[] fitting = [.. Enumerable.Range(0, values.Count).Where(i => values[i].Kind == ValueKind.Vector && values[i].Rows == values[matrix].Columns)];
        if (fitting.Length > 0 && random.Next(4) > 0)
        {
            return Add("Multiply", matrix, fitting[random.Next(fitting.Length)]);
        }

        if (Coin() && values[matrix].Columns > 1)
        {
            int turned = Add("Transpose", matrix);
            int[] others = [.. Enumerable.Range(0, values.Count).Where(i => values[i].Kind == ValueKind.Vector && values[i].Rows == values[turned].Columns)];
            return others.Length == 0 ? turned : Add("Multiply", turned, others[random.Next(others.Length)]);
        }

        // A matrix of the example that is gone before it is built.
        int outer = Add("Outer", Vector(), Vector());
        outer = Coin() ? outer : Add("Multiply", Scalar(), outer);
        outer = Coin() ? outer : Add("Transpose", outer);
        int[] rows = [.. Enumerable.Range(0, values.Count).Where(i => values[i].Kind == ValueKind.Vector && values[i].Rows == values[outer].Columns)];
        return Coin() ? Add(Pick("Sum", "SumOfSquares", "Norm1"), outer) : Add("Multiply", outer, rows[random.Next(rows.Length)]);
    }

    private int OfMatrices()
    {
        int matrix = MatrixOfBatch();
        int[] equal = [.. Enumerable.Range(0, values.Count).Where(i => IsMatrixOfBatch(i) && values[i].HasShapeOf(values[matrix]))];
        int[] numbers = [.. Enumerable.Range(0, values.Count).Where(i => values[i] is { Kind: ValueKind.Scalar, PerExample: false })];
        int[] vectors = [.. Enumerable.Range(0, values.Count).Where(i => values[i] is { Kind: ValueKind.Vector, PerExample: false })];
        int number = numbers[random.Next(numbers.Length)];
        return random.Next(7) switch
        {
            0 => Add("Transpose", matrix),
            1 => Add(Pick("Add", "Subtract"), matrix, equal[random.Next(equal.Length)]),
            2 => Add(Pick("Add", "Subtract", "Multiply"), Coin() ? [number, matrix] : [matrix, number]),
            3 => Add("Divide", Coin() ? [matrix, Positive(number)] : [number, Positive(matrix)]),
            4 => Add("Outer", vectors[random.Next(vectors.Length)], vectors[random.Next(vectors.Length)]),
            5 => Add("Exp", Small(matrix)),
            _ => Add(Pick("Tanh", "Square", "Logistic", "Relu", "Softplus", "Sin", "Cos", "Abs", "Negate"), matrix),
        };
    }

    private int Reduction()
    {
        int x = Rarely() ? MatrixOfBatch() : Vector();
        int[] equal = [.. Enumerable.Range(0, values.Count).Where(i => values[i].HasShapeOf(values[x]))];
        return values[x].Kind == ValueKind.Vector && Coin() ? Add("Dot", x, equal[random.Next(equal.Length)])
            : Add(Pick("Sum", "Mean", "SumOfSquares", "Norm1"), x);
    }

    private int Selection()
    {
        (int yes, int no) = Pair();
        int wider = values[yes].Kind == ValueKind.Vector ? yes : no;
        bool mixed = values[yes].Kind != values[no].Kind;
        int[] conditions = [.. Enumerable.Range(0, values.Count).Where(i => values[i].Kind == ValueKind.Vector
            && (values[wider].Kind == ValueKind.Scalar || values[i].Rows == values[wider].Rows))];
        return Add("Where", !mixed && Coin() ? Scalar() : conditions[random.Next(conditions.Length)], yes, no);
    }

    private int Loop()
    {
        int[] square = [.. Enumerable.Range(0, values.Count).Where(i => IsMatrixOfBatch(i) && values[i].Rows == values[i].Columns && values[i].Rows <= 24)];
        int matrix = square.Length == 0 ? -1 : square[random.Next(square.Length)];
        int[] states = matrix < 0 ? []
            : [.. Enumerable.Range(0, values.Count).Where(i => values[i].Kind == ValueKind.Vector && values[i].Rows == values[matrix].Rows)];
        if (states.Length > 0 && random.Next(3) > 0)
        {
            return Append(new("Recurrence", [matrix, states[random.Next(states.Length)], states[random.Next(states.Length)]], Length: random.Next(1, 4)));
        }

        (int a, int b) = (Vector(), Vector());
        int most = Math.Min(4, Math.Min(values[a].Rows, values[b].Rows));
        int trips = random.Next(1, most + 1);
        return Append(new("WeightedSum", [a, b], Length: trips));
    }

    private int Part(int v)
    {
        int start = random.Next(values[v].Rows);
        return Coin() ? Append(new("Entry", [v], start))
            : Append(new("Slice", [v], start, random.Next(1, values[v].Rows - start + 1)));
    }

    /// <summary>A value that can be raised to: its exponential stays small.</summary>
    private int Small(int x) => values[x].Bound <= 3 ? x : Add("Tanh", x);

    /// <summary>A value that stays away from zero.</summary>
    private int Positive(int x) => random.Next(3) switch
    {
        0 => Add("Add", Add("Square", x), Number(0.5)),
        1 => Add("Add", Number(1.5), Add("Sin", x)),
        _ => Add("Add", Number(1), Add("Square", x)),
    };

    /// <summary>Large values are made smaller, so that differences of them keep their digits.</summary>
    private void Bounded(int value)
    {
        if (values[value].Kind != ValueKind.Matrix)
        {
            Scaled(value);
        }
    }

    private int Scaled(int value) => values[value].Bound <= 20 ? value
        : Rarely() && values[value].Kind != ValueKind.Matrix ? Add("Tanh", Add("Multiply", Number(Round(2 / values[value].Bound)), value))
        : Add("Multiply", Coin() ? [Number(Round(4 / values[value].Bound)), value] : [value, Number(Round(4 / values[value].Bound))]);

    private static double Round(double x) => Math.Max(0.001, Math.Round(x, 3));

    private (int A, int B) Pair()
    {
        int a = AnyValue();
        int[] fitting = [.. Enumerable.Range(0, values.Count).Where(i => values[i].Kind == ValueKind.Scalar
            || (values[i].Kind == ValueKind.Vector && (values[a].Kind == ValueKind.Scalar || values[i].Rows == values[a].Rows)))];
        int b = Rarely() ? Number() : fitting[Coin() ? fitting.Length - 1 : random.Next(fitting.Length)];
        return Coin() ? (a, b) : (b, a);
    }

    private int AnyValue() => random.Next(3) > 0 ? Vector() : Scalar();

    private int Vector() => Of(ValueKind.Vector);

    private int Scalar() => Of(ValueKind.Scalar);

    /// <summary>One of the latest half of the time, so that equations grow deep as well as wide.</summary>
    private int Of(ValueKind kind)
    {
        int[] found = [.. Enumerable.Range(0, values.Count).Where(i => values[i].Kind == kind)];
        return found[Coin() ? random.Next(found.Length) : random.Next(found.Length / 2, found.Length)];
    }

    private int MatrixOfBatch()
    {
        int[] found = [.. Enumerable.Range(0, values.Count).Where(IsMatrixOfBatch)];
        return found[random.Next(found.Length)];
    }

    private bool IsMatrixOfBatch(int i) => values[i] is { Kind: ValueKind.Matrix, PerExample: false };

    private bool Coin() => random.Next(2) == 0;

    private bool Rarely() => random.Next(6) == 0;

    private string Pick(params string[] functions) => functions[random.Next(functions.Length)];

    private int Number() => Number(Math.Round(random.NextDouble() * 2, 2));

    private int Number(double value) => Append(new("Constant", [], Number: value));

    private void Argue(
        ArgumentRole role, string name, ValueKind kind, int rows, int columns = 1, bool frozen = false, bool gradient = false, double value = 0)
    {
        ArgumentSpec argument = new(role, name, kind, rows, columns, frozen, gradient, value);
        arguments.Add(argument);
        values.Add(RandomModel.Of(argument));
    }

    private int Add(string function, params int[] operands) => Append(new(function, [.. operands]));

    private int Append(RandomStep step)
    {
        RandomValue value = RandomModel.Infer(step, [.. step.Operands.Select(o => values[o])])
            ?? throw new InvalidOperationException($"{step.Function} does not take such operands.");
        steps.Add(step);
        values.Add(value);
        return values.Count - 1;
    }
}
