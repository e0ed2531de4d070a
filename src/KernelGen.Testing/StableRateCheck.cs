using KernelGen.Numerics;

namespace KernelGen.Testing;

/// <summary>Finds the largest stable learning rate of least squares, and takes steps on either side of it by the generated kernels.</summary>
internal static class StableRateCheck
{
    private const int BatchSize = 16;
    private const int MostIterations = 1000;
    private const double Converged = 1e-7;
    private const int Steps = 400;
    private const double Margin = 0.05;

    // Gradients in single precision are off by some 1e-6 of their size; curvatures that are not constant, by far more.
    private const double SameCurvature = 1e-3;
    private const double LeastCurvature = 1e-5;

    /// <returns>Null where the cost is no parabola in the parameters, or is taken without the dropout of the steps.</returns>
    public static StableRateReport? Of(IModelProbe probe, int seed)
    {
        ModelInfo info = probe.Info;
        if (info.Target != TargetKind.Values || info.ParameterCount == 0 || SanityCheck.DropsOut(info))
        {
            return null;
        }

        CheckPoint point = CheckPoint.Draw(probe, seed, new() { BatchSize = BatchSize });
        double[] origin = new double[info.ParameterLength];
        double[] direction = new double[info.ParameterLength];
        var random = new RandomSource(unchecked((ulong)seed));
        foreach (ParameterLayout layout in info.Parameters)
        {
            for (int i = 0; i < layout.Count; i++)
            {
                int place = layout.IndexOf(i / layout.Columns, i % layout.Columns);
                direction[place] = layout.IsFrozen ? 0 : random.NextNormal();
                origin[place] = layout.IsFrozen ? point.Flat[place] : 0;
            }
        }

        Normalise(direction);
        double[] here = Curve(probe, point, point.Flat, direction);
        bool isParabola = Length(here) > LeastCurvature
            && IsSame(here, Curve(probe, point, origin, direction)) && IsSame(here, Negated(Curve(probe, point, point.Flat, Negated(direction))));
        return isParabola ? Descend(probe, point, direction) : null;
    }

    private static StableRateReport Descend(IModelProbe probe, CheckPoint point, double[] direction)
    {
        // The power method: the curvature of a parabola multiplies the steepest direction most.
        double curvature = 0;
        for (int iteration = 0; iteration < MostIterations; iteration++)
        {
            double[] product = Curve(probe, point, point.Flat, direction);
            double next = Length(product);
            direction = product;
            Normalise(direction);
            if (Math.Abs(next - curvature) <= Converged * next)
            {
                break;
            }

            curvature = next;
        }

        double[] start = [.. point.Flat.Zip(direction, static (parameter, step) => parameter + step)];
        double before = probe.Cost(start, point.Inputs, point.Targets);
        double After(double factor) => CostAfter(probe, point, [.. start], before, factor * 2 / curvature);
        return new(curvature, before, After(1 - Margin), After(1 + Margin));
    }

    private static double CostAfter(IModelProbe probe, CheckPoint point, double[] parameters, double before, double rate)
    {
        double cost = before;
        for (int step = 0; step < Steps && cost <= StableRateReport.Divergence * before; step++)
        {
            probe.SgdStep(parameters, point.Inputs, point.Targets, rate);
            cost = probe.Cost(parameters, point.Inputs, point.Targets);
        }

        return cost;
    }

    /// <summary>The change of the gradient along a direction: of a parabola, the second derivative times it.</summary>
    private static double[] Curve(IModelProbe probe, CheckPoint point, double[] parameters, double[] direction)
    {
        var before = new double[parameters.Length];
        var after = new double[parameters.Length];
        probe.Gradient(parameters, point.Inputs, point.Targets, before);
        probe.Gradient([.. parameters.Zip(direction, static (parameter, step) => parameter + step)], point.Inputs, point.Targets, after);
        return [.. after.Zip(before, static (second, first) => second - first)];
    }

    private static bool IsSame(double[] one, double[] other) => Length([.. one.Zip(other, static (a, b) => a - b)]) <= SameCurvature * Length(one);

    private static double[] Negated(double[] vector) => [.. vector.Select(static x => -x)];

    private static double Length(double[] vector) => Math.Sqrt(vector.Sum(static x => x * x));

    private static void Normalise(double[] vector)
    {
        double length = Length(vector);
        foreach (ref double x in vector.AsSpan())
        {
            x /= length;
        }
    }
}
