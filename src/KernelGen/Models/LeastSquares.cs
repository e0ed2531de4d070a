using System.ComponentModel;
using System.Globalization;
using System.Numerics;
using KernelGen.Numerics;

namespace KernelGen;

/// <summary>The parameters of least squared error, in closed form. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LeastSquares
{
    /// <summary>More parameters make matrices whose factors take minutes.</summary>
    private const int MaxParameters = 4096;

    /// <summary>Entries of the design matrix that are in memory at a time.</summary>
    private const int ChunkLength = 1 << 22;

    /// <summary>
    /// Sets the parameters that are not frozen to the minimum of Σₙ errorWeight·‖y − t‖²/n + Σ ridge·‖w‖², by the normal equations and
    /// Cholesky's factors in double precision.
    /// </summary>
    /// <param name="model">Its outputs y are affine in these parameters. While it is solved its parameters change; nothing else may use it.</param>
    /// <param name="info">Of the model.</param>
    /// <param name="inputs">[n, InputCount]</param>
    /// <param name="targets">[n, TargetCount]</param>
    /// <param name="errorWeight">Positive.</param>
    /// <param name="ridges">For each parameter of the layout; not negative.</param>
    /// <exception cref="ArgumentException">
    /// A length does not fit, a value is not usable, there are too many parameters, or the examples do not determine one. The parameters
    /// are then as they were.
    /// </exception>
    /// <exception cref="InvalidOperationException">Hyperparameters make a factor negative or not finite.</exception>
    public static void Solve<T>(
        IModel<T> model, ModelInfo info, ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, LeastSquaresFactor errorWeight,
        ReadOnlySpan<LeastSquaresFactor> ridges)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(info);
        int n = RequireExamples(info, inputs, targets);
        RequireWeights(info, errorWeight, ridges);
        Unknown[] unknowns = UnknownsOf(info);
        double[] ridge = new double[unknowns.Length];
        for (int k = 0; k < ridge.Length; k++)
        {
            ridge[k] = n / errorWeight.Value * ridges[unknowns[k].Parameter].Value;
        }

        T[] before = model.Parameters.ToArray();
        bool solved = false;
        try
        {
            NormalEquations equations = Collect(model, info, inputs, targets, unknowns);
            double[] solution = equations.Solve(ridge, k => unknowns[k].Name, n);
            for (int k = 0; k < solution.Length; k++)
            {
                model.Parameters[unknowns[k].Index] = T.CreateTruncating(solution[k]);
            }

            solved = true;
        }
        finally
        {
            if (!solved)
            {
                before.CopyTo(model.Parameters);
            }
        }
    }

    /// <summary>A number to solve for: its place in the flat buffer, and which parameter it is of.</summary>
    private sealed record Unknown(int Index, int Parameter, string Name);

    /// <summary>What each parameter adds to the outputs is what the outputs become when it alone is 1.</summary>
    private static NormalEquations Collect<T>(
        IModel<T> model, ModelInfo info, ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, Unknown[] unknowns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (Unknown unknown in unknowns)
        {
            model.Parameters[unknown.Index] = T.Zero;
        }

        int n = inputs.Length / info.InputCount;
        int outputs = info.OutputCount;
        int chunk = Math.Clamp(ChunkLength / (unknowns.Length * outputs), 1, n);
        Workspace<T> workspace = model.CreateWorkspace(chunk);
        T[] at0 = new T[chunk * outputs];
        T[] at1 = new T[chunk * outputs];
        double[] design = new double[chunk * outputs * unknowns.Length];
        double[] errors = new double[chunk * outputs];
        NormalEquations equations = new(unknowns.Length);
        for (int first = 0; first < n; first += chunk)
        {
            int count = Math.Min(chunk, n - first);
            int rows = count * outputs;
            ReadOnlySpan<T> examples = inputs.Slice(first * info.InputCount, count * info.InputCount);
            model.Predict(examples, at0.AsSpan(0, rows), workspace);
            for (int row = 0; row < rows; row++)
            {
                errors[row] = double.CreateTruncating(targets[first * outputs + row]) - double.CreateTruncating(at0[row]);
            }

            for (int k = 0; k < unknowns.Length; k++)
            {
                model.Parameters[unknowns[k].Index] = T.One;
                model.Predict(examples, at1.AsSpan(0, rows), workspace);
                model.Parameters[unknowns[k].Index] = T.Zero;
                for (int row = 0; row < rows; row++)
                {
                    design[row * unknowns.Length + k] = double.CreateTruncating(at1[row]) - double.CreateTruncating(at0[row]);
                }
            }

            for (int row = 0; row < rows; row++)
            {
                equations.Add(design.AsSpan(row * unknowns.Length, unknowns.Length), errors[row]);
            }
        }

        return equations;
    }

    private static Unknown[] UnknownsOf(ModelInfo info)
    {
        if (info.ParameterCount > MaxParameters)
        {
            throw new ArgumentException(
                $"{info.Name} has {info.ParameterCount} parameters, and normal equations are solved for up to {MaxParameters}; train it by gradient descent.",
                nameof(info));
        }

        List<Unknown> unknowns = [];
        for (int p = 0; p < info.Parameters.Length; p++)
        {
            ParameterLayout layout = info.Parameters[p];
            for (int i = 0; i < layout.Count && !layout.IsFrozen; i++)
            {
                (int row, int column) = (i / layout.Columns, i % layout.Columns);
                string name = layout.Count == 1 ? layout.Name
                    : layout.Columns == 1 ? string.Create(CultureInfo.InvariantCulture, $"{layout.Name}[{row}]")
                    : string.Create(CultureInfo.InvariantCulture, $"{layout.Name}[{row}, {column}]");
                unknowns.Add(new Unknown(layout.IndexOf(row, column), p, name));
            }
        }

        return [.. unknowns];
    }

    private static int RequireExamples<T>(ModelInfo info, ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (int n, int rest) = Math.DivRem(inputs.Length, info.InputCount);
        if (rest != 0 || n == 0)
        {
            throw new ArgumentException($"{info.Name} takes rows of {info.InputCount} inputs, at least one; got {inputs.Length} values.", nameof(inputs));
        }

        if (targets.Length != (long)n * info.TargetCount)
        {
            throw new ArgumentException(
                $"{n} examples have {(long)n * info.TargetCount} target values, {info.TargetCount} each; got {targets.Length}.", nameof(targets));
        }

        RequireFinite(inputs, info.InputCount, nameof(inputs));
        RequireFinite(targets, info.TargetCount, nameof(targets));
        return n;
    }

    private static void RequireFinite<T>(ReadOnlySpan<T> values, int count, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!T.IsFinite(values[i]))
            {
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"Row {i / count}: expected finite values; value {i % count} is {values[i]}."), name);
            }
        }
    }

    private static void RequireWeights(ModelInfo info, LeastSquaresFactor errorWeight, ReadOnlySpan<LeastSquaresFactor> ridges)
    {
        if (!(errorWeight.Value > 0 && double.IsFinite(errorWeight.Value)))
        {
            throw Unusable(info, "the squared error", errorWeight, "positive");
        }

        for (int p = 0; p < ridges.Length; p++)
        {
            if (!(ridges[p].Value >= 0 && double.IsFinite(ridges[p].Value)))
            {
                throw Unusable(info, $"‖{info.Parameters[p].Name}‖²", ridges[p], "at least 0");
            }
        }
    }

    private static InvalidOperationException Unusable(ModelInfo info, string term, LeastSquaresFactor factor, string expected)
    {
        string[] named = [.. info.Hyperparameters.Select(static h => h.Name).Where(factor.Formula.Split(' ').Contains).Select(name => $"{info.Name}.{name}")];
        string remedy = named.Length == 0 ? "" : $"; set {string.Join(", ", named)}";
        return new(string.Create(
            CultureInfo.InvariantCulture,
            $"{info.Name} has no least cost: the factor of {term}, {factor.Formula}, is {factor.Value}, but it must be finite and {expected}{remedy}."));
    }
}
