using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using KernelGen.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace KernelGen.Generators.Reading;

/// <remarks>This part: calls.</remarks>
internal sealed partial class EquationInterpreter
{
    // One model a file, so that a symbol met twice is the same.
    private readonly Dictionary<SyntaxTree, SemanticModel> models = [];
    private readonly Dictionary<IMethodSymbol, (IMethodSymbol Method, IBlockOperation Body)?> bodies = new(SymbolEqualityComparer.Default);

    // A method of the same values gives the same value: what objective and output share is computed once.
    private readonly Dictionary<IMethodSymbol, Dictionary<EquatableArray<EquationValue>, EquationValue>> results =
        new(SymbolEqualityComparer.Default);

    private readonly List<IMethodSymbol> calls = [];

    private EquationValue? Invoke(IInvocationOperation call, Frame frame)
    {
        IMethodSymbol method = call.TargetMethod;
        SyntaxNode name = (call.Syntax as InvocationExpressionSyntax)?.Expression ?? call.Syntax;
        if (Vocabulary.FunctionOf(method) is { } function)
        {
            return Apply(function, call, frame);
        }

        if (WhyUnreadable(method) is { } reason && !IsSystem(method.ContainingType, "Math"))
        {
            return Refuse(Descriptors.UnknownCall, name, name, reason);
        }

        // Every argument is looked at, so that all that is wrong is said at once.
        var arguments = new EquationValue[method.Parameters.Length];
        bool complete = true;
        foreach (IArgumentOperation argument in call.Arguments)
        {
            EquationValue? value = Evaluate(argument.Value, frame);
            complete &= value is not null && argument.Parameter is not null;
            if (argument.Parameter is { } parameter)
            {
                arguments[parameter.Ordinal] = value ?? default;
            }
        }

        if (!complete)
        {
            faults++;
            complaints.AddSilently();
            return null;
        }

        if (IsSystem(method.ContainingType, "Math"))
        {
            object? known = ConstantArithmetic.Math(method.Name, [.. arguments.Select(static a => a.Known!)]);
            return known is null
                ? Refuse(Descriptors.UnknownCall, name, name, "is none of Abs, Min, Max, Sqrt, Exp, Log, Pow, Sin, Cos and Tanh")
                : EquationValue.Of(known);
        }

        return Expand(method, [.. arguments], name);
    }

    private EquationValue? Apply(Function function, IInvocationOperation call, Frame frame)
    {
        List<int> operands = [];
        bool complete = true;
        foreach (IOperation value in call.Arguments.OrderBy(static a => a.Parameter!.Ordinal).SelectMany(static a => Parts(a)))
        {
            EquationValue? operand = Evaluate(value, frame);
            complete &= operand is not null;
            if (operand is { IsStep: true } step)
            {
                operands.Add(step.Step);
            }
        }

        if (!complete)
        {
            return null;
        }

        if (operands.Count == 0)
        {
            return Refuse(Descriptors.NotPartOfEquations, call.Syntax, "A vector without entries", "give Concat at least one part");
        }

        if (function == Function.Dropout)
        {
            return Dropout(operands, call);
        }

        StepSpec result = new(function, operands.ToEquatableArray(), Vocabulary.KindOf(call.TargetMethod.ReturnType)!.Value);
        return result.IsSmoothed && steps[operands[2]] is { Function: Function.Constant, Value: var share } && !(share is >= 0 and < 1)
            ? Refuse(Descriptors.BadSmoothing, call.Arguments.Single(static a => a.Parameter!.Ordinal == 2).Syntax, "The smoothing", share.ToString(CultureInfo.InvariantCulture))
            : Step(result, call);
    }

    /// <summary>A share that is known, and a number that no other values have.</summary>
    private EquationValue? Dropout(List<int> operands, IInvocationOperation call)
    {
        SyntaxNode At(int position) => call.Arguments.Single(a => a.Parameter!.Ordinal == position).Syntax;
        if (steps[operands[1]] is not { Function: Function.Constant, Value: >= 0 and < 1 and var rate })
        {
            return Refuse(Descriptors.BadDropout, At(1), "The rate", At(1));
        }

        double number = 0;
        if (operands.Count == 3)
        {
            if (steps[operands[2]] is not { Function: Function.Constant, Value: >= 0 and <= 255 and var given } || given != Math.Floor(given))
            {
                return Refuse(Descriptors.MisplacedDropout, At(2), $"The number of a Dropout is a constant 0, 1, 2 … 255, not '{At(2)}'");
            }

            number = given;
        }

        StepSpec result = new(Function.Dropout, EquatableArray.Of(operands[0]), ValueKind.Vector, Value: rate, Index: (int)number);
        string? fault =
            steps[operands[0]].Function == Function.Dropout ? "Dropout of what another Dropout leaves; write one with the rate of both" :
            steps.SizeOf(operands[0]).Rows == 1 ? "Dropout of one entry, without which nothing is left; remove it" :
            steps.Specs.Any(s => s.Function == Function.Dropout && s.Index == result.Index && s with { Name = null } != result)
                ? "This Dropout would leave out the same entries as another one; give it a number of its own, as in Dropout(h, rate, 1)" : null;
        return fault is null ? Step(result, call) : Refuse(Descriptors.MisplacedDropout, call.Syntax, fault);
    }

