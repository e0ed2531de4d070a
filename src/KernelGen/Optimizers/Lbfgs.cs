using System.Runtime.CompilerServices;

namespace KernelGen;

/// <summary>A smooth function of many numbers.</summary>
public interface IDifferentiableFunction
{
    /// <summary>The value at a point, and its gradient there.</summary>
    /// <param name="point">[n]</param>
    /// <param name="gradient">[n], written.</param>
    double Evaluate(ReadOnlySpan<double> point, Span<double> gradient);
}

/// <summary>Why a minimisation ended.</summary>
public enum MinimizationEnd
{
    /// <summary>The gradient is as small as asked.</summary>
    Converged,

    /// <summary>No step downhill was found: the point is as low as the rounding of the function lets one see, or there is a kink.</summary>
    NoLowerPoint,

    /// <summary>All iterations were done.</summary>
    IterationsDone,

    /// <summary>The caller asked to stop.</summary>
    Cancelled,
}

/// <summary>Where a minimisation is after an iteration.</summary>
/// <param name="Iteration">1 for the first.</param>
/// <param name="Value">The value of the function.</param>
/// <param name="LargestSlope">The largest |∂f/∂xᵢ|.</param>
/// <param name="Evaluations">Values and gradients computed so far.</param>
public readonly record struct MinimizationReport(int Iteration, double Value, double LargestSlope, int Evaluations);

/// <summary>Where a minimisation ended, and why.</summary>
/// <param name="Value">The value of the function.</param>
/// <param name="LargestSlope">The largest |∂f/∂xᵢ|.</param>
/// <param name="Iterations">Steps taken.</param>
/// <param name="Evaluations">Values and gradients computed.</param>
/// <param name="End">Why it ended.</param>
public sealed record MinimizationResult(double Value, double LargestSlope, int Iterations, int Evaluations, MinimizationEnd End);

/// <summary>
/// L-BFGS (Liu and Nocedal 1989): steps along −H·g, H being an estimate of the inverse Hessian from the last few steps, as far as the
/// strong Wolfe conditions ask for. For smooth functions whose whole value is computed every time: full batches.
/// </summary>
public sealed record Lbfgs
{
    /// <summary>Steps that H is estimated from.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int Memory { get; init => field = AtLeastOne(value); } = 10;

    /// <summary>The most steps.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int MaxIterations { get; init => field = AtLeastOne(value); } = 1000;

    /// <summary>It ends where no |∂f/∂xᵢ| is larger.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or NaN.</exception>
    public double GradientTolerance
    {
        get;
        init => field = value >= 0
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(GradientTolerance), value, $"{nameof(GradientTolerance)}: expected a number that is not negative.");
    } = 1e-8;

    /// <summary>Minimises a function, from a point on and in place.</summary>
    /// <param name="function">What is minimised.</param>
    /// <param name="point">Where to begin; the lowest point found when it ends.</param>
    /// <param name="progress">Told of every iteration when it is done, on this thread.</param>
    /// <param name="cancellation">Asked before every iteration; <paramref name="point"/> is then the lowest so far.</param>
    /// <exception cref="ArgumentNullException"><paramref name="function"/> is null.</exception>
    /// <exception cref="ArithmeticException">The value or the gradient at the point to begin with is infinite or NaN.</exception>
    public MinimizationResult Minimize(
        IDifferentiableFunction function, Span<double> point, IProgress<MinimizationReport>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(function);
        WolfeSearch search = new(function, point);
        if (!search.IsFinite)
        {
            throw new ArithmeticException("The function, or its gradient, is not finite at the point to begin with.");
        }

        CurvaturePairs pairs = new(Memory, point.Length);
        double[] direction = new double[point.Length];
        MinimizationEnd? end = null;
        int iterations = 0;
        while (end is null)
        {
            end = search.LargestSlope <= GradientTolerance ? MinimizationEnd.Converged
                : iterations == MaxIterations ? MinimizationEnd.IterationsDone
                : cancellation.IsCancellationRequested ? MinimizationEnd.Cancelled
                : TryStep(search, pairs, direction) ? null
                : MinimizationEnd.NoLowerPoint;
            if (end is null)
            {
                iterations++;
                search.Point.CopyTo(point);
                progress?.Report(new MinimizationReport(iterations, search.Value, search.LargestSlope, search.Evaluations));
            }
        }

        return new MinimizationResult(search.Value, search.LargestSlope, iterations, search.Evaluations, end.Value);
    }

    /// <summary>Where the estimate leads nowhere, it is forgotten, and the step is one of steepest descent.</summary>
    private static bool TryStep(WolfeSearch search, CurvaturePairs pairs, Span<double> direction)
    {
        while (true)
        {
            bool isEstimated = pairs.Count > 0;
            pairs.Descend(search.Gradient, direction);

            // The first step has no scale to go by: one of length 1, or shorter.
            double initial = isEstimated ? 1 : Math.Min(1, 1 / Math.Sqrt(Products.Dot(direction, direction)));
            if (search.TryAdvance(direction, initial))
            {
                pairs.Add(search.Moved, search.Turned);
                return true;
            }

            if (!isEstimated)
            {
                return false;
            }

            pairs.Clear();
        }
    }

    private static int AtLeastOne(int value, [CallerMemberName] string property = "") => value >= 1
        ? value
        : throw new ArgumentOutOfRangeException(property, value, $"{property}: expected at least 1.");
}
