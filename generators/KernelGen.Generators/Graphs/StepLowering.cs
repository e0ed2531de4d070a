using System;
using System.Collections.Generic;
using System.Linq;
using KernelGen.Generators.Reading;

namespace KernelGen.Generators.Graphs;

/// <summary>
/// The steps of one example, one after the other. A step that is wrong is reported, and those that use it are passed over.
/// </summary>
internal sealed class StepLowering
{
    private readonly EquationForm form;
    private readonly GraphBuilder graph = new();
    private readonly int[] arguments;
    private readonly int[] nodes;
    private readonly StepChecks checks;

    public StepLowering(EquationForm form, Action<int, string> report)
    {
        this.form = form;
        nodes = Enumerable.Repeat(-1, form.Steps.Count).ToArray();
        checks = new StepChecks(form, step => graph[nodes[step]].Shape, report);
        int inputs = 0;
        arguments = new int[form.Arguments.Count];
        for (int i = 0; i < arguments.Length; i++)
        {
            ArgumentSpec argument = form.Arguments[i];
            arguments[i] = Leaf(argument, inputs);
            inputs += argument.Role == ArgumentRole.Input ? argument.Rows : 0;
        }
    }

    /// <summary>The node of each step; −1 where there is none.</summary>
    public IReadOnlyList<int> Nodes => nodes;

    public void Lower()
    {
        for (int i = 0; i < nodes.Length; i++)
        {
            StepSpec step = form.Steps[i];
            if (step.Operands.All(o => nodes[o] >= 0) && checks.Accept(i))
            {
                nodes[i] = Apply(step);
                nodes[i] = step.Name is null ? nodes[i] : graph.Name(nodes[i], step.Name);
            }
        }
    }

    /// <summary>The graph of one example: its roots are the output and, as the cost, the objective.</summary>
    public Graph Build()
    {
        graph.Ask(Role.Output, nodes[form.Output]);
        if (form.Objective >= 0)
        {
            graph.Ask(Role.Cost, nodes[form.Objective]);
        }

        return graph.Build();
    }

    private int Leaf(ArgumentSpec argument, int start)
    {
        Shape shape = Shape.Matrix(argument.Rows, argument.Columns);
        return argument.Role switch
        {
            ArgumentRole.Input => graph.Input(shape, argument.Name, start, argument.WantsGradient),
            ArgumentRole.Parameter => graph.Parameter(shape, argument.Name, argument.Frozen),
            ArgumentRole.Hyperparameter => graph.Hyperparameter(argument.Name, argument.Value),
            ArgumentRole.Weight => graph.Weight(argument.Name),
            _ when argument.Kind == ValueKind.Label => graph.Label(argument.Name),
            _ => graph.Target(argument.Rows, argument.Name),
        };
    }

    private int Apply(StepSpec step)
    {
        int[] operands = step.Operands.Select(o => nodes[o]).ToArray();
        if (step.IsSmoothed)
        {
            int classes = KindOf(step, 0) == ValueKind.Scalar ? 2 : graph[operands[0]].Shape.Rows;
            operands = [operands[0], Smoothing.Of(graph, operands[1], operands[2], classes)];
        }

        switch (step.Function)
        {
            case Function.Argument:
                return arguments[step.Index];

            case Function.Constant:
                return graph.Constant(step.Value);

            case Function.Multiply when KindOf(step, 0) == ValueKind.Matrix && KindOf(step, 1) == ValueKind.Vector:
                return graph.Apply(Operation.MatrixVector, operands);

            case Function.Dropout:
                return graph.Dropout(operands[0], step.Value, step.Index, step.Index == 0 ? "mask" : "mask" + step.Index);

            case Function.Slice:
                return graph.Slice(operands[0], step.Index, step.Length);

            case Function.Entry:
                return graph.Slice(operands[0], step.Index, 1);

            case Function.CrossEntropy when KindOf(step, 0) == ValueKind.Vector && KindOf(step, 1) == ValueKind.Vector
                && graph[operands[0]].Shape.IsScalar:
                // Of vectors of one entry, which a graph cannot tell from the probability of one of two classes.
                return graph.Apply(Operation.Negate, graph.Apply(Operation.TimesLog, operands[1], operands[0]));

            default:
                return graph.Apply(OperationOf(step.Function), operands);
        }
    }

    private ValueKind KindOf(StepSpec step, int operand) => form.Steps[step.Operands[operand]].Kind;

    private static Operation OperationOf(Function function) => function switch
    {
        Function.Where => Operation.Select,
        Function.Min => Operation.Minimum,
        Function.Max => Operation.Maximum,
        _ when Enum.TryParse(function.ToString(), out Operation operation) => operation,
        _ => throw new InvalidOperationException($"{function} is no operation."),
    };
}
