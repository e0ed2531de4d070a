namespace KernelGen.Equations;

/// <summary>A column of numbers that may carry their derivatives in one direction.</summary>
public sealed class Vector
{
    /// <summary>Wraps values, and their tangents if any are followed, without copying them.</summary>
    /// <exception cref="ArgumentException">There are tangents, but not one for each value.</exception>
    public Vector(double[] values, double[]? tangents = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (tangents is not null && tangents.Length != values.Length)
        {
            throw new ArgumentException($"Expected {values.Length} tangents, one for each value; got {tangents.Length}.", nameof(tangents));
        }

        Values = values;
        Tangents = tangents;
    }

    /// <summary>The numbers.</summary>
    public double[] Values { get; }

    /// <summary>Their directional derivatives, or null where none are followed.</summary>
    public double[]? Tangents { get; }

    /// <summary>The number of entries.</summary>
    public int Length => Values.Length;
}
