using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace KernelGen.Generators.Reading;

/// <summary>The attributes that make methods equations and give their parameters roles.</summary>
internal static class EquationAttributes
{
    public const string Objective = "Objective";
    public const string Output = "Output";

    /// <summary>The methods of a class that are marked as equations, with their marks, in source order.</summary>
    public static IEnumerable<(IMethodSymbol Method, AttributeData Mark)> MarksOf(INamedTypeSymbol type) =>
        from method in type.GetMembers().OfType<IMethodSymbol>()
        from attribute in method.GetAttributes()
        where ModelReader.ShortNameOf(attribute) is Objective or Output && attribute.ApplicationSyntaxReference is not null
        select (method, attribute);

    /// <summary>Whether a parameter of a method has a role: equations are meant, even where no method is marked.</summary>
    public static bool HasRoles(INamedTypeSymbol type) =>
        type.GetMembers().OfType<IMethodSymbol>().SelectMany(static m => m.Parameters).Any(static p => RolesOf(p).Any());

    public static IEnumerable<AttributeData> RolesOf(IParameterSymbol parameter) => parameter.GetAttributes()
        .Where(static a => a.ApplicationSyntaxReference is not null
            && ModelReader.ShortNameOf(a) is nameof(ArgumentRole.Input) or nameof(ArgumentRole.Target) or nameof(ArgumentRole.Weight)
            or nameof(ArgumentRole.Parameter) or nameof(ArgumentRole.Hyperparameter));

    public static object? NamedValue(AttributeData attribute, string name) =>
        attribute.NamedArguments.FirstOrDefault(n => n.Key == name) is { Key: not null } argument ? argument.Value.Value : null;
}
