using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using KernelGen.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace KernelGen.Generators.Reading;

/// <summary>
/// Runs spec methods as the compiler understands them, on steps instead of numbers: what is known is computed, what is data
/// becomes a step. Calls are thereby inlined, loops unrolled, constant branches taken.
/// </summary>
/// <remarks>This part: statements.</remarks>
internal sealed partial class EquationInterpreter(
    Compilation compilation, EquationSteps steps, Complaints complaints, CancellationToken cancellation)
{
    public const int MostSteps = 10_000;
    public const int MostIterations = 1_000;

    /// <summary>Of calls and iterations together, which may go on without making a step.</summary>
    private const int MostExpansions = 20_000;

    /// <summary>Of expressions, statements and calls within one another: what the stack of an editor's thread holds.</summary>
    private const int DeepestNesting = 400;

    private static readonly string TooDeep = $"Expressions, statements and calls stand within one another more than {DeepestNesting} deep";

    // An unrolled body is read many times, and a method called twice is read twice: what is wrong there is said once.
    private readonly HashSet<(string Id, Location Where)> said = [];
    private int faults;
    private int expansions;
    private int nesting;
    private bool exhausted;

    private enum Completion
    {
        Next,
        Returned,
        Broken,
        Continued,

        /// <summary>Something was refused after which the rest of the method has no meaning.</summary>
        Stopped,
    }

    /// <summary>The step that a method returns, or null if it was refused.</summary>
    /// <param name="method">A spec method that is right by its signature.</param>
    /// <param name="arguments">The steps of its parameters.</param>
    public int? Run(IMethodSymbol method, IEnumerable<int> arguments) =>
        Expand(method, [.. arguments.Select(EquationValue.OfStep)], NameOf(method)) is { IsStep: true } result && faults == 0 ? result.Step : null;

    private Completion Execute(IOperation statement, Frame frame)
    {
        if (exhausted)
        {
            return Completion.Stopped;
        }

        if (nesting >= DeepestNesting)
        {
            return Exhaust(statement.Syntax.GetFirstToken(), TooDeep, "move inner statements to a method of their own");
        }

        cancellation.ThrowIfCancellationRequested();
        nesting++;
        Completion completion = ExecuteOpen(statement, frame);
        nesting--;
        return completion;
    }

    private Completion ExecuteOpen(IOperation statement, Frame frame)
    {
        switch (statement)
        {
            case IBlockOperation block:
                return ExecuteAll(block.Operations, frame);
            case IVariableDeclarationGroupOperation group:
                return Declare(group, frame);
            case IExpressionStatementOperation expression:
                _ = Evaluate(expression.Operation, frame);
                return Completion.Next;
            case IReturnOperation { Kind: OperationKind.Return } @return:
                frame.Result = @return.ReturnedValue is { } value ? Evaluate(value, frame) : null;
                return Completion.Returned;
            case IConditionalOperation conditional:
                return Condition(conditional.Condition, frame) switch
                {
                    true => Execute(conditional.WhenTrue, frame),
                    false when conditional.WhenFalse is { } otherwise => Execute(otherwise, frame),
                    false => Completion.Next,
                    null => Completion.Stopped,
                };
            case IForLoopOperation loop:
                return Unroll(loop, frame);
            case IBranchOperation { BranchKind: BranchKind.Break }:
                return Completion.Broken;
            case IBranchOperation { BranchKind: BranchKind.Continue }:
                return Completion.Continued;
            case ILocalFunctionOperation or IEmptyOperation:
                return Completion.Next;
            case IInvalidOperation:
                faults++;
                complaints.AddSilently();
                return Completion.Stopped;
            default:
                _ = RefuseKind(statement);
                return Completion.Stopped;
        }
    }

    private Completion ExecuteAll(IEnumerable<IOperation> statements, Frame frame)
    {
        foreach (IOperation statement in statements)
        {
            Completion completion = Execute(statement, frame);
            if (completion != Completion.Next)
            {
                return completion;
            }
        }

        return Completion.Next;
    }

    private Completion Declare(IVariableDeclarationGroupOperation group, Frame frame)
    {
        foreach (IVariableDeclaratorOperation declarator in group.Declarations.SelectMany(static d => d.Declarators))
        {
            if (declarator.Symbol.RefKind != RefKind.None)
            {
                _ = Refuse(Descriptors.NotPartOfEquations, declarator.Syntax, "A reference to another variable", "write a plain local variable");
                return Completion.Stopped;
            }

            if (!declarator.Symbol.HasConstantValue && declarator.GetVariableInitializer() is { } initializer)
            {
                Assign(declarator.Symbol, Evaluate(initializer.Value, frame), frame);
            }
        }

        return Completion.Next;
    }

    private Completion Unroll(IForLoopOperation loop, Frame frame)
    {
        Completion before = ExecuteAll(loop.Before, frame);
        if (before != Completion.Next)
        {
            return before;
        }

        SyntaxToken keyword = ((ForStatementSyntax)loop.Syntax).ForKeyword;
        int faultsBefore = faults;
        for (int iteration = 0; ; iteration++)
        {
            bool? goesOn = loop.Condition is null ? true : Condition(loop.Condition, frame);
            if (goesOn != true)
            {
                return goesOn is null ? Completion.Stopped : Completion.Next;
            }

            if (iteration == MostIterations)
            {
                return Exhaust(keyword, $"This loop runs more than {MostIterations} times, and every iteration is written out", "let one vector or matrix hold the values that it runs over");
            }

            if (!Expand(keyword))
            {
                return Completion.Stopped;
            }

            Completion body = Execute(loop.Body, frame);
            if (body is Completion.Returned or Completion.Stopped || faults > faultsBefore)
            {
                return body == Completion.Returned ? body : Completion.Stopped;
            }

            if (body == Completion.Broken)
            {
                return Completion.Next;
            }

            _ = ExecuteAll(loop.AtLoopBottom, frame);
        }
    }

    /// <summary>Whether a condition that is known holds; null where it was refused.</summary>
    private bool? Condition(IOperation condition, Frame frame)
    {
        EquationValue? value = Compute(condition, frame);
        if (value is { IsRunTimeData: true })
        {
            _ = Refuse(Descriptors.BranchOnData, condition.Syntax, condition.Syntax);
            return null;
        }

        if (value?.Known is bool known)
        {
            return known;
        }

        if (value is not null)
        {
            _ = RefuseKind(condition);
        }

        return null;
    }

    /// <summary>Counts a call or an iteration, which costs time even where it adds no step.</summary>
    private bool Expand(SyntaxNodeOrToken where)
    {
        if (++expansions > MostExpansions)
        {
            _ = Exhaust(where, $"Calls and iterations make more than {MostExpansions} when they are all written out", "write the model with fewer of them, on vectors and matrices");
        }

        return !exhausted;
    }

    private Completion Exhaust(SyntaxNodeOrToken where, string what, string instead)
    {
        _ = Refuse(Descriptors.TooLong, where, what, instead);
        exhausted = true;
        return Completion.Stopped;
    }

    private void Assign(ISymbol variable, EquationValue? value, Frame frame)
    {
        frame.Variables[variable] = value;
        if (value is { IsStep: true } step)
        {
            steps.Name(step.Step, variable.Name, frame.Depth);
        }
    }

    private EquationValue? Refuse(DiagnosticDescriptor descriptor, SyntaxNodeOrToken where, params object[] arguments)
    {
        faults++;
        if (said.Add((descriptor.Id, where.GetLocation()!)))
        {
            complaints.Add(descriptor, where, [.. arguments.Select(static a => a is SyntaxNode code ? OnOneLine(code) : a)]);
        }

        return null;
    }

    private EquationValue? RefuseKind(IOperation operation)
    {
        (string what, string instead) = ForeignSyntax.Describe(operation);
        SyntaxNodeOrToken where = operation.Syntax is StatementSyntax ? operation.Syntax.GetFirstToken() : operation.Syntax;
        return Refuse(Descriptors.NotPartOfEquations, where, what, instead);
    }

    private static string OnOneLine(SyntaxNode code) =>
        string.Join(" ", code.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>What a call knows: the values of its parameters and local variables; null for one that was refused.</summary>
    private sealed class Frame(IMethodSymbol method, int depth)
    {
        public IMethodSymbol Method { get; } = method;

        public int Depth { get; } = depth;

        public Dictionary<ISymbol, EquationValue?> Variables { get; } = new(SymbolEqualityComparer.Default);

        public EquationValue? Result { get; set; }
    }
}
