using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using KernelGen.Numerics;

namespace KernelGen;

/// <summary>Fills flat parameter buffers. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ParameterInitialization
{
    /// <summary>Fills every parameter as its layout says, in the order of the layout table and row by row.</summary>
    /// <remarks>He et al. 2015 before rectifiers, Glorot and Bengio 2010 otherwise; equal seeds give equal values in every layout.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fill<T>(ModelInfo info, Span<T> parameters, int seed)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(info);
        parameters.Clear();
        RandomSource random = new((ulong)seed);
        foreach (ParameterLayout layout in info.Parameters)
        {
            if (layout.Initialization == Initialization.Zero)
            {
                continue;
            }

            double deviation = Math.Sqrt(2.0 / layout.FanIn);
            double limit = Math.Sqrt(6.0 / (layout.Count / layout.FanIn + layout.FanIn));
            for (int row = 0; row < layout.Rows; row++)
            {
                for (int column = 0; column < layout.Columns; column++)
                {
                    double value = layout.Initialization == Initialization.He
                        ? deviation * random.NextNormal()
                        : random.NextDouble(-limit, limit);
                    parameters[layout.IndexOf(row, column)] = T.CreateTruncating(value);
                }
            }
        }
    }

    /// <summary>Sets to zero what lies between parameters.</summary>
    public static void ClearPadding<T>(ModelInfo info, Span<T> values)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(info);
        foreach (ParameterLayout layout in info.Parameters)
        {
            // Runs lie along the index with stride 1; a vector is one run.
            bool alongRows = layout.RowStride == 1;
            int runs = alongRows ? layout.Columns : layout.Rows;
            int length = alongRows ? layout.Rows : layout.Columns;
            int stride = layout.Length / runs;
            for (int run = 0; run < runs; run++)
            {
                values.Slice(layout.Offset + run * stride + length, stride - length).Clear();
            }
        }
    }
}
