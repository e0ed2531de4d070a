using System.Collections.Immutable;
using KernelGen.Equations;

namespace KernelGen.Testing;

/// <summary>The cost by the model's equations: the mean of the objective over examples that share their parameters.</summary>
/// <remarks>It is evaluated at whatever the examples' arrays hold at the time: a difference changes one entry in place.</remarks>
internal sealed class MeanObjective(IModelProbe probe, ImmutableArray<Arguments> examples)
{
    /// <summary>The examples it is the mean over.</summary>
    public ImmutableArray<Arguments> Examples => examples;

    /// <summary>The cost, and on which sides of the kinks it was taken.</summary>
    public (double Cost, ulong Signature) Evaluate()
    {
        using KinkWatch watch = Kinks.Watch();
        double sum = 0;
        foreach (Arguments example in examples)
        {
            sum += probe.Objective(example).Value;
        }

        return (sum / examples.Length, watch.Signature);
    }

    /// <summary>The derivative of the cost along a direction, and its magnitude: the mean of its absolute value over the examples.</summary>
    /// <remarks>Where the examples' derivatives cancel, rounding errors still have the size of the magnitude.</remarks>
    /// <param name="variables">What the direction is in.</param>
    /// <param name="direction">One tangent for each entry of <paramref name="variables"/>.</param>
    public (double Mean, double Magnitude) DerivativeAlong(Variables variables, double[] direction)
    {
        double sum = 0;
        double magnitude = 0;
        foreach (Arguments example in variables.WithTangents(examples, direction))
        {
            double tangent = probe.Objective(example).Tangent;
            sum += tangent;
            magnitude += Math.Abs(tangent);
        }

        return (sum / examples.Length, magnitude / examples.Length);
    }
}
