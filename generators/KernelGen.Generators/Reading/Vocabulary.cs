using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace KernelGen.Generators.Reading;

/// <summary>The types, functions and operators of <c>KernelGen.Equations</c>, told by symbol and not by how they are spelt.</summary>
internal static class Vocabulary
{
    /// <summary>What a user calls by name: all but arguments, constants, operators and indexers.</summary>
    private static readonly Dictionary<string, Function> Functions = Enum.GetValues(typeof(Function))
        .Cast<Function>()
        .Where(static f => f >= Function.Concat)
        .ToDictionary(static f => f.ToString());

    /// <summary>The names that <c>using static KernelGen.Equations.Functions</c> brings into sight.</summary>
    public static IEnumerable<string> Names => Functions.Keys;

    /// <summary>Whether the vocabulary has a function of this name.</summary>
    public static bool Has(string name) => Functions.ContainsKey(name);

    /// <summary>Which of the values of equations a type is, or null.</summary>
    public static ValueKind? KindOf(ITypeSymbol? type) => IsOurs(type)
        ? type!.Name switch
        {
            "Scalar" => ValueKind.Scalar,
            "Vector" => ValueKind.Vector,
            "Matrix" => ValueKind.Matrix,
            "Label" => ValueKind.Label,
            _ => null,
        }
        : null;

    /// <summary>Which function of the vocabulary a method is, or null.</summary>
    public static Function? FunctionOf(IMethodSymbol method) =>
        IsOurs(method.ContainingType) && method.ContainingType.Name == "Functions" && Functions.TryGetValue(method.Name, out Function function)
            ? function
            : null;

    /// <summary>What an operator between values of equations computes, or null if it is none of theirs.</summary>
    public static Function? FunctionOf(BinaryOperatorKind kind, IMethodSymbol? method) => !IsOurs(method?.ContainingType) ? null : kind switch
    {
        BinaryOperatorKind.Add => Function.Add,
        BinaryOperatorKind.Subtract => Function.Subtract,
        BinaryOperatorKind.Multiply => Function.Multiply,
        BinaryOperatorKind.Divide => Function.Divide,
        _ => null,
    };

    /// <summary>Whether a type or a conversion's type belongs to the vocabulary.</summary>
    public static bool IsOurs(ITypeSymbol? type) =>
        type is INamedTypeSymbol
        {
            IsGenericType: false,
            ContainingType: null,
            ContainingNamespace: { Name: "Equations", ContainingNamespace: { Name: ModelReader.AttributeNamespace, ContainingNamespace.IsGlobalNamespace: true } },
        };
}
