using System.Collections.Immutable;
using KernelGen.Equations;

namespace KernelGen.Testing;

/// <summary>Numbers that the cost is differentiated in: the entries of a parameter, or those of an input in every example.</summary>
internal abstract class Variables(string name, int rows, int columns)
{
    public string Name => name;

    public int Rows => rows;

    public int Columns => columns;

    public int Count => rows * columns;

    /// <summary>What the errors of a gradient are at least relative to.</summary>
    public abstract double LeastMagnitude { get; }

    /// <summary>The place of an entry in the generated gradient.</summary>
    public abstract int GradientIndex(int row, int column);

    /// <summary>An entry in place, counted row by row: the equations see it change.</summary>
    public abstract ref double Entry(ImmutableArray<Arguments> examples, int index);

    /// <summary>The same examples with a tangent for each entry.</summary>
    public abstract ImmutableArray<Arguments> WithTangents(ImmutableArray<Arguments> examples, double[] tangents);
}

/// <summary>A parameter, which all examples share.</summary>
internal sealed class ParameterVariables(ParameterLayout layout, int block) : Variables(layout.Name, layout.Rows, layout.Columns)
{
    public int Block => block;

    public override double LeastMagnitude => ErrorBounds.LeastMagnitude;

    public override int GradientIndex(int row, int column) => layout.IndexOf(row, column);

    public override ref double Entry(ImmutableArray<Arguments> examples, int index) => ref examples[0].Parameters[block].Values[index];

    public override ImmutableArray<Arguments> WithTangents(ImmutableArray<Arguments> examples, double[] tangents)
    {
        Matrix values = examples[0].Matrix(block);
        ImmutableArray<Matrix> parameters = examples[0].Parameters.SetItem(block, new(values.Rows, values.Columns, values.Values, tangents));
        return [.. examples.Select(example => example with { Parameters = parameters })];
    }
}

/// <summary>An input: a row of its own for each example.</summary>
/// <param name="input">The input.</param>
/// <param name="start">Where it starts in a row of gradients.</param>
/// <param name="rowLength">Values in a row of gradients.</param>
/// <param name="examples">Rows.</param>
internal sealed class InputVariables(InputInfo input, int start, int rowLength, int examples) : Variables(input.Name, examples, input.Length)
{
    // The cost is a mean, so the entries of one example have a share of it.
    public override double LeastMagnitude => ErrorBounds.LeastMagnitude / Rows;

    /// <summary>The inputs that ask for their gradient.</summary>
    public static ImmutableArray<InputVariables> Of(ModelInfo info, int examples)
    {
        var inputs = ImmutableArray.CreateBuilder<InputVariables>();
        int start = 0;
        foreach (InputInfo input in info.Inputs.Where(static i => i.HasGradient))
        {
            inputs.Add(new(input, start, info.InputGradientCount, examples));
            start += input.Length;
        }

        return inputs.ToImmutable();
    }

    public override int GradientIndex(int row, int column) => row * rowLength + start + column;

    public override ref double Entry(ImmutableArray<Arguments> examples, int index)
        => ref examples[index / Columns].Input.Values[input.Start + index % Columns];

    public override ImmutableArray<Arguments> WithTangents(ImmutableArray<Arguments> examples, double[] tangents)
        =>
        [
            .. examples.Select((example, row) =>
            {
                double[] values = example.Input.Values;
                var own = new double[values.Length];
                tangents.AsSpan(row * Columns, Columns).CopyTo(own.AsSpan(input.Start));
                return example with { Input = new Vector(values, own) };
            }),
        ];
}
