using static KernelGen.Testing.ReportText;

namespace KernelGen.Testing;

/// <summary>Compares what the kernels give as a whole (outputs, classes, cost, step, padding) with the model's equations.</summary>
internal sealed class KernelCheck(IModelProbe probe, CheckPoint point)
{
    // A power of two: the products with it are exact.
    private const double LearningRate = 0.5;

    private readonly ModelInfo info = probe.Info;
    private readonly double bound = ErrorBounds.Kernels(probe.Info, point.Examples.Length);

    /// <summary>What is wrong, one sentence each.</summary>
    public List<string> Failures { get; } = [];

    /// <summary>Predicts the batch, and every example on its own.</summary>
    public void CheckOutputs()
    {
        double[] batch = probe.Predict(point.Flat, point.Inputs);
        if (batch.Length != point.Examples.Length * info.OutputCount)
        {
            Failures.Add(Text($"Predict: expected {info.OutputCount} outputs for each of {point.Examples.Length} examples; got {batch.Length} values."));
            return;
        }

        for (int n = 0; n < point.Examples.Length; n++)
        {
            CompareOutputs($"of a batch, example {n}", batch.AsSpan(n * info.OutputCount, info.OutputCount), n);
            CompareOutputs($"of example {n} alone", probe.Predict(point.Flat, point.Examples[n].Input.Values), n);
        }
    }

    /// <summary>Compares the classes with the outputs that the kernels themselves give.</summary>
    public void CheckClasses()
    {
        if (info.ClassCount == 0 || !info.HasObjective)
        {
            return;
        }

        double[] outputs = probe.Predict(point.Flat, point.Inputs);
        int[] classes;
        try
        {
            classes = probe.Classify(point.Flat, point.Inputs);
        }
        catch (NotSupportedException) when (info.Loss is null)
        {
            // Equations may take labels, and their outputs yet decide between no classes.
            return;
        }

        // The output of equations may be the logit rather than the probability that their loss makes of it.
        bool areLogits = info is { Target: TargetKind.Probability, Loss: null }
            && classes.Select((c, n) => c == (outputs[n * info.OutputCount] > 0 ? 1 : 0)).All(static agrees => agrees);
        for (int n = 0; n < point.Examples.Length; n++)
        {
            ReadOnlySpan<double> own = outputs.AsSpan(n * info.OutputCount, info.OutputCount);
            int expected = Decide(own);
            if (classes[n] != expected && !areLogits)
            {
                Failures.Add(Text($"Classify: example {n} is of class {classes[n]}; its outputs decide for {expected}."));
            }
        }
    }

    /// <summary>Compares the cost with the mean objective, from which no dropout leaves anything out.</summary>
    public void CheckCost() => CompareCost(
        "Cost", probe.Cost(point.Flat, point.Inputs, point.Targets),
        new MeanObjective(probe, [.. point.Examples.Select(static e => e with { Dropout = DropoutKey.None })]).Evaluate().Cost);

    /// <summary>The generated gradient, its cost and padding checked.</summary>
    public double[] CheckedGradient(double expectedCost)
    {
        // What was there before must not shine through.
        double[] gradient = [.. Enumerable.Repeat(double.NaN, info.ParameterLength)];
        CompareCost("Gradient", probe.Gradient(point.Flat, point.Inputs, point.Targets, gradient), expectedCost);
        RequireZeroPadding("Gradient", gradient);
        return gradient;
    }

    /// <summary>The generated gradient in the inputs.</summary>
    public double[] InputGradient()
    {
        double[] gradient = [.. Enumerable.Repeat(double.NaN, point.Examples.Length * info.InputGradientCount)];
        probe.InputGradient(point.Flat, point.Inputs, point.Targets, gradient);
        return gradient;
    }

    /// <summary>What is known of a frozen parameter: its gradient is exactly zero.</summary>
    public ParameterBlockReport CheckFrozen(ParameterLayout layout, double[] gradient)
    {
        int wrong = Enumerable.Range(0, layout.Count)
            .FirstOrDefault(i => gradient[layout.IndexOf(i / layout.Columns, i % layout.Columns)] != 0, -1);
        if (wrong >= 0)
        {
            (int row, int column) = (wrong / layout.Columns, wrong % layout.Columns);
            Failures.Add(Text(
                $"{layout.Name}: it is frozen, but its generated gradient is not zero: {Index(layout.Name, row, column, layout.Columns)} is {gradient[layout.IndexOf(row, column)]:G9}."));
        }

        return new()
        {
            Name = layout.Name,
            Rows = layout.Rows,
            Columns = layout.Columns,
            IsFrozen = true,
            Components = [],
            Worst = null,
            DirectionError = 0,
            Passed = wrong < 0,
        };
    }

