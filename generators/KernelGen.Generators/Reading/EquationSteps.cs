using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace KernelGen.Generators.Reading;

/// <summary>The steps of equations as they are found, each with the syntax it comes from and the size its operands promise.</summary>
internal sealed class EquationSteps
{
    private readonly List<Found> found = [];

    public int Count => found.Count;

    public StepSpec this[int step] => found[step].Step;

    public EquatableArray<StepSpec> Specs => found.ConvertAll(static f => f.Step).ToEquatableArray();

    public ImmutableArray<SyntaxNode> Origins => found.ConvertAll(static f => f.Origin).ToImmutableArray();

    public int AddArgument(ArgumentSpec argument, int index, SyntaxNode origin)
    {
        StepSpec step = new(Function.Argument, EquatableArray<int>.Empty, argument.Kind, argument.Name, Index: index);
        found.Add(new Found(step, origin, argument.Rows, argument.Columns, NamedAt: 0));
        return found.Count - 1;
    }

    public int Add(StepSpec step, SyntaxNode origin)
    {
        (int rows, int columns) = Size(step);
        found.Add(new Found(step, origin, rows, columns, NamedAt: int.MaxValue));
        return found.Count - 1;
    }

    /// <summary>Rows (the entries of a vector) and columns.</summary>
    /// <remarks>
    /// What the operands promise if they fit together; where they do not, graphs say so. It is needed here only because indices
    /// may count from the end and loops may run over a length.
    /// </remarks>
    public (int Rows, int Columns) SizeOf(int step) => (found[step].Rows, found[step].Columns);

    /// <summary>Gives a value the name of the local variable it is assigned to.</summary>
    /// <param name="step">The value.</param>
    /// <param name="name">The variable.</param>
    /// <param name="depth">
    /// How many calls deep the variable lives. The outermost name wins, since a method called twice names its values alike; of
    /// several on one level the first.
    /// </param>
    public void Name(int step, string name, int depth)
    {
        if (depth < found[step].NamedAt)
        {
            found[step] = found[step] with { Step = found[step].Step with { Name = name }, NamedAt = depth };
        }
    }

    private (int Rows, int Columns) Size(StepSpec step)
    {
        switch (step.Function)
        {
            case Function.Slice:
                return (step.Length, 1);
            case Function.Concat:
                long rows = 0;
                foreach (int operand in step.Operands)
                {
                    rows += found[operand].Rows;
                }

                return ((int)Math.Min(rows, int.MaxValue), 1);
            case Function.Outer:
                return (found[step.Operands[0]].Rows, found[step.Operands[1]].Rows);
            case Function.Transpose:
                return (found[step.Operands[0]].Columns, found[step.Operands[0]].Rows);
            case Function.Multiply when step.Kind == ValueKind.Vector && found[step.Operands[0]].Step.Kind == ValueKind.Matrix:
                return (found[step.Operands[0]].Rows, 1);
        }

        // Entry by entry: as large as any operand that is not spread over the others.
        foreach (int operand in step.Operands)
        {
            if (step.Kind != ValueKind.Scalar && found[operand].Step.Kind == step.Kind)
            {
                return SizeOf(operand);
            }
        }

        return (1, 1);
    }

    /// <param name="Step">The value.</param>
    /// <param name="Origin">Where it is written.</param>
    /// <param name="Rows">See <see cref="SizeOf"/>.</param>
    /// <param name="Columns">See <see cref="SizeOf"/>.</param>
    /// <param name="NamedAt">How many calls deep its name comes from; higher than any while it has none.</param>
    private sealed record Found(StepSpec Step, SyntaxNode Origin, int Rows, int Columns, int NamedAt);
}
