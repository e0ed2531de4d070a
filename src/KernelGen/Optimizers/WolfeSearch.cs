namespace KernelGen;

/// <summary>A point that goes downhill, each time along a direction and as far as the strong Wolfe conditions ask for.</summary>
/// <remarks>
/// Nocedal and Wright 2006, algorithms 3.5 and 3.6, as one loop: <c>low</c> is the best step so far that falls enough, <c>high</c> the other
/// end of what must hold a good one, infinite until one is known.
/// </remarks>
internal sealed class WolfeSearch
{
    private const double Decrease = 1e-4;
    private const double Curvature = 0.9;
    private const int MaxTrials = 40;
    private const double Growth = 4;

    /// <summary>Values of a sum that differ by this part of them are not told apart.</summary>
    private const double Rounding = 1e-14;

    /// <summary>A step is kept away from the ends of what holds it by this part of it.</summary>
    private const double Margin = 0.1;

    private readonly IDifferentiableFunction function;
    private readonly double[] moved;
    private readonly double[] turned;
    private double[] point;
    private double[] gradient;
    private double[] trialPoint;
    private double[] trialGradient;

    public WolfeSearch(IDifferentiableFunction function, ReadOnlySpan<double> start)
    {
        this.function = function;
        point = start.ToArray();
        gradient = new double[start.Length];
        trialPoint = new double[start.Length];
        trialGradient = new double[start.Length];
        moved = new double[start.Length];
        turned = new double[start.Length];
        Value = function.Evaluate(point, gradient);
        Evaluations = 1;
    }

    /// <summary>What has been tried along a direction.</summary>
    private readonly record struct Trial(double Step, double Value, double Slope);

    /// <summary>The value at <see cref="Point"/>.</summary>
    public double Value { get; private set; }

    /// <summary>Values and gradients computed so far.</summary>
    public int Evaluations { get; private set; }

    public ReadOnlySpan<double> Point => point;

    public ReadOnlySpan<double> Gradient => gradient;

    /// <summary>How the last advance changed the point.</summary>
    public ReadOnlySpan<double> Moved => moved;

    /// <summary>How it changed the gradient.</summary>
    public ReadOnlySpan<double> Turned => turned;

    /// <summary>The largest |∂f/∂xᵢ|.</summary>
    public double LargestSlope
    {
        get
        {
            double largest = 0;
            foreach (double slope in gradient)
            {
                largest = Math.Max(largest, Math.Abs(slope));
            }

            return largest;
        }
    }

    public bool IsFinite => double.IsFinite(Value) && double.IsFinite(LargestSlope);

    /// <summary>Goes along a direction.</summary>
    /// <param name="direction">Downhill.</param>
    /// <param name="initial">The multiple of it that is tried first.</param>
    /// <returns>Whether a lower point was found; otherwise nothing has moved.</returns>
    public bool TryAdvance(ReadOnlySpan<double> direction, double initial)
    {
        Trial start = new(0, Value, Products.Dot(gradient, direction));
        if (!(start.Slope < 0))
        {
            return false;
        }

        Trial low = start, high = new(double.PositiveInfinity, double.NaN, double.NaN);
        double step = initial;
        for (int trials = 0; trials < MaxTrials && step != low.Step && step != high.Step; trials++)
        {
            Trial trial = Try(direction, step);
            bool falls = FallsEnough(start, trial);
            if (falls && Math.Abs(trial.Slope) <= Curvature * -start.Slope)
            {
                Accept(trial.Value);
                return true;
            }

            if (!falls || !(trial.Value < low.Value))
            {
                high = trial;
            }
            else
            {
                high = trial.Slope * (high.Step - low.Step) >= 0 ? low : high;
                low = trial;
            }

            step = Between(low, high);
        }

        if (low.Step == 0)
        {
            return false;
        }

        // It falls enough, though it could fall further.
        Accept(Try(direction, low.Step).Value);
        return true;
    }

    /// <summary>
    /// The first Wolfe condition. Near a minimum the fall is less than values can tell: slopes tell it then, as they would of a parabola (Hager
    /// and Zhang 2005).
    /// </summary>
    private static bool FallsEnough(Trial start, Trial trial) =>
        double.IsFinite(trial.Slope)
        && (trial.Value <= start.Value + Decrease * trial.Step * start.Slope
            || (Math.Abs(trial.Value - start.Value) <= Rounding * Math.Abs(start.Value) && trial.Slope <= (2 * Decrease - 1) * start.Slope));

    /// <summary>The minimum of the cubic through both ends, well inside; beyond the last step where the other end is not known.</summary>
    private static double Between(Trial low, Trial high)
    {
        if (double.IsPositiveInfinity(high.Step))
        {
            return Growth * low.Step;
        }

        double width = high.Step - low.Step;
        double secant = low.Slope + high.Slope - 3 * (high.Value - low.Value) / width;
        double root = Math.CopySign(Math.Sqrt(secant * secant - low.Slope * high.Slope), width);
        double share = 1 - (high.Slope + root - secant) / (high.Slope - low.Slope + 2 * root);

        // Where a value is not finite, or the cubic has no minimum, the middle.
        return low.Step + width * (double.IsFinite(share) ? Math.Clamp(share, Margin, 1 - Margin) : 0.5);
    }

    private Trial Try(ReadOnlySpan<double> direction, double step)
    {
        point.CopyTo(trialPoint, 0);
        Products.Add(step, direction, trialPoint);
        double value = function.Evaluate(trialPoint, trialGradient);
        Evaluations++;
        return new Trial(step, value, Products.Dot(trialGradient, direction));
    }

    private void Accept(double value)
    {
        for (int i = 0; i < point.Length; i++)
        {
            moved[i] = trialPoint[i] - point[i];
            turned[i] = trialGradient[i] - gradient[i];
        }

        (point, trialPoint) = (trialPoint, point);
        (gradient, trialGradient) = (trialGradient, gradient);
        Value = value;
    }
}
