using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using KernelGen.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KernelGen.Generators.Reading;

/// <summary>Equations, and beside them where each of their steps is written.</summary>
/// <param name="Form">Compares by value.</param>
/// <param name="Origins">The syntax of each step, in the order of the steps: for reporting only, never to be kept.</param>
internal sealed record EquationReading(EquationForm Form, ImmutableArray<SyntaxNode> Origins);

/// <summary>Reads a model that is declared by its equations: static methods with <c>[Objective]</c> and <c>[Output]</c>.</summary>
internal sealed class EquationReader(INamedTypeSymbol type, AttributeValues values, Complaints complaints, CancellationToken cancellation)
{
    /// <summary>Whether a class declares equations, right or wrong.</summary>
    public static bool IsEquationModel(INamedTypeSymbol type) => EquationAttributes.MarksOf(type).Any();

    /// <summary>The equations of the class, or null if anything is wrong with them.</summary>
    public EquationReading? Read(Compilation compilation)
    {
        int before = complaints.Count;
        (IMethodSymbol Method, AttributeData Mark)[] marks = [.. EquationAttributes.MarksOf(type)];
        CheckForm(marks[0].Method);
        IMethodSymbol? objective = Only(EquationAttributes.Objective, marks);
        IMethodSymbol? output = Only(EquationAttributes.Output, marks);
        foreach ((IMethodSymbol method, AttributeData mark) in marks)
        {
            CheckSignature(method, mark);
        }

        IMethodSymbol home = objective ?? output!;
        CheckHidden();
        CheckStrayRoles(home);
        List<ArgumentSpec> arguments = new RoleReader(type, objective is not null, values, complaints, cancellation).Read(home);
        if (objective is not null && output is not null)
        {
            CheckBinding(objective, output);
        }

        if (complaints.Count == before)
        {
            CheckArguments(arguments, home, output);
        }

        cancellation.ThrowIfCancellationRequested();
        return complaints.Count == before ? Interpret(compilation, arguments, objective, output, marks) : null;
    }

    private EquationReading? Interpret(
        Compilation compilation, List<ArgumentSpec> arguments, IMethodSymbol? objective, IMethodSymbol? output, (IMethodSymbol Method, AttributeData Mark)[] marks)
    {
        EquationSteps steps = new();
        for (int i = 0; i < arguments.Count; i++)
        {
            _ = steps.AddArgument(arguments[i], i, Syntax((objective ?? output!).Parameters[i]));
        }

        EquationInterpreter interpreter = new(compilation, steps, complaints, cancellation);
        int? cost = objective is null ? -1 : interpreter.Run(objective, Indices(objective, arguments));
        int? prediction = output is null ? cost : interpreter.Run(output, Indices(output, arguments));
        if (cost is null || prediction is null)
        {
            return null;
        }

        if (steps[prediction.Value].Function == Function.Dropout)
        {
            complaints.Add(
                Descriptors.MisplacedDropout, steps.Origins[prediction.Value], "Dropout of the output, which is never left out; write it before the last product");
            return null;
        }

        bool mustBeConvex = marks.Any(static m =>
            ModelReader.ShortNameOf(m.Mark) == EquationAttributes.Objective && EquationAttributes.NamedValue(m.Mark, "Convex") is true);
        EquationForm form = new(
            arguments.ToEquatableArray(), steps.Specs, cost.Value, prediction.Value,
            objective is null ? null : Describe(objective, arguments), Describe(output ?? objective!, arguments), mustBeConvex);
        return new EquationReading(form, steps.Origins);
    }

    private static MethodSpec Describe(IMethodSymbol method, List<ArgumentSpec> arguments) =>
        new(ModelReader.Escape(method.Name), Indices(method, arguments).ToEquatableArray(), Vocabulary.KindOf(method.ReturnType)!.Value);

    private static IEnumerable<int> Indices(IMethodSymbol method, List<ArgumentSpec> arguments) =>
        method.Parameters.Select(p => arguments.FindIndex(a => a.Name == p.Name));

    /// <summary>Nothing of the other form may stand on the class.</summary>
    private void CheckForm(IMethodSymbol method)
    {
        foreach (AttributeData attribute in ModelReader.OwnAttributes(type))
        {
            if (ModelReader.NameOf(attribute) != "Model")
            {
                complaints.Add(Descriptors.LayersAndEquations, values.Syntax(attribute), type.Name, method.Name, $"[{ModelReader.NameOf(attribute)}]");
            }
            else if (values.NamedArgument(attribute, "Inputs") is { } inputs)
            {
                complaints.Add(Descriptors.LayersAndEquations, inputs, type.Name, method.Name, "Inputs (the total of what is marked [Input])");
            }
        }
    }

    private IMethodSymbol? Only(string mark, (IMethodSymbol Method, AttributeData Mark)[] marks)
    {
        (IMethodSymbol Method, AttributeData Mark)[] all = [.. marks.Where(m => ModelReader.ShortNameOf(m.Mark) == mark)];
        foreach ((_, AttributeData another) in all.Skip(1))
        {
            complaints.Add(Descriptors.SeveralEquations, values.Syntax(another), type.Name, mark, all[0].Method.Name);
        }

        return all.FirstOrDefault().Method;
    }

