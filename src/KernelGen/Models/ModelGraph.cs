using System.Collections.Immutable;
using System.Globalization;
using KernelGen.Drawing;

namespace KernelGen;

/// <summary>What a model computes, as a graph of operations: its values, and the adjoints that its gradient is made of.</summary>
/// <remarks>
/// As equations tell it: kernels compute the same, but take some operations apart and fuse others. It is read from its text when it is
/// first asked for.
/// </remarks>
public sealed class ModelGraph
{
    private readonly string text;
    private GraphContent? content;

    /// <summary>A graph from its text.</summary>
    /// <param name="text">
    /// Nodes separated by <c>;</c>, operands before what uses them, each <c>Operation(operands)[shape]@start=value name'of</c>, where
    /// everything but the operation may be missing; then, each after a <c>|</c>, what is asked of it: <c>Role:node:of</c>.
    /// </param>
    public ModelGraph(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        this.text = text;
    }

    /// <summary>A graph of nothing.</summary>
    public static ModelGraph Empty { get; } = new("");

    /// <summary>The values, operands before what uses them.</summary>
    /// <exception cref="FormatException">The text that the graph was made from is none.</exception>
    public ImmutableArray<ModelGraphNode> Nodes => Content.Nodes;

    /// <summary>The values that are asked for: output, cost, gradients.</summary>
    /// <exception cref="FormatException">The text that the graph was made from is none.</exception>
    public ImmutableArray<ModelGraphRoot> Roots => Content.Roots;

    // Threads that ask at once read the same.
    private GraphContent Content => content ??= GraphReader.Read(text);

    /// <summary>The graph in the language of Graphviz.</summary>
    public string ToDot() => DotDrawing.Draw(this);

    /// <summary>The graph as a picture: an SVG file, operands above what uses them, the way back to the gradient dashed.</summary>
    public string ToSvg() => SvgDrawing.Draw(this);

    /// <summary>The text that the graph is made from.</summary>
    public override string ToString() => text;
}

/// <summary>One value of a <see cref="ModelGraph"/>.</summary>
/// <param name="Operation">How it is computed, e.g. <c>MatrixVector</c>; of what is given, what it is, e.g. <c>Parameter</c>.</param>
/// <param name="Operands">Indices of the nodes it is computed from.</param>
/// <param name="Rows">Entries of a vector, rows of a matrix; 1 for a number.</param>
/// <param name="Columns">Columns of a matrix; else 1.</param>
/// <param name="IsPerExample">Whether it differs from example to example, or is one for the batch.</param>
public sealed record ModelGraphNode(string Operation, ImmutableArray<int> Operands, int Rows, int Columns, bool IsPerExample)
{
    /// <summary>What equations call it, e.g. <c>z1</c>; an adjoint as code calls it, e.g. <c>dZ1</c>; null for an intermediate value.</summary>
    public string? Name { get; init; }

    /// <summary>Of an adjoint, the name of the value it is the adjoint of.</summary>
    public string? AdjointOf { get; init; }

    /// <summary>Of a constant its value; of a hyperparameter its value until it is set.</summary>
    public double Value { get; init; }

    /// <summary>Of an input its first entry in the caller's row; of a slice its first entry in the whole.</summary>
    public int Start { get; init; }

    /// <summary>Whether it is the derivative of the cost with respect to a named value.</summary>
    public bool IsAdjoint => AdjointOf is not null;

    /// <summary>Its name as in the lectures: the adjoint of z1 is z̄1.</summary>
    public string? Symbol => AdjointOf is { } value ? value.Insert(1, "\u0304") : Name;

    /// <summary>Its shape in words: nothing for a number, <c>10</c>, <c>128×784</c>.</summary>
    public string Shape => Columns > 1
        ? string.Create(CultureInfo.InvariantCulture, $"{Rows}×{Columns}")
        : Rows > 1 ? Rows.ToString(CultureInfo.InvariantCulture) : "";
}

/// <summary>What a value of a graph is asked for.</summary>
public enum ModelGraphRole
{
    /// <summary>What <c>Predict</c> writes.</summary>
    Output,

    /// <summary>What <c>Classify</c> decides by.</summary>
    Scores,

    /// <summary>What training makes small.</summary>
    Cost,

    /// <summary>The derivative of the cost with respect to a parameter.</summary>
    Gradient,

    /// <summary>The derivative of the cost with respect to an input.</summary>
    InputGradient,
}

/// <summary>A value that a graph is asked for.</summary>
/// <param name="Role">What for.</param>
/// <param name="Node">The index of the value.</param>
/// <param name="Of">For a gradient, the index of the parameter or input; else −1.</param>
public sealed record ModelGraphRoot(ModelGraphRole Role, int Node, int Of = -1);
