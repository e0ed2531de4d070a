using System.Globalization;
using System.Numerics;

namespace KernelGen;

/// <content>Targets: of the kind and range that a loss takes, as many as there are examples, apart from the workspace.</content>
public static partial class Require
{
    /// <summary>How far the sum of a target distribution may be from 1: the rounding of a thousand probabilities is well below it.</summary>
    public const double DistributionTolerance = 1e-3;

    /// <summary>One label for each of n examples, each the index of a class; apart from the workspace.</summary>
    public static void Labels<T>(ReadOnlySpan<int> targets, nuint n, int classes, Workspace<T> workspace)
        where T : unmanaged
    {
        ApartFromWorkspace(targets, workspace);
        RequireLength(targets.Length, n, 1, nameof(targets), "{0} labels");
        int row = 0;
        while (row <= targets.Length - Vector<int>.Count && Vector.LessThanAll(Vector.AsVectorUInt32(Next(targets, row)), new Vector<uint>((uint)classes)))
        {
            row += Vector<int>.Count;
        }

        for (; row < targets.Length; row++)
        {
            if ((uint)targets[row] >= (uint)classes)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(targets), targets[row], string.Create(CultureInfo.InvariantCulture, $"The label of row {row} is {targets[row]}; expected 0 … {classes - 1}."));
            }
        }
    }

    /// <summary>Targets of n examples, finite; apart from the workspace.</summary>
    public static void Values<T>(ReadOnlySpan<T> targets, nuint n, int count, Workspace<T> workspace)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ApartFromWorkspace(targets, workspace);
        RequireLength(targets.Length, n, count, nameof(targets), "{0} targets of {1}");
        int i = 0;
        while (i <= targets.Length - Vector<T>.Count && Vector.LessThanAll(Vector.Abs(Next(targets, i)), new Vector<T>(T.PositiveInfinity)))
        {
            i += Vector<T>.Count;
        }

        for (; i < targets.Length; i++)
        {
            if (!T.IsFinite(targets[i]))
            {
                Refuse(targets[i], i, count, "a finite number");
            }
        }
    }

    /// <summary>One target in [0, 1] for each of n examples; apart from the workspace.</summary>
    public static void Probabilities<T>(ReadOnlySpan<T> targets, nuint n, Workspace<T> workspace)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ApartFromWorkspace(targets, workspace);
        RequireLength(targets.Length, n, 1, nameof(targets), "{0} targets");
        int i = 0;
        while (i <= targets.Length - Vector<T>.Count
            && Vector.GreaterThanOrEqualAll(Next(targets, i), Vector<T>.Zero) && Vector.LessThanOrEqualAll(Next(targets, i), Vector<T>.One))
        {
            i += Vector<T>.Count;
        }

        for (; i < targets.Length; i++)
        {
            if (!(targets[i] >= T.Zero && targets[i] <= T.One))
            {
                Refuse(targets[i], i, 1, "a number in [0, 1]");
            }
        }
    }

    /// <summary>−1 or +1 for each of n examples; apart from the workspace.</summary>
    public static void Signs<T>(ReadOnlySpan<T> targets, nuint n, Workspace<T> workspace)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ApartFromWorkspace(targets, workspace);
        RequireLength(targets.Length, n, 1, nameof(targets), "{0} targets");
        int i = 0;
        while (i <= targets.Length - Vector<T>.Count && Vector.EqualsAll(Vector.Abs(Next(targets, i)), Vector<T>.One))
        {
            i += Vector<T>.Count;
        }

        for (; i < targets.Length; i++)
        {
            if (T.Abs(targets[i]) != T.One)
            {
                Refuse(targets[i], i, 1, "-1 or 1");
            }
        }
    }

    /// <summary>A distribution over the classes for each of n examples; apart from the workspace.</summary>
    public static void Distributions<T>(ReadOnlySpan<T> targets, nuint n, int count, Workspace<T> workspace)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ApartFromWorkspace(targets, workspace);
        RequireLength(targets.Length, n, count, nameof(targets), "{0} distributions over {1} classes");
        for (int row = 0; row < (int)n; row++)
        {
            double sum = 0;
            for (int j = 0; j < count; j++)
            {
                T probability = targets[row * count + j];
                if (!(probability >= T.Zero && probability <= T.One))
                {
                    Refuse(probability, row * count + j, count, "a probability in [0, 1]");
                }

                sum += double.CreateTruncating(probability);
            }

            if (!(Math.Abs(sum - 1) <= DistributionTolerance))
            {
                throw new ArgumentOutOfRangeException(
                    nameof(targets), sum, $"The probabilities of row {row} sum to {sum.ToString(CultureInfo.InvariantCulture)}; expected 1.");
            }
        }
    }

    /// <summary>Refuses targets that lie in the workspace.</summary>
    private static void ApartFromWorkspace<T, TTarget>(ReadOnlySpan<TTarget> targets, Workspace<T> workspace)
        where T : unmanaged
        where TTarget : unmanaged
    {
        ArgumentNullException.ThrowIfNull(workspace);
        Apart(targets, workspace.Span, nameof(targets), nameof(workspace));
    }

    /// <summary>The targets from <paramref name="i"/> on that fill a register: as long as these are in order, none is looked at by itself.</summary>
    private static Vector<T> Next<T>(ReadOnlySpan<T> targets, int i)
        where T : unmanaged => new(targets.Slice(i, Vector<T>.Count));

    private static void Refuse<T>(T value, int index, int count, string expected)
        where T : unmanaged, IFormattable
    {
        string where = count == 1 ? $"row {index}" : $"row {index / count}, value {index % count}";
        throw new ArgumentOutOfRangeException(
            "targets", value, $"The target of {where} is {value.ToString(null, CultureInfo.InvariantCulture)}; expected {expected}.");
    }
}
