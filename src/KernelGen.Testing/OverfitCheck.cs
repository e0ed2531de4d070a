namespace KernelGen.Testing;

/// <summary>Trains a model on one small batch and nothing else, by the generated gradient.</summary>
internal static class OverfitCheck
{
    private const int MostExamples = 4;
    private const int MostSteps = 2000;
    private const int StepsBetween = 25;
    private const double Share = 0.1;

    // Steps of Adam are about as long as the rate: weights of one unit may all move together.
    private const double Rate = 0.1;
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;
    private const double Epsilon = 1e-8;

    /// <summary>
    /// Learns examples of different classes until none is wrong and the cost is less than before; or values that the same model gives
    /// with other parameters, until most of what lies above the cost of those is gone.
    /// </summary>
    /// <returns>Null where there is nothing to learn: no targets, no classes to tell apart, dropout, or a cost that is least already.</returns>
    public static OverfitReport? Of(IModelProbe probe, int seed)
    {
        ModelInfo info = probe.Info;
        if (info.ParameterCount == 0 || info.Target == TargetKind.None || SanityCheck.DropsOut(info))
        {
            return null;
        }

        bool areClasses = info.TargetCount == 1 && info.Target is TargetKind.Label or TargetKind.Sign or TargetKind.Probability;
        int count = areClasses ? Math.Min(Math.Min(info.ClassCount, info.InputCount + 1), MostExamples) : 2;
        CheckPoint point = CheckPoint.Draw(probe, seed, new() { BatchSize = count });
        return areClasses ? Classes(probe, point) : Values(probe, point, seed);
    }

    private static OverfitReport? Classes(IModelProbe probe, CheckPoint point)
    {
        int[] classes = probe.Info.Target == TargetKind.Sign ? [-1, 1] : [.. Enumerable.Range(0, point.Examples.Length)];
        double[] targets = SanityCheck.WithEqualWeights(probe.Info, classes.Length, [.. classes.Select(static c => (double)c)]);
        try
        {
            _ = probe.Classify(point.Flat, point.Inputs);
        }
        catch (NotSupportedException)
        {
            // Equations may take labels, and their outputs yet decide between no classes.
            return null;
        }

        double before = probe.Cost(point.Flat, point.Inputs, targets);
        int Wrong(double[] parameters) => probe.Classify(parameters, point.Inputs).Zip(classes).Count(static pair => pair.First != pair.Second);
        (double[] trained, int steps) = Train(probe, point, targets, (parameters, cost) => cost <= before / 2 && Wrong(parameters) == 0);
        return new(classes.Length, Wrong(trained), before, probe.Cost(trained, point.Inputs, targets), before, steps);
    }

    private static OverfitReport? Values(IModelProbe probe, CheckPoint point, int seed)
    {
        ModelInfo info = probe.Info;
        if (info.TargetCount != info.OutputCount)
        {
            return null;
        }

        double[] teacher = CheckPoint.Draw(probe, seed + 1, new() { BatchSize = 1 }).Flat;
        foreach (ParameterLayout frozen in info.Parameters.Where(static layout => layout.IsFrozen))
        {
            point.Flat.AsSpan(frozen.Offset, frozen.Length).CopyTo(teacher.AsSpan(frozen.Offset));
        }

        double[] targets = SanityCheck.WithEqualWeights(info, point.Examples.Length, probe.Predict(teacher, point.Inputs));
        double before = probe.Cost(point.Flat, point.Inputs, targets);
        double least = probe.Cost(teacher, point.Inputs, targets);
        if (!(least < before))
        {
            return null;
        }

        double reached = least + Share * (before - least);
        (double[] trained, int steps) = Train(probe, point, targets, (_, cost) => cost <= reached);
        return new(point.Examples.Length, null, before, probe.Cost(trained, point.Inputs, targets), reached, steps);
    }

    private static (double[] Parameters, int Steps) Train(
        IModelProbe probe, CheckPoint point, double[] targets, Func<double[], double, bool> isKnown)
    {
        double rate = Rate / Math.Sqrt(probe.Info.Parameters.Max(static layout => layout.Columns));
        double[] parameters = [.. point.Flat];
        var gradient = new double[parameters.Length];
        var means = new double[parameters.Length];
        var squares = new double[parameters.Length];
        for (int step = 1; ; step++)
        {
            double cost = probe.Gradient(parameters, point.Inputs, targets, gradient);
            if (step > MostSteps || !double.IsFinite(cost) || step % StepsBetween == 1 && isKnown(parameters, cost))
            {
                return (parameters, step - 1);
            }

            double scale = rate * Math.Sqrt(1 - Math.Pow(Beta2, step)) / (1 - Math.Pow(Beta1, step));
            for (int i = 0; i < parameters.Length; i++)
            {
                means[i] += (1 - Beta1) * (gradient[i] - means[i]);
                squares[i] += (1 - Beta2) * (gradient[i] * gradient[i] - squares[i]);
                parameters[i] -= scale * means[i] / (Math.Sqrt(squares[i]) + Epsilon);
            }
        }
    }
}
