using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using KernelGen.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KernelGen.Generators.Reading;

/// <summary>What the parameters of a spec method are to the model: their roles and sizes.</summary>
/// <param name="type">The model.</param>
/// <param name="trains">Whether it has an objective.</param>
/// <param name="values">Reads attributes.</param>
/// <param name="complaints">Where what is wrong is told.</param>
/// <param name="cancellation">Ends the reading.</param>
internal sealed class RoleReader(
    INamedTypeSymbol type, bool trains, AttributeValues values, Complaints complaints, CancellationToken cancellation)
{
    /// <summary>The arguments of the model, in order; complete only if nothing was said.</summary>
    public List<ArgumentSpec> Read(IMethodSymbol method)
    {
        List<ArgumentSpec> arguments = [];
        string? target = null, weight = null;
        long inputs = 0, parameters = 0;
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (parameter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) is not ParameterSyntax syntax
                || ReadRole(parameter, syntax) is not { } argument)
            {
                continue;
            }

            AttributeData role = EquationAttributes.RolesOf(parameter).First();
            switch (argument.Role)
            {
                case ArgumentRole.Target when target is not null:
                    complaints.Add(Descriptors.SeveralTargets, values.Syntax(role), target);
                    break;
                case ArgumentRole.Target:
                    target = argument.Name;
                    break;
                case ArgumentRole.Weight when weight is not null:
                    complaints.Add(Descriptors.SeveralWeights, values.Syntax(role), weight);
                    break;
                case ArgumentRole.Weight:
                    weight = argument.Name;
                    break;
                case ArgumentRole.Input:
                    inputs = CheckTotal(inputs + argument.Rows, "input values", role);
                    break;
                case ArgumentRole.Parameter:
                    parameters = CheckTotal(parameters + DeclarationChecks.PaddedSize(argument.Rows, argument.Columns), "parameters, padding included", role);
                    break;
            }

            arguments.Add(argument);
        }

        return arguments;
    }

    private ArgumentSpec? ReadRole(IParameterSymbol parameter, ParameterSyntax syntax)
    {
        if (parameter.RefKind != RefKind.None)
        {
            complaints.Add(Descriptors.WrongRole, syntax.Modifiers[0], "Equations take their values as they are", parameter.Name, "passed by reference");
            return null;
        }

        if (Vocabulary.KindOf(parameter.Type) is not { } kind)
        {
            if (parameter.Type.TypeKind == TypeKind.Error)
            {
                complaints.AddSilently();
            }
            else
            {
                complaints.Add(Descriptors.WrongRole, syntax.Type!, "Equations compute with Scalar, Vector, Matrix and Label", parameter.Name, parameter.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat));
            }

            return null;
        }

        AttributeData[] roles = [.. EquationAttributes.RolesOf(parameter)];
        if (roles.Length == 0)
        {
            complaints.Add(Descriptors.RoleMissing, syntax.Identifier, parameter.Name, string.Join(", ", RolesFor(kind)));
            return null;
        }

        foreach (AttributeData another in roles.Skip(1))
        {
            complaints.Add(Descriptors.SeveralRoles, values.Syntax(another), parameter.Name, ModelReader.ShortNameOf(roles[0]), ModelReader.ShortNameOf(another));
        }

        var role = (ArgumentRole)Enum.Parse(typeof(ArgumentRole), ModelReader.ShortNameOf(roles[0]));
        return Fits(role, kind, parameter, roles[0], syntax) ? ReadArgument(role, kind, parameter, roles[0]) : null;
    }

    private bool Fits(ArgumentRole role, ValueKind kind, IParameterSymbol parameter, AttributeData attribute, ParameterSyntax syntax)
    {
        if (role is ArgumentRole.Target or ArgumentRole.Weight && !trains)
        {
            string reason = role == ArgumentRole.Target ? "nothing is compared with a target" : "nothing is weighed";
            complaints.Add(Descriptors.RoleMisplaced, values.Syntax(attribute), role, "without an [Objective] " + reason);
            return false;
        }

        (bool fits, string types) = role switch
        {
            ArgumentRole.Input => (kind is ValueKind.Scalar or ValueKind.Vector, "Scalar or Vector"),
            ArgumentRole.Target => (kind is not ValueKind.Matrix, "Scalar, Vector or Label"),
            ArgumentRole.Parameter => (kind is not ValueKind.Label, "Scalar, Vector or Matrix"),
            _ => (kind is ValueKind.Scalar, "Scalar"),
        };
        if (!fits)
        {
            complaints.Add(Descriptors.WrongRole, syntax.Type!, $"[{role}] stands before {types}", parameter.Name, "a " + kind);
        }

        return fits;
    }

    private ArgumentSpec? ReadArgument(ArgumentRole role, ValueKind kind, IParameterSymbol parameter, AttributeData attribute)
    {
        if (attribute.AttributeConstructor is null)
        {
            // The compiler reports arguments that no constructor takes.
            complaints.AddSilently();
            return null;
        }

        string[] sizes = kind switch
        {
            ValueKind.Vector => ["length"],
            ValueKind.Matrix => ["rows", "columns"],
            _ => [],
        };
        if (attribute.ConstructorArguments.Length != sizes.Length)
        {
            complaints.Add(
                Descriptors.WrongSize, values.Syntax(attribute), parameter.Name, kind,
                sizes.Length == 0 ? role.ToString() : $"{role}({string.Join(", ", sizes)})");
            return null;
        }

        int[] extents = [.. sizes.Select((size, i) => values.ReadPositive(attribute, $"The {(size == "length" ? size : "number of " + size)} of '{parameter.Name}'", i))];
        bool wantsGradient = EquationAttributes.NamedValue(attribute, "Gradient") is true;
        if (wantsGradient && !trains)
        {
            complaints.Add(Descriptors.GradientWithoutObjective, values.NamedArgument(attribute, "Gradient")!, parameter.Name, type.Name);
        }

        double value = EquationAttributes.NamedValue(attribute, "Value") is double number ? number : 0;
        if (double.IsNaN(value) || double.IsInfinity(value))
        {
            complaints.Add(
                Descriptors.NotFinite, values.NamedArgument(attribute, "Value")!, parameter.Name, value.ToString(CultureInfo.InvariantCulture));
        }

        return extents.All(static e => e >= 1)
            ? new ArgumentSpec(
                role, parameter.Name, kind, extents.ElementAtOrDefault(0) is var rows and > 0 ? rows : 1, extents.ElementAtOrDefault(1) is var columns and > 0 ? columns : 1,
                EquationAttributes.NamedValue(attribute, "Frozen") is true, wantsGradient, value)
            : null;
    }

    private IEnumerable<string> RolesFor(ValueKind kind) => (kind switch
    {
        ValueKind.Scalar => (IEnumerable<string>)["[Input]", "[Target]", "[Weight]", "[Parameter]", "[Hyperparameter]"],
        ValueKind.Vector => ["[Input(length)]", "[Target(length)]", "[Parameter(length)]"],
        ValueKind.Matrix => ["[Parameter(rows, columns)]"],
        _ => ["[Target]"],
    }).Where(r => trains || !(r.StartsWith("[Target", StringComparison.Ordinal) || r == "[Weight]"));

    private long CheckTotal(long total, string what, AttributeData role)
    {
        if (total > DeclarationChecks.LargestArray)
        {
            complaints.Add(Descriptors.TooLarge, values.Argument(role, 0), type.Name, DeclarationChecks.LargestArray.ToString(CultureInfo.InvariantCulture), what);
            return 0;
        }

        return total;
    }
}