    private void CheckSignature(IMethodSymbol method, AttributeData mark)
    {
        if (values.Syntax(mark).FirstAncestorOrSelf<MemberDeclarationSyntax>() is not MethodDeclarationSyntax syntax)
        {
            complaints.Add(Descriptors.NotAnEquationMethod, values.Syntax(mark), method.Name, "is not an ordinary method");
            return;
        }

        string? fault =
            method.MethodKind != MethodKind.Ordinary ? "implements a member of an interface" :
            !method.IsStatic ? "is not static" :
            method.IsGenericMethod ? "has type parameters" :
            method.RefKind != RefKind.None ? "returns a reference" :
            method.IsExtern || method is { IsPartialDefinition: true, PartialImplementationPart: null } ? "has no body" : null;
        if (fault is not null)
        {
            complaints.Add(Descriptors.NotAnEquationMethod, syntax.Identifier, method.Name, fault);
        }

        string name = ModelReader.ShortNameOf(mark);
        ValueKind? kind = Vocabulary.KindOf(method.ReturnType);
        if (kind == ValueKind.Scalar || (kind == ValueKind.Vector && name == EquationAttributes.Output))
        {
            return;
        }

        if (method.ReturnType.TypeKind == TypeKind.Error)
        {
            complaints.AddSilently();
            return;
        }

        complaints.Add(
            Descriptors.WrongResult, syntax.ReturnType, name, name == EquationAttributes.Output ? "a Scalar or a Vector" : "a Scalar",
            method.Name, method.ReturnType.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat));
    }

    /// <summary>A method of the class, or of one around it, hides every function of its name.</summary>
    private void CheckHidden()
    {
        for (INamedTypeSymbol? scope = type; scope is not null; scope = scope.ContainingType)
        {
            foreach (IMethodSymbol method in scope.GetMembers().OfType<IMethodSymbol>().Where(static m => m.MethodKind == MethodKind.Ordinary && Vocabulary.Has(m.Name)))
            {
                foreach (MethodDeclarationSyntax declaration in method.DeclaringSyntaxReferences.Select(r => r.GetSyntax(cancellation)).OfType<MethodDeclarationSyntax>())
                {
                    complaints.Add(Descriptors.HidesVocabulary, declaration.Identifier, method.Name);
                }
            }
        }
    }

    private void CheckStrayRoles(IMethodSymbol home)
    {
        foreach (IMethodSymbol method in type.GetMembers().OfType<IMethodSymbol>().Where(m => !SymbolEqualityComparer.Default.Equals(m, home)))
        {
            foreach (AttributeData role in method.Parameters.SelectMany(EquationAttributes.RolesOf))
            {
                complaints.Add(
                    Descriptors.RoleMisplaced, values.Syntax(role), ModelReader.ShortNameOf(role), $"roles stand on the parameters of '{home.Name}', and other methods take what they are given");
            }
        }
    }

    private void CheckBinding(IMethodSymbol objective, IMethodSymbol output)
    {
        foreach (IParameterSymbol parameter in output.Parameters)
        {
            if (parameter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) is not ParameterSyntax syntax)
            {
                continue;
            }

            IParameterSymbol? source = objective.Parameters.FirstOrDefault(p => p.Name == parameter.Name);
            if (source is null)
            {
                string known = string.Join(", ", objective.Parameters.Where(static p => !IsTarget(p) && !IsWeight(p)).Select(static p => p.Name));
                complaints.Add(Descriptors.OutputUnbound, syntax.Identifier, $"'{parameter.Name}' is none of those ({known})");
            }
            else if (IsWeight(source))
            {
                complaints.Add(Descriptors.OutputUnbound, syntax.Identifier, $"'{parameter.Name}' is the weight of an example in training; predict without it");
            }
            else if (IsTarget(source))
            {
                complaints.Add(Descriptors.OutputUnbound, syntax.Identifier, $"'{parameter.Name}' is the target, which is not known when predicting; predict without it");
            }
            else if (!SymbolEqualityComparer.Default.Equals(source.Type, parameter.Type) || parameter.RefKind != source.RefKind)
            {
                complaints.Add(Descriptors.OutputUnbound, (SyntaxNode?)syntax.Type ?? syntax, $"'{parameter.Name}' is a {source.Type.Name} there and a {parameter.Type.Name} here");
            }
        }
    }

    private static bool IsTarget(IParameterSymbol parameter) => Has(parameter, ArgumentRole.Target);

    private static bool IsWeight(IParameterSymbol parameter) => Has(parameter, ArgumentRole.Weight);

    private static bool Has(IParameterSymbol parameter, ArgumentRole role) =>
        EquationAttributes.RolesOf(parameter).Any(r => ModelReader.ShortNameOf(r) == role.ToString());

    private void CheckArguments(List<ArgumentSpec> arguments, IMethodSymbol home, IMethodSymbol? output)
    {
        if (!arguments.Any(static a => a.Role == ArgumentRole.Input))
        {
            complaints.Add(Descriptors.NoInput, NameOf(home), home.Name);
        }

        if (output is null && arguments.Find(static a => a.Role is ArgumentRole.Target or ArgumentRole.Weight) is { } target)
        {
            complaints.Add(Descriptors.OutputMissing, NameOf(home), home.Name, target.Name);
        }
    }

    private SyntaxToken NameOf(IMethodSymbol method) =>
        ((MethodDeclarationSyntax)method.DeclaringSyntaxReferences[0].GetSyntax(cancellation)).Identifier;

    private SyntaxNode Syntax(IParameterSymbol parameter) => parameter.DeclaringSyntaxReferences[0].GetSyntax(cancellation);
}