    /// <summary>An argument, or the items of a <c>params</c> array, written out or not.</summary>
    private static ImmutableArray<IOperation> Parts(IArgumentOperation argument)
    {
        if (!argument.Parameter!.IsParams)
        {
            return [argument.Value];
        }

        IOperation value = argument.Value;
        while (value is IConversionOperation { OperatorMethod: null } conversion)
        {
            value = conversion.Operand;
        }

        return value switch
        {
            IArrayCreationOperation { Initializer.ElementValues: var items } => items,
            ICollectionExpressionOperation collection => collection.Elements,
            _ => [value],
        };
    }

    /// <summary>What a method returns for these values: its body is read in place of the call.</summary>
    private EquationValue? Expand(IMethodSymbol method, ImmutableArray<EquationValue> arguments, SyntaxNodeOrToken where)
    {
        if (calls.Contains(method, SymbolEqualityComparer.Default))
        {
            return Refuse(Descriptors.Recursion, where, method.Name);
        }

        if (Vocabulary.Has(method.Name))
        {
            return Refuse(Descriptors.HidesVocabulary, NameOf(method), method.Name);
        }

        if (!results.TryGetValue(method, out Dictionary<EquatableArray<EquationValue>, EquationValue>? known))
        {
            results.Add(method, known = []);
        }

        if (known.TryGetValue(arguments, out EquationValue before))
        {
            return before;
        }

        if (!Expand(where))
        {
            return null;
        }

        if (BodyOf(method) is not { } own)
        {
            // Not finished yet: the compiler says so.
            faults++;
            complaints.AddSilently();
            return null;
        }

        Frame frame = new(own.Method, calls.Count);
        foreach (IParameterSymbol parameter in frame.Method.Parameters)
        {
            frame.Variables[parameter] = arguments[parameter.Ordinal];
        }

        calls.Add(method);
        _ = Execute(own.Body, frame);
        calls.RemoveAt(calls.Count - 1);
        if (frame.Result is { } result)
        {
            known.Add(arguments, result);
        }

        return frame.Result;
    }

    private (IMethodSymbol Method, IBlockOperation Body)? BodyOf(IMethodSymbol method)
    {
        if (!bodies.TryGetValue(method, out (IMethodSymbol Method, IBlockOperation Body)? body))
        {
            SyntaxNode declaration = Declaration(method);
            if (!models.TryGetValue(declaration.SyntaxTree, out SemanticModel? model))
            {
                models.Add(declaration.SyntaxTree, model = compilation.GetSemanticModel(declaration.SyntaxTree));
            }

            body = model.GetOperation(declaration, cancellation) switch
            {
                IMethodBodyOperation { BlockBody: { } block } => (method.PartialImplementationPart ?? method, block),
                IMethodBodyOperation { ExpressionBody: { } expression } => (method.PartialImplementationPart ?? method, expression),
                ILocalFunctionOperation { Body: { } block } local => (local.Symbol, block),
                _ => null,
            };
            bodies.Add(method, body);
        }

        return body;
    }

    /// <summary>Why the body of a method cannot stand in place of a call, or null.</summary>
    private static string? WhyUnreadable(IMethodSymbol method)
    {
        if (method.MethodKind is not (MethodKind.Ordinary or MethodKind.LocalFunction) || (method.MethodKind == MethodKind.Ordinary && !method.IsStatic))
        {
            return "is not a static method";
        }

        if (method.IsGenericMethod || method.ContainingType.IsGenericType)
        {
            return "has type parameters";
        }

        if (method.DeclaringSyntaxReferences.IsEmpty)
        {
            return "is not part of this project, so what it computes cannot be read";
        }

        if (method.IsAbstract || method.IsVirtual || method.IsExtern)
        {
            return "has no body of its own";
        }

        if (method.Parameters.FirstOrDefault(static p => p.RefKind != RefKind.None) is { } reference)
        {
            return $"takes '{reference.Name}' by reference";
        }

        if (method.Parameters.FirstOrDefault(static p => !IsReadable(p.Type)) is { } foreign)
        {
            return $"takes '{foreign.Name}', a value of another type";
        }

        return IsReadable(method.ReturnType) ? null : "returns no value of equations";
    }

    private static bool IsReadable(ITypeSymbol type) =>
        Vocabulary.KindOf(type) is not null
        || type.SpecialType is SpecialType.System_Int32 or SpecialType.System_Double or SpecialType.System_Boolean
        || type.TypeKind == TypeKind.Error;

    private SyntaxNode Declaration(IMethodSymbol method) =>
        (method.PartialImplementationPart ?? method).DeclaringSyntaxReferences[0].GetSyntax(cancellation);

    private SyntaxNodeOrToken NameOf(IMethodSymbol method) => Declaration(method) switch
    {
        MethodDeclarationSyntax ordinary => ordinary.Identifier,
        LocalFunctionStatementSyntax local => local.Identifier,
        SyntaxNode other => other,
    };
}
