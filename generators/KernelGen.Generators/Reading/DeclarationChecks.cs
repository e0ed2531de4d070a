using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Threading;
using KernelGen.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KernelGen.Generators.Reading;

/// <summary>What a declaration must be as a whole: its class, its place, and what its parts mean together.</summary>
internal sealed class DeclarationChecks(INamedTypeSymbol type, AttributeValues values, Complaints complaints, CancellationToken cancellation)
{
    public const int LargestArray = 0x7FFFFFC7;

    public void CheckType()
    {
        foreach (TypeDeclarationSyntax declaration in Declarations(type))
        {
            if (!declaration.Modifiers.Any(SyntaxKind.PartialKeyword))
            {
                complaints.Add(Descriptors.NotPartial, declaration.Identifier, type.Name);
            }

            if (declaration.TypeParameterList is { } typeParameters)
            {
                complaints.Add(Descriptors.Generic, typeParameters, type.Name);
            }
        }

        TypeDeclarationSyntax first = Declarations(type).First();
        string? oddity =
            type.IsRecord ? "a record" :
            type.IsStatic ? "static" :
            type.IsAbstract ? "abstract" :
            type.IsFileLocal ? "local to its file" : null;
        if (oddity is not null)
        {
            complaints.Add(Descriptors.NotAClass, first.Identifier, type.Name, oddity);
        }

        if (oddity is null && WhyNotConstructible() is { } reason)
        {
            complaints.Add(Descriptors.NoParameterlessConstructor, first.Identifier, type.Name, reason);
        }

        for (INamedTypeSymbol? container = type.ContainingType; container is not null; container = container.ContainingType)
        {
            foreach (TypeDeclarationSyntax declaration in Declarations(container))
            {
                if (!declaration.Modifiers.Any(SyntaxKind.PartialKeyword) || declaration.TypeParameterList is not null || container.IsFileLocal)
                {
                    complaints.Add(Descriptors.ContainerNotPartial, declaration.Identifier, container.Name, type.Name);
                }
            }
        }
    }

    private string? WhyNotConstructible()
    {
        IMethodSymbol? constructor = type.InstanceConstructors
            .FirstOrDefault(static c => c.Parameters.Length == 0 && c.DeclaredAccessibility == Accessibility.Public);
        if (constructor is null)
        {
            return "has no public constructor without parameters; add one";
        }

        bool setsRequired = constructor.GetAttributes().Any(static a => a.AttributeClass?.Name == "SetsRequiredMembersAttribute");
        for (INamedTypeSymbol? part = type; part is not null && !setsRequired; part = part.BaseType)
        {
            if (part.GetMembers().FirstOrDefault(static m => m is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true }) is { } required)
            {
                return $"has the required member '{required.Name}'; give it a value where it is declared";
            }
        }