    /// <summary>Compares the parameters after one step with θ − η·gradient, and those that are frozen with θ, bit for bit.</summary>
    /// <param name="expectedCost">The cost before the step.</param>
    /// <param name="gradient">What <see cref="CheckedGradient"/> gave.</param>
    /// <param name="comparison">Tells how a derivative reacts to rounding.</param>
    /// <param name="scales">What each block's errors are relative to: a fused step may sum in another order than the gradient.</param>
    public void CheckStep(double expectedCost, double[] gradient, GradientComparison comparison, IReadOnlyList<double> scales)
    {
        double[] after = [.. point.Flat];
        CompareCost("SgdStep", probe.SgdStep(after, point.Inputs, point.Targets, LearningRate), expectedCost);
        RequireZeroPadding("SgdStep", after);
        for (int block = 0; block < info.Parameters.Length; block++)
        {
            CheckStep(block, after, gradient, comparison, scales[block]);
        }
    }

    private int Decide(ReadOnlySpan<double> outputs)
    {
        switch (info.Target)
        {
            case TargetKind.Probability:
                return outputs[0] > 0.5 ? 1 : 0;
            case TargetKind.Sign:
                return outputs[0] > 0 ? 1 : -1;
            default:
                int best = 0;
                for (int k = 1; k < outputs.Length; k++)
                {
                    best = outputs[k] > outputs[best] ? k : best;
                }

                return best;
        }
    }

    private void CompareOutputs(string which, ReadOnlySpan<double> actual, int example)
    {
        double[] expected = probe.Output(point.Examples[example]).Values;
        if (actual.Length != expected.Length)
        {
            Failures.Add(Text($"Predict: {actual.Length} outputs {which}; the equations give {expected.Length}."));
            return;
        }

        double scale = Math.Max(1, expected.Max(Math.Abs));
        for (int k = 0; k < expected.Length; k++)
        {
            double exact = expected[k];
            int entry = k;
            if (!IsNear(actual[k], exact, scale, () => point.Conditioning.MagnitudeOf(exact, rounded => probe.Output(rounded[example])[entry].Value)))
            {
                Failures.Add(Text($"Predict: output {k} {which} is {actual[k]:G9}; the equations give {expected[k]:G9}."));
                return;
            }
        }
    }

    private void CompareCost(string kernel, double actual, double expected)
    {
        double scale = Math.Max(1, Math.Abs(expected));
        if (!IsNear(actual, expected, scale, () => point.Conditioning.MagnitudeOf(expected, rounded => new MeanObjective(probe, rounded).Evaluate().Cost)))
        {
            Failures.Add(Text($"{kernel}: the cost is {actual:G9}; the equations give {expected:G9}."));
        }
    }

    /// <param name="actual">By the kernels.</param>
    /// <param name="expected">By the equations.</param>
    /// <param name="scale">The magnitude that an error is relative to.</param>
    /// <param name="conditioned">What it is relative to otherwise: measured only where it is needed.</param>
    /// <param name="roundoff">What both may be off by beside that.</param>
    private bool IsNear(double actual, double expected, double scale, Func<double> conditioned, double roundoff = 0)
    {
        double error = Math.Abs(actual - expected) - roundoff;
        return error <= bound * scale || error <= bound * conditioned();
    }

    private void CheckStep(int block, double[] after, double[] gradient, GradientComparison comparison, double scale)
    {
        ParameterLayout layout = info.Parameters[block];
        var variables = new ParameterVariables(layout, block);
        double roundoff = info.Precision == Precision.Single ? ErrorBounds.SingleRoundoff : ErrorBounds.MachineEpsilon;
        int wrong = 0;
        string? first = null;
        for (int row = 0; row < layout.Rows; row++)
        {
            for (int column = 0; column < layout.Columns; column++)
            {
                int i = layout.IndexOf(row, column);
                double before = point.Flat[i];
                double expected = layout.IsFrozen ? before : before - LearningRate * gradient[i];
                int index = row * layout.Columns + column;
                bool right = layout.IsFrozen
                    ? BitConverter.DoubleToInt64Bits(after[i]) == BitConverter.DoubleToInt64Bits(before)
                    : IsNear(
                        after[i], expected, LearningRate * scale, () => LearningRate * comparison.ConditionedMagnitude(variables, index),
                        2 * roundoff * (Math.Abs(before) + Math.Abs(expected)));
                if (!right)
                {
                    wrong++;
                    first ??= Text(
                        $"{Index(layout.Name, row, column, layout.Columns)} goes from {before:G9} to {after[i]:G9}, expected {expected:G9}");
                }
            }
        }

        if (wrong > 0)
        {
            string what = layout.IsFrozen ? "are frozen, but move" : "do not step along the gradient";
            Failures.Add(Text($"SgdStep: {wrong} of {layout.Count} parameters of {layout.Name} {what}: {first}."));
        }
    }

    private void RequireZeroPadding(string kernel, double[] flat)
    {
        var occupied = new bool[flat.Length];
        foreach (ParameterLayout layout in info.Parameters)
        {
            for (int i = 0; i < layout.Count; i++)
            {
                occupied[layout.IndexOf(i / layout.Columns, i % layout.Columns)] = true;
            }
        }

        int wrong = Enumerable.Range(0, flat.Length).FirstOrDefault(i => !occupied[i] && flat[i] != 0, -1);
        if (wrong >= 0)
        {
            Failures.Add(Text($"{kernel}: the padding at index {wrong} of the flat buffer is {flat[wrong]:G9}; expected 0."));
        }
    }
}
