using System.Linq;
using KernelGen.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace KernelGen.Generators.Reading;

/// <remarks>This part: what the compiler refuses too, without knowing what equations have instead.</remarks>
internal sealed partial class EquationInterpreter
{
    private static bool IsComparison(BinaryOperatorKind kind) => kind is
        BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual
        or BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals;

    /// <summary>Whether something is true or false, even where the compiler, which refuses to compare values, knows no type of it.</summary>
    private static bool IsTruth(IOperation operation) =>
        operation.Type?.SpecialType == SpecialType.System_Boolean
        || (operation is IBinaryOperation binary && (IsComparison(binary.OperatorKind) || IsLogical(binary.OperatorKind)));

    private static bool IsLogical(BinaryOperatorKind kind) => kind is BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr;

    /// <summary>Whether something is an entry of a value, which the compiler knows to be read-only.</summary>
    private static bool IsEntry(IOperation target) =>
        target is IPropertyReferenceOperation or IInvalidOperation
        && target.Syntax is ElementAccessExpressionSyntax entry
        && Vocabulary.KindOf(target.SemanticModel?.GetTypeInfo(entry.Expression).Type) is not null;

    private EquationValue? RefuseChange(IOperation entry) => Refuse(
        Descriptors.NotPartOfEquations, entry.Syntax, $"An assignment to '{entry.Syntax}'",
        "values are never changed: put the parts together with Concat(…), which takes scalars and vectors one after the other");

    /// <summary>What the compiler could not bind: silent, unless equations have a word of their own for it.</summary>
    private EquationValue? RefuseInvalid(IOperation operation)
    {
        if (operation.Syntax is InvocationExpressionSyntax call
            && operation.SemanticModel is { } model
            && call.ArgumentList.Arguments.Any(a => Vocabulary.KindOf(model.GetTypeInfo(a.Expression).Type) is not null)
            && model.GetSymbolInfo(call.Expression, cancellation) is var bound
            && (bound.Symbol ?? bound.CandidateSymbols.FirstOrDefault()) is IMethodSymbol method
            && (IsSystem(method.ContainingType, "Math") || IsSystem(method.ContainingType, "MathF")))
        {
            string instead = Vocabulary.Has(method.Name) ? $"write {method.Name}(…) alone, which takes values" : "no function of values has this name";
            return Refuse(Descriptors.UnknownCall, call.Expression, call.Expression, $"takes plain numbers; {instead}");
        }

        faults++;
        complaints.AddSilently();
        return null;
    }

    /// <summary>A value where one of another type is needed, and no conversion makes one of the other.</summary>
    private EquationValue? RefuseType(IConversionOperation conversion, string from, ValueKind to)
    {
        IOperation value = conversion.Operand;
        if (to == ValueKind.Scalar && EntrywiseProduct(value) is { Syntax: BinaryExpressionSyntax product })
        {
            return Refuse(
                Descriptors.NotPartOfEquations, product, "A Vector where a Scalar is needed",
                $"'{product}' multiplies entry by entry: write Dot({product.Left}, {product.Right})");
        }

        string instead = (from, to) switch
        {
            ("Vector", ValueKind.Scalar) => "Sum(v) or Mean(v) makes one of its entries, Dot(a, b) of two vectors, and v[i] takes an entry",
            ("Matrix", ValueKind.Scalar) => "Sum(m) or Mean(m) makes one of its entries",
            ("Matrix", ValueKind.Vector) => "the product of a matrix with a vector is one",
            ("Label", _) => "a Label is the number of a class, which losses take",
            (_, ValueKind.Vector) => "Concat(…) makes one of scalars, and operators take a scalar for every entry as it stands",
            (_, ValueKind.Matrix) => "Outer(a, b) makes one of two vectors",
            _ => "only what is declared [Target] Label is one",
        };
        return Refuse(Descriptors.NotPartOfEquations, value.Syntax, $"A {from} where a {to} is needed", instead);
    }

    /// <summary>The product of two vectors that makes a sum of terms a vector, or null.</summary>
    private static IBinaryOperation? EntrywiseProduct(IOperation value) => value switch
    {
        IConversionOperation conversion => EntrywiseProduct(conversion.Operand),
        IUnaryOperation unary => EntrywiseProduct(unary.Operand),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Multiply } product when IsVector(product.LeftOperand) && IsVector(product.RightOperand) => product,
        IBinaryOperation binary => EntrywiseProduct(binary.LeftOperand) ?? EntrywiseProduct(binary.RightOperand),
        _ => null,
    };

    private static bool IsVector(IOperation value) => Vocabulary.KindOf(value.Type) == ValueKind.Vector;
}
