using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using KernelGen.Numerics;

namespace KernelGen;

/// <summary>Fills flat parameter buffers. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ParameterInitialization
{
    private const int NumbersAtOnce = 256;

    /// <summary>Fills every parameter as its layout says, in the order of the layout table and row by row.</summary>
    /// <remarks>He et al. 2015 before rectifiers, Glorot and Bengio 2010 otherwise; equal seeds give equal values in every layout.</remarks>
    public static void Fill<T>(ModelInfo info, Span<T> parameters, int seed)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(info);
        parameters.Clear();
        RandomSource random = new((ulong)seed);
        foreach (ParameterLayout layout in info.Parameters)
        {
            if (layout.Initialization == Initialization.He)
            {
                Draw(layout, parameters, random, start: 0, scale: Math.Sqrt(2.0 / layout.FanIn), isNormal: true);
                random.Skip((long)layout.Count * RandomSource.WordsOfNormal);
            }
            else if (layout.Initialization == Initialization.Glorot)
            {
                double limit = Math.Sqrt(6.0 / (layout.Count / layout.FanIn + layout.FanIn));
                Draw(layout, parameters, random, -limit, limit + limit, isNormal: false);
                random.Skip(layout.Count);
            }
        }
    }

    /// <summary>Fills one parameter with start + scale·x, where x are normal numbers, or uniform ones in [0, 1).</summary>
    /// <remarks>
    /// The stream runs row by row, but numbers are drawn in the order of memory: to write them far from each other takes as long as to
    /// draw them.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Draw<T>(
        ParameterLayout layout, Span<T> parameters, RandomSource random, double start, double scale, bool isNormal)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<double> numbers = stackalloc double[NumbersAtOnce];
        bool byColumns = layout.RowStride == 1;
        int runs = byColumns ? layout.Columns : layout.Rows;
        int length = byColumns ? layout.Rows : layout.Columns;
        int stride = byColumns ? 1 : layout.ColumnStride;
        int step = byColumns ? layout.Columns : 1;
        for (int run = 0; run < runs; run++)
        {
            for (int place = 0; place < length; place += NumbersAtOnce)
            {
                (int row, int column) = byColumns ? (place, run) : (run, place);
                Span<double> drawn = numbers[..Math.Min(NumbersAtOnce, length - place)];
                int first = row * layout.Columns + column;
                if (isNormal)
                {
                    random.PeekNormals(drawn, first, step);
                }
                else
                {
                    random.PeekDoubles(drawn, first, step);
                }

                Span<T> destination = parameters[layout.IndexOf(row, column)..];
                for (int i = 0; i < drawn.Length; i++)
                {
                    // CreateTruncating takes the compiler a millisecond.
                    double value = start + scale * drawn[i];
                    destination[i * stride] = typeof(T) == typeof(float) ? (T)(object)(float)value
                        : typeof(T) == typeof(double) ? (T)(object)value : T.CreateTruncating(value);
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
