namespace KernelGen;

/// <summary>One parameter of a model: its name, shape, strides and elements.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="layout">Where the parameter lies.</param>
/// <param name="parameters">The flat buffer it lies in.</param>
public readonly ref struct ParameterView<T>(ParameterLayout layout, Span<T> parameters)
    where T : unmanaged
{
    private readonly Span<T> parameters = parameters;

    /// <summary>Name, shape, offset and strides.</summary>
    public ParameterLayout Layout { get; } = layout;

    /// <summary>The name, e.g. <c>W1</c>.</summary>
    public string Name => Layout.Name;

    /// <summary>Outputs of the layer; the length of a bias.</summary>
    public int Rows => Layout.Rows;

    /// <summary>Inputs of the layer; 1 for a bias.</summary>
    public int Columns => Layout.Columns;

    /// <summary>Elements between neighbours in a column.</summary>
    public int RowStride => Layout.RowStride;

    /// <summary>Elements between neighbours in a row.</summary>
    public int ColumnStride => Layout.ColumnStride;

    /// <summary>The parameter's memory, padding included: element (row, column) is at row·RowStride + column·ColumnStride.</summary>
    public Span<T> Span => parameters.Slice(Layout.Offset, Layout.Length);

    /// <summary>The weight from input <paramref name="column"/> to output <paramref name="row"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such element.</exception>
    public ref T this[int row, int column]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Layout.Rows, nameof(row));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)column, (uint)Layout.Columns, nameof(column));
            return ref parameters[Layout.IndexOf(row, column)];
        }
    }

    /// <summary>Element <paramref name="row"/> of a parameter with one column.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such element.</exception>
    public ref T this[int row] => ref this[row, 0];

    /// <summary>Writes the elements row by row, without padding, e.g. weights as [outputs, inputs].</summary>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has not Rows × Columns elements.</exception>
    public void CopyTo(Span<T> destination)
    {
        RequireLength(destination.Length, nameof(destination));
        for (int row = 0, i = 0; row < Rows; row++)
        {
            for (int column = 0; column < Columns; column++, i++)
            {
                destination[i] = parameters[Layout.IndexOf(row, column)];
            }
        }
    }

    /// <summary>Sets the elements from values given row by row, without padding, e.g. weights as [outputs, inputs].</summary>
    /// <exception cref="ArgumentException"><paramref name="source"/> has not Rows × Columns elements.</exception>
    public void CopyFrom(ReadOnlySpan<T> source)
    {
        RequireLength(source.Length, nameof(source));
        for (int row = 0, i = 0; row < Rows; row++)
        {
            for (int column = 0; column < Columns; column++, i++)
            {
                parameters[Layout.IndexOf(row, column)] = source[i];
            }
        }
    }

    private void RequireLength(int length, string name)
    {
        if (length != Layout.Count)
        {
            throw new ArgumentException($"{Name} has {Rows} × {Columns} = {Layout.Count} elements; got {length}.", name);
        }
    }
}

/// <summary>One parameter of a model in single precision.</summary>
/// <param name="layout">Where the parameter lies.</param>
/// <param name="parameters">The flat buffer it lies in.</param>
public readonly ref struct ParameterView(ParameterLayout layout, Span<float> parameters)
{
    private readonly ParameterView<float> view = new(layout, parameters);

    /// <summary>The same view, for code that works in any precision.</summary>
    public static implicit operator ParameterView<float>(ParameterView view) => view.view;

    /// <inheritdoc cref="ParameterView{T}.Layout"/>
    public ParameterLayout Layout => view.Layout;

    /// <inheritdoc cref="ParameterView{T}.Name"/>
    public string Name => view.Name;

    /// <inheritdoc cref="ParameterView{T}.Rows"/>
    public int Rows => view.Rows;

    /// <inheritdoc cref="ParameterView{T}.Columns"/>
    public int Columns => view.Columns;

    /// <inheritdoc cref="ParameterView{T}.RowStride"/>
    public int RowStride => view.RowStride;

    /// <inheritdoc cref="ParameterView{T}.ColumnStride"/>
    public int ColumnStride => view.ColumnStride;

    /// <inheritdoc cref="ParameterView{T}.Span"/>
    public Span<float> Span => view.Span;

    /// <inheritdoc cref="ParameterView{T}.this[int, int]"/>
    public ref float this[int row, int column] => ref view[row, column];

    /// <inheritdoc cref="ParameterView{T}.this[int]"/>
    public ref float this[int row] => ref view[row];

    /// <inheritdoc cref="ParameterView{T}.CopyTo"/>
    public void CopyTo(Span<float> destination) => view.CopyTo(destination);

    /// <inheritdoc cref="ParameterView{T}.CopyFrom"/>
    public void CopyFrom(ReadOnlySpan<float> source) => view.CopyFrom(source);
}
