using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using KernelGen.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KernelGen.Generators.Reading;

/// <summary>The values that attributes carry, each checked by itself, and the syntax that gives them.</summary>
internal sealed class AttributeValues(INamedTypeSymbol type, Complaints complaints, CancellationToken cancellation)
{
    public int ReadInputs(AttributeData model)
    {
        KeyValuePair<string, TypedConstant> inputs = model.NamedArguments.FirstOrDefault(static n => n.Key == "Inputs");
        if (inputs.Key is null)
        {
            complaints.Add(Descriptors.InputsMissing, Syntax(model), type.Name);
            return 0;
        }

        return CheckPositive(inputs.Value, "The number of inputs", NamedArgument(model, "Inputs")!);
    }

    public int ReadPositive(AttributeData attribute, string what, int position)
    {
        if (attribute.ConstructorArguments.Length <= position)
        {
            // The compiler reports the missing argument itself.
            complaints.AddSilently();
            return 0;
        }

        return CheckPositive(attribute.ConstructorArguments[position], what, Argument(attribute, position));
    }

    private int CheckPositive(TypedConstant constant, string what, SyntaxNode syntax)
    {
        if (constant.Value is not int value)
        {
            complaints.AddSilently();
            return 0;
        }

        if (value < 1)
        {
            complaints.Add(Descriptors.NotPositive, syntax, what, Text(value));
        }

        return value;
    }

    public double ReadFactor(AttributeData attribute, string name) =>
        ReadNumber(attribute, name, static value => value >= 0 && !double.IsInfinity(value), Descriptors.BadFactor);

    /// <summary>A number in [0, 1).</summary>
    public double ReadShare(AttributeData attribute, string name, DiagnosticDescriptor complaint) =>
        ReadNumber(attribute, name, static value => value is >= 0 and < 1, complaint);

    /// <summary>A number in [0, 1) at a position.</summary>
    public double ReadShare(AttributeData attribute, string name, int position, DiagnosticDescriptor complaint)
    {
        if (attribute.ConstructorArguments.Length <= position || attribute.ConstructorArguments[position].Value is not double value)
        {
            complaints.AddSilently();
            return 0;
        }

        if (value is not (>= 0 and < 1))
        {
            complaints.Add(complaint, Argument(attribute, position), "The " + name, value.ToString(CultureInfo.InvariantCulture));
        }

        return value;
    }

    private double ReadNumber(AttributeData attribute, string name, Func<double, bool> isRight, DiagnosticDescriptor complaint)
    {
        KeyValuePair<string, TypedConstant> argument = attribute.NamedArguments.FirstOrDefault(n => n.Key == name);
        if (argument.Key is null)
        {
            return 0;
        }

        if (argument.Value.Value is not double value)
        {
            complaints.AddSilently();
            return 0;
        }

        if (!isRight(value))
        {
            complaints.Add(complaint, NamedArgument(attribute, name)!, name, value.ToString(CultureInfo.InvariantCulture));
        }

        return value;
    }

    public bool ReadFlag(AttributeData attribute, string name, bool absent)
    {
        KeyValuePair<string, TypedConstant> argument = attribute.NamedArguments.FirstOrDefault(n => n.Key == name);
        if (argument.Key is not null && argument.Value.Value is not bool)
        {
            complaints.AddSilently();
        }

        return argument.Value.Value is bool value ? value : absent;
    }

    public TEnum ReadNamed<TEnum>(AttributeData attribute, string name, TEnum absent)
        where TEnum : struct, Enum
    {
        KeyValuePair<string, TypedConstant> argument = attribute.NamedArguments.FirstOrDefault(n => n.Key == name);
        return argument.Key is null ? absent : ReadEnum<TEnum>(argument.Value, NamedArgument(attribute, name)!);
    }

    public TEnum ReadPositional<TEnum>(AttributeData attribute, int position, TEnum absent)
        where TEnum : struct, Enum
    {
        if (attribute.ConstructorArguments.Length <= position)
        {
            complaints.AddSilently();
            return absent;
        }

        return ReadEnum<TEnum>(attribute.ConstructorArguments[position], Argument(attribute, position));
    }

    private TEnum ReadEnum<TEnum>(TypedConstant constant, SyntaxNode syntax)
        where TEnum : struct, Enum
    {
        if (constant.Value is not int value)
        {
            complaints.AddSilently();
            return default;
        }

        if (!Enum.IsDefined(typeof(TEnum), value))
        {
            complaints.Add(Descriptors.UnknownValue, syntax, typeof(TEnum).Name, Text(value), string.Join(", ", Enum.GetNames(typeof(TEnum))));
        }

        return (TEnum)(object)value;
    }

    public AttributeSyntax Syntax(AttributeData attribute) =>
        (AttributeSyntax)attribute.ApplicationSyntaxReference!.GetSyntax(cancellation);

    public TypeDeclarationSyntax Declaration(AttributeData attribute) =>
        Syntax(attribute).FirstAncestorOrSelf<TypeDeclarationSyntax>()!;

    /// <summary>The expression given for a constructor parameter, by position or by name; the attribute where it is left out.</summary>
    public SyntaxNode Argument(AttributeData attribute, int position)
    {
        AttributeSyntax syntax = Syntax(attribute);
        string? parameter = attribute.AttributeConstructor?.Parameters[position].Name;
        SeparatedSyntaxList<AttributeArgumentSyntax> arguments = syntax.ArgumentList?.Arguments ?? default;
        AttributeArgumentSyntax? named = arguments.FirstOrDefault(a => a.NameColon?.Name.Identifier.ValueText == parameter);
        if (named is not null)
        {
            return named.Expression;
        }

        return position < arguments.Count && arguments[position] is { NameColon: null, NameEquals: null } byPosition
            ? byPosition.Expression
            : syntax;
    }

    public ExpressionSyntax? NamedArgument(AttributeData attribute, string name) =>
        Syntax(attribute).ArgumentList?.Arguments.FirstOrDefault(a => a.NameEquals?.Name.Identifier.ValueText == name)?.Expression;

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
