using System.Globalization;

namespace KernelGen.Generators.Graphs;

/// <summary>The shape of a value: a scalar is 1×1, a vector of n entries n×1.</summary>
internal readonly record struct Shape(int Rows, int Columns)
{
    public static Shape Scalar { get; } = new(1, 1);

    public int Size => Rows * Columns;

    public bool IsScalar => Rows == 1 && Columns == 1;

    public static Shape Vector(int length) => new(length, 1);

    public static Shape Matrix(int rows, int columns) => new(rows, columns);

    /// <summary>As in equations: nothing for a scalar, <c>[n]</c>, <c>[m×n]</c>.</summary>
    public override string ToString() =>
        IsScalar ? "" :
        Columns == 1 ? string.Format(CultureInfo.InvariantCulture, "[{0}]", Rows) :
        string.Format(CultureInfo.InvariantCulture, "[{0}×{1}]", Rows, Columns);
}
