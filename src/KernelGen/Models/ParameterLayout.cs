namespace KernelGen;

/// <summary>Where a parameter lies in the flat buffer: element (row, column) is at <c>Offset + row·RowStride + column·ColumnStride</c>.</summary>
/// <param name="Name">The name of the view, e.g. <c>W1</c>.</param>
/// <param name="Rows">Outputs of the layer; the length of a bias.</param>
/// <param name="Columns">Inputs of the layer; 1 for a bias.</param>
/// <param name="Offset">The index of the first element.</param>
/// <param name="RowStride">Elements between neighbours in a column.</param>
/// <param name="ColumnStride">Elements between neighbours in a row.</param>
/// <param name="Length">Elements occupied, padding included; the next parameter starts at Offset + Length.</param>
/// <param name="Initialization">How <c>Initialize</c> fills it.</param>
public sealed record ParameterLayout(
    string Name, int Rows, int Columns, int Offset, int RowStride, int ColumnStride, int Length, Initialization Initialization)
{
    /// <summary>Numbers that are weighted and summed with those of one unit: its inputs, which decide how far apart random weights lie.</summary>
    public int FanIn { get; init; } = Columns;

    /// <summary>Whether training leaves it as it is: its gradient is not computed, and is zero.</summary>
    public bool IsFrozen { get; init; }

    /// <summary>Numbers in the parameter, padding not counted.</summary>
    public int Count => Rows * Columns;

    /// <summary>The index of element (<paramref name="row"/>, <paramref name="column"/>) in the flat buffer.</summary>
    public int IndexOf(int row, int column) => Offset + row * RowStride + column * ColumnStride;
}
