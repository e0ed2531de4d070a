using System.Collections.Immutable;
using KernelGen.Equations;

namespace KernelGen.Testing;

/// <summary>The cost by the model's equations: the mean of the objective over examples that share their parameters.</summary>
/// <remarks>It is evaluated at whatever the parameters' matrices hold at the time: a difference changes one entry in place.</remarks>
internal sealed class MeanObjective(IModelProbe probe, ImmutableArray<Arguments> examples)
{
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

    /// <summary>The same objective with tangents for one parameter block, read at every call of <see cref="Derivative"/>.</summary>
    public MeanObjective Along(int block, double[] tangents)
    {
        Matrix values = examples[0].Matrix(block);
        var dual = new Matrix(values.Rows, values.Columns, values.Values, tangents);
        ImmutableArray<Matrix> parameters = examples[0].Parameters.SetItem(block, dual);
        return new(probe, [.. examples.Select(example => example with { Parameters = parameters })]);
    }

    /// <summary>The derivative of the cost along the tangents, and its magnitude: the mean of its absolute value over the examples.</summary>
    /// <remarks>Where the examples' derivatives cancel, rounding errors still have the size of the magnitude.</remarks>
    public (double Mean, double Magnitude) Derivative()
    {
        double sum = 0;
        double magnitude = 0;
        foreach (Arguments example in examples)
        {
            double tangent = probe.Objective(example).Tangent;
            sum += tangent;
            magnitude += Math.Abs(tangent);
        }

        return (sum / examples.Length, magnitude / examples.Length);
    }
}