        return null;
    }

    public void CheckPlacement(ImmutableArray<AttributeData> attributes, AttributeData model)
    {
        TypeDeclarationSyntax home = values.Declaration(model);
        foreach (AttributeData attribute in attributes)
        {
            if (values.Declaration(attribute) != home)
            {
                complaints.Add(Descriptors.LayersSpread, values.Syntax(attribute), type.Name);
                return;
            }
        }
    }

    public void CheckMeaning(List<LayerSpec> layers, LossSpec? loss, AttributeData? lossAttribute)
    {
        if (loss is null || lossAttribute is null)
        {
            return;
        }

        int outputs = layers[layers.Count - 1].Units;
        SyntaxNode lossSyntax = values.Argument(lossAttribute, 0);
        string name = "Loss." + loss.Loss;
        switch (loss.Loss)
        {
            case Loss.SoftmaxCrossEntropy when outputs == 1:
                complaints.Add(Descriptors.NeedsTwoOutputs, lossSyntax, name, "Loss.LogisticCrossEntropy");
                break;
            case Loss.MulticlassHinge when outputs == 1:
                complaints.Add(Descriptors.NeedsTwoOutputs, lossSyntax, name, "Loss.Hinge");
                break;
            case Loss.LogisticCrossEntropy when outputs > 1:
                complaints.Add(Descriptors.NeedsOneOutput, lossSyntax, name, Text(outputs), "Loss.SoftmaxCrossEntropy");
                break;
            case Loss.Hinge when outputs > 1:
                complaints.Add(Descriptors.NeedsOneOutput, lossSyntax, name, Text(outputs), "Loss.MulticlassHinge");
                break;
        }

        if (loss.Targets == Targets.Distribution && loss.Loss != Loss.SoftmaxCrossEntropy)
        {
            complaints.Add(Descriptors.DistributionWithoutSoftmax, values.NamedArgument(lossAttribute, "Targets") ?? lossSyntax);
        }

        CheckSmoothing(loss, lossAttribute);
    }

    /// <summary>Dropout has its place after a hidden layer of several units, once.</summary>
    /// <param name="dropout">The attribute.</param>
    /// <param name="layers">The layers before it.</param>
    /// <param name="attributes">All of the model, in order.</param>
    public void CheckDropout(AttributeData dropout, List<LayerSpec> layers, ImmutableArray<AttributeData> attributes)
    {
        AttributeData? before = attributes.Take(attributes.IndexOf(dropout)).LastOrDefault(static a => ModelReader.NameOf(a) is "Dense" or "Dropout");
        string? fault =
            before is null ? "stands before the first layer, and inputs are never left out; write it below a hidden [Dense]" :
            ModelReader.NameOf(before) == "Dropout" ? "stands below another one; write one of them with the rate of both" :
            !attributes.Skip(attributes.IndexOf(dropout)).Any(static a => ModelReader.NameOf(a) == "Dense")
                ? "stands below the last layer, whose units are the outputs; write it below a hidden [Dense]" :
            layers[layers.Count - 1].Units == 1 ? "stands below a layer of one unit, without which nothing is left; remove it" :
            !attributes.Any(static a => ModelReader.NameOf(a) == "Loss") ? "has no meaning without a [Loss], as nothing is trained; remove it" : null;
        if (fault is not null)
        {
            complaints.Add(Descriptors.MisplacedDropout, values.Syntax(dropout), "[Dropout] " + fault);
        }
    }

    private void CheckSmoothing(LossSpec loss, AttributeData attribute)
    {
        if (loss.Smoothing > 0 && loss.Loss is not (Loss.LogisticCrossEntropy or Loss.SoftmaxCrossEntropy))
        {
            complaints.Add(Descriptors.SmoothingWithoutCrossEntropy, values.NamedArgument(attribute, "LabelSmoothing")!, "Loss." + loss.Loss);
        }
    }

    /// <summary>Either layout of the weights, rows padded to 16 elements, must fit.</summary>
    public void CheckSize(int inputs, List<LayerSpec> layers, List<AttributeData> layerAttributes)
    {
        long total = 0;
        for (int i = 0; i < layers.Count; i++)
        {
            int units = layers[i].Units;
            total += PaddedSize(units, inputs) + PaddedSize(units, 1);
            if (total > LargestArray)
            {
                complaints.Add(Descriptors.TooLarge, values.Argument(layerAttributes[i], 0), type.Name, Text(LargestArray), "parameters, padding included");
                return;
            }

            inputs = units;
        }
    }

    /// <summary>What a matrix of weights takes in either layout, rows padded to 16 elements; at most more than any array holds.</summary>
    public static long PaddedSize(int rows, int columns)
    {
        static long Padded(int size) => (size + 15L) / 16 * 16;
        return columns == 1
            ? Padded(rows)
            : (long)Math.Min(Math.Max((double)Padded(rows) * columns, (double)rows * Padded(columns)), LargestArray + 1.0);
    }

    public void CheckMembers(List<LayerSpec> layers, Precision precision, LossSpec? loss) =>
        CheckMembers(GeneratedMembers.Of(layers, precision, loss));

    /// <param name="equations">With where each argument is declared, among the first of the steps.</param>
    /// <param name="precision">Of the model.</param>
    public void CheckMembers(EquationReading equations, Precision precision)
    {
        HashSet<string> generated = GeneratedMembers.Of(equations.Form, precision);
        for (int i = 0; i < equations.Form.Arguments.Count; i++)
        {
            ArgumentSpec argument = equations.Form.Arguments[i];
            if (argument.Role is ArgumentRole.Parameter or ArgumentRole.Hyperparameter && !generated.Add(GeneratedMembers.ViewOf(argument.Name)))
            {
                complaints.Add(
                    Descriptors.MemberCollision, ((ParameterSyntax)equations.Origins[i]).Identifier, GeneratedMembers.ViewOf(argument.Name), type.Name);
            }
        }

        CheckMembers(generated);
    }

    /// <summary>Equations may be called Predict or Cost: they take other types than the methods of that name. A property has no overloads.</summary>
    private static bool IsOverload(ISymbol member) =>
        member is IMethodSymbol method && GeneratedMembers.IsMethod(method.Name) && method.Parameters.Any(static p => Vocabulary.KindOf(p.Type) is not null);

    private void CheckMembers(HashSet<string> generated)
    {
        if (generated.Contains(type.Name))
        {
            complaints.Add(Descriptors.MemberCollision, Declarations(type).First().Identifier, type.Name, type.Name);
        }

        for (INamedTypeSymbol? ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            foreach (string inherited in ancestor.GetMembers()
                .Where(m => m.DeclaredAccessibility != Accessibility.Private && generated.Contains(m.Name))
                .Select(static m => m.Name)
                .Distinct())
            {
                complaints.Add(Descriptors.MemberCollision, Declarations(type).First().Identifier, inherited, type.Name);
            }
        }

        foreach (ISymbol member in type.GetMembers().Where(m => !m.IsImplicitlyDeclared && generated.Contains(m.Name) && !IsOverload(m)))
        {
            foreach (SyntaxNode declaration in member.DeclaringSyntaxReferences.Select(r => r.GetSyntax(cancellation)))
            {
                if (!IsGenerated(declaration))
                {
                    complaints.Add(Descriptors.MemberCollision, NameToken(declaration), member.Name, type.Name);
                }
            }
        }
    }

    public IEnumerable<TypeDeclarationSyntax> Declarations(INamedTypeSymbol symbol) =>
        symbol.DeclaringSyntaxReferences.Select(r => r.GetSyntax(cancellation)).OfType<TypeDeclarationSyntax>();

    /// <summary>Whether a member stands in the part that the generator wrote: an analyzer sees that part too.</summary>
    private static bool IsGenerated(SyntaxNode declaration) =>
        declaration.Ancestors().OfType<TypeDeclarationSyntax>()
            .SelectMany(static t => t.AttributeLists).SelectMany(static l => l.Attributes)
            .Any(static a => a.ToString().Contains("GeneratedCode(\"KernelGen\""));

    private static SyntaxNodeOrToken NameToken(SyntaxNode declaration) => declaration switch
    {
        MethodDeclarationSyntax method => method.Identifier,
        PropertyDeclarationSyntax property => property.Identifier,
        EventDeclarationSyntax @event => @event.Identifier,
        BaseTypeDeclarationSyntax nested => nested.Identifier,
        DelegateDeclarationSyntax @delegate => @delegate.Identifier,
        VariableDeclaratorSyntax variable => variable.Identifier,
        EnumMemberDeclarationSyntax member => member.Identifier,
        _ => declaration,
    };

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
