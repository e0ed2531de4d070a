using System.Globalization;
using System.Numerics;

namespace KernelGen.Training;

/// <summary>One number of a parameter.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Row">Its output.</param>
/// <param name="Column">Its input; 0 in a bias.</param>
internal readonly record struct ParameterPlace(ParameterLayout Parameter, int Row, int Column)
{
    /// <summary>The first number, in the order of the parameters and of their rows, that is infinite or NaN; null where all are finite.</summary>
    /// <param name="info">The model.</param>
    /// <param name="values">Parameters or a gradient, in the layout of the model.</param>
    public static ParameterPlace? FirstNotFinite<T>(ModelInfo info, ReadOnlySpan<T> values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        // Memory in its own order first: in all epochs but the last there is nothing to find.
        if (AreFinite(values))
        {
            return null;
        }

        foreach (ParameterLayout layout in info.Parameters)
        {
            for (int i = 0; i < layout.Count; i++)
            {
                (int row, int column) = Math.DivRem(i, layout.Columns);
                if (!T.IsFinite(values[layout.IndexOf(row, column)]))
                {
                    return new ParameterPlace(layout, row, column);
                }
            }
        }

        return null;
    }

    /// <summary><c>W1[2, 5]</c>, <c>B1[2]</c>, or the bare name where there is only one number.</summary>
    public override string ToString() =>
        Parameter.Count == 1 ? Parameter.Name
        : Parameter.Columns == 1 ? string.Create(CultureInfo.InvariantCulture, $"{Parameter.Name}[{Row}]")
        : string.Create(CultureInfo.InvariantCulture, $"{Parameter.Name}[{Row}, {Column}]");

    private static bool AreFinite<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach (T value in values)
        {
            if (!T.IsFinite(value))
            {
                return false;
            }
        }

        return true;
    }
}
