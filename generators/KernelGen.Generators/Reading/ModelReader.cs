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

/// <summary>Turns an annotated class into a <see cref="ModelSpec"/>, or says what is wrong with it.</summary>
/// <remarks>The generator reads silently; the analyzer passes a reporter and throws the result away.</remarks>
internal sealed class ModelReader(INamedTypeSymbol type, Action<Diagnostic>? report, CancellationToken cancellation)
{
    public const string AttributeNamespace = "KernelGen";

    private const int LargestArray = 0x7FFFFFC7;

    private bool failed;

    /// <summary>The declaration in a form that compares by value, or null if anything is wrong with it.</summary>
    public static ModelSpec? Read(INamedTypeSymbol type, Action<Diagnostic>? report, CancellationToken cancellation) =>
        new ModelReader(type, report, cancellation).Read();

    /// <summary>The attributes of the class that belong to a declaration, in source order.</summary>
    public static ImmutableArray<AttributeData> OwnAttributes(INamedTypeSymbol type) =>
        type.GetAttributes().Where(static a => NameOf(a).Length > 0).ToImmutableArray();

    /// <summary>The short name of one of our attributes, e.g. <c>Dense</c>; empty for any other.</summary>
    public static string NameOf(AttributeData attribute) =>
        attribute.AttributeClass is
        {
            ContainingNamespace: { Name: AttributeNamespace, ContainingNamespace.IsGlobalNamespace: true },
            Name: "ModelAttribute" or "DenseAttribute" or "LossAttribute" or "RegularizeAttribute",
        }
        ? attribute.AttributeClass.Name.Substring(0, attribute.AttributeClass.Name.Length - "Attribute".Length)
        : "";

    private ModelSpec? Read()
    {
        ImmutableArray<AttributeData> attributes = OwnAttributes(type);
        AttributeData? model = attributes.FirstOrDefault(static a => NameOf(a) == "Model");
        if (model is null || type.TypeKind != TypeKind.Class || type.Name.Length == 0)
        {
            // On anything but a class the compiler refuses the attribute itself; a class without a name is still being typed.
            return null;
        }

        CheckType();
        CheckPlacement(attributes, model);
        cancellation.ThrowIfCancellationRequested();

        int inputs = ReadInputs(model);
        Precision precision = ReadNamed(model, "Precision", Precision.Single);
        List<LayerSpec> layers = [];
        List<AttributeData> layerAttributes = [];
        foreach (AttributeData attribute in attributes.Where(static a => NameOf(a) == "Dense"))
        {
            layers.Add(new LayerSpec(
                ReadPositive(attribute, "The number of units", 0),
                ReadPositional(attribute, 1, Activation.Linear),
                ReadBias(attribute)));
            layerAttributes.Add(attribute);
        }

        if (layers.Count == 0)
        {
            Report(Descriptors.NoLayers, IdentifierOf(Declaration(model)), type.Name);
        }

        LossSpec? loss = null;
        AttributeData? lossAttribute = attributes.FirstOrDefault(static a => NameOf(a) == "Loss");
        if (lossAttribute is not null)
        {
            loss = new LossSpec(ReadPositional(lossAttribute, 0, Loss.SquaredError), ReadNamed(lossAttribute, "Targets", Targets.Natural));
        }

        double l1 = 0, l2 = 0;
        AttributeData? regularize = attributes.FirstOrDefault(static a => NameOf(a) == "Regularize");
        if (regularize is not null)
        {
            l1 = ReadFactor(regularize, "L1");
            l2 = ReadFactor(regularize, "L2");
            if (lossAttribute is null)
            {
                Report(Descriptors.RegularizeWithoutLoss, Syntax(regularize), type.Name);
            }
        }

        // What layers and loss mean together can only be judged when each is right by itself.
        if (!failed)
        {
            CheckMeaning(layers, layerAttributes, loss, lossAttribute);
            CheckSize(inputs, layers, layerAttributes);
            CheckMembers(layers, precision, loss);
        }

        return failed ? null : new ModelSpec(Describe(), precision, inputs, layers.ToEquatableArray(), loss, l1, l2);
    }

    private void CheckType()
    {
        foreach (TypeDeclarationSyntax declaration in Declarations(type))
        {
            if (!declaration.Modifiers.Any(SyntaxKind.PartialKeyword))
            {
                Report(Descriptors.NotPartial, declaration.Identifier, type.Name);
            }

            if (declaration.TypeParameterList is { } typeParameters)
            {
                Report(Descriptors.Generic, typeParameters, type.Name);
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
            Report(Descriptors.NotAClass, first.Identifier, type.Name, oddity);
        }

        if (oddity is null && WhyNotConstructible() is { } reason)
        {
            Report(Descriptors.NoParameterlessConstructor, first.Identifier, type.Name, reason);
        }

        for (INamedTypeSymbol? container = type.ContainingType; container is not null; container = container.ContainingType)
        {
            foreach (TypeDeclarationSyntax declaration in Declarations(container))
            {
                if (!declaration.Modifiers.Any(SyntaxKind.PartialKeyword) || declaration.TypeParameterList is not null || container.IsFileLocal)
                {
                    Report(Descriptors.ContainerNotPartial, declaration.Identifier, container.Name, type.Name);
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

    private void CheckPlacement(ImmutableArray<AttributeData> attributes, AttributeData model)
    {
        TypeDeclarationSyntax home = Declaration(model);
        foreach (AttributeData attribute in attributes)
        {
            if (Declaration(attribute) != home)
            {
                Report(Descriptors.LayersSpread, Syntax(attribute), type.Name);
                return;
            }
        }
    }

    private void CheckMeaning(List<LayerSpec> layers, List<AttributeData> layerAttributes, LossSpec? loss, AttributeData? lossAttribute)
    {
        if (loss is null || lossAttribute is null)
        {
            return;
        }

        for (int i = 0; i < layers.Count; i++)
        {
            if (layers[i].Activation == Activation.HardThreshold)
            {
                Report(Descriptors.HardThresholdBeforeLoss, Argument(layerAttributes[i], 1));
            }
        }

        int outputs = layers[layers.Count - 1].Units;
        SyntaxNode lossSyntax = Argument(lossAttribute, 0);
        string name = "Loss." + loss.Loss;
        switch (loss.Loss)
        {
            case Loss.SoftmaxCrossEntropy when outputs == 1:
                Report(Descriptors.NeedsTwoOutputs, lossSyntax, name, "Loss.LogisticCrossEntropy");
                break;
            case Loss.MulticlassHinge when outputs == 1:
                Report(Descriptors.NeedsTwoOutputs, lossSyntax, name, "Loss.Hinge");
                break;
            case Loss.LogisticCrossEntropy when outputs > 1:
                Report(Descriptors.NeedsOneOutput, lossSyntax, name, Text(outputs), "Loss.SoftmaxCrossEntropy");
                break;
            case Loss.Hinge when outputs > 1:
                Report(Descriptors.NeedsOneOutput, lossSyntax, name, Text(outputs), "Loss.MulticlassHinge");
                break;
        }

        if (loss.Targets == Targets.Distribution && loss.Loss != Loss.SoftmaxCrossEntropy)
        {
            Report(Descriptors.DistributionWithoutSoftmax, NamedArgument(lossAttribute, "Targets") ?? lossSyntax);
        }
    }

    /// <summary>Either layout of the weights, rows padded to 16 elements, must fit.</summary>
    private void CheckSize(int inputs, List<LayerSpec> layers, List<AttributeData> layerAttributes)
    {
        static long Padded(int size) => (size + 15L) / 16 * 16;
        double total = 0;
        for (int i = 0; i < layers.Count; i++)
        {
            int units = layers[i].Units;
            total += Math.Max((double)Padded(units) * inputs, (double)units * Padded(inputs)) + Padded(units);
            if (total > LargestArray)
            {
                Report(Descriptors.TooLarge, Argument(layerAttributes[i], 0), type.Name, Text(LargestArray));
                return;
            }

            inputs = units;
        }
    }

    private void CheckMembers(List<LayerSpec> layers, Precision precision, LossSpec? loss)
    {
        HashSet<string> generated = GeneratedMembers.Of(layers, precision, loss);
        if (generated.Contains(type.Name))
        {
            Report(Descriptors.MemberCollision, Declarations(type).First().Identifier, type.Name, type.Name);
        }

        for (INamedTypeSymbol? ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            foreach (string inherited in ancestor.GetMembers()
                .Where(m => m.DeclaredAccessibility != Accessibility.Private && generated.Contains(m.Name))
                .Select(static m => m.Name)
                .Distinct())
            {
                Report(Descriptors.MemberCollision, Declarations(type).First().Identifier, inherited, type.Name);
            }
        }

        foreach (ISymbol member in type.GetMembers().Where(m => !m.IsImplicitlyDeclared && generated.Contains(m.Name)))
        {
            foreach (SyntaxNode declaration in member.DeclaringSyntaxReferences.Select(r => r.GetSyntax(cancellation)))
            {
                if (!IsGenerated(declaration))
                {
                    Report(Descriptors.MemberCollision, NameToken(declaration), member.Name, type.Name);
                }
            }
        }
    }

    private int ReadInputs(AttributeData model)
    {
        KeyValuePair<string, TypedConstant> inputs = model.NamedArguments.FirstOrDefault(static n => n.Key == "Inputs");
        if (inputs.Key is null)
        {
            Report(Descriptors.InputsMissing, Syntax(model), type.Name);
            return 0;
        }

        return CheckPositive(inputs.Value, "The number of inputs", NamedArgument(model, "Inputs")!);
    }

    private int ReadPositive(AttributeData attribute, string what, int position)
    {
        if (attribute.ConstructorArguments.Length <= position)
        {
            // The compiler reports the missing argument itself.
            failed = true;
            return 0;
        }

        return CheckPositive(attribute.ConstructorArguments[position], what, Argument(attribute, position));
    }

    private int CheckPositive(TypedConstant constant, string what, SyntaxNode syntax)
    {
        if (constant.Value is not int value)
        {
            failed = true;
            return 0;
        }

        if (value < 1)
        {
            Report(Descriptors.NotPositive, syntax, what, Text(value));
        }

        return value;
    }

    private double ReadFactor(AttributeData attribute, string name)
    {
        KeyValuePair<string, TypedConstant> argument = attribute.NamedArguments.FirstOrDefault(n => n.Key == name);
        if (argument.Key is null)
        {
            return 0;
        }

        if (argument.Value.Value is not double value)
        {
            failed = true;
            return 0;
        }

        if (!(value >= 0) || double.IsInfinity(value))
        {
            Report(Descriptors.BadFactor, NamedArgument(attribute, name)!, name, value.ToString(CultureInfo.InvariantCulture));
        }

        return value;
    }

    private bool ReadBias(AttributeData dense)
    {
        KeyValuePair<string, TypedConstant> argument = dense.NamedArguments.FirstOrDefault(static n => n.Key == "Bias");
        if (argument.Key is not null && argument.Value.Value is not bool)
        {
            failed = true;
        }

        return argument.Value.Value is not false;
    }

    private TEnum ReadNamed<TEnum>(AttributeData attribute, string name, TEnum absent)
        where TEnum : struct, Enum
    {
        KeyValuePair<string, TypedConstant> argument = attribute.NamedArguments.FirstOrDefault(n => n.Key == name);
        return argument.Key is null ? absent : ReadEnum<TEnum>(argument.Value, NamedArgument(attribute, name)!);
    }

    private TEnum ReadPositional<TEnum>(AttributeData attribute, int position, TEnum absent)
        where TEnum : struct, Enum
    {
        if (attribute.ConstructorArguments.Length <= position)
        {
            failed = true;
            return absent;
        }

        return ReadEnum<TEnum>(attribute.ConstructorArguments[position], Argument(attribute, position));
    }

    private TEnum ReadEnum<TEnum>(TypedConstant constant, SyntaxNode syntax)
        where TEnum : struct, Enum
    {
        if (constant.Value is not int value)
        {
            failed = true;
            return default;
        }

        if (!Enum.IsDefined(typeof(TEnum), value))
        {
            Report(Descriptors.UnknownValue, syntax, typeof(TEnum).Name, Text(value), string.Join(", ", Enum.GetNames(typeof(TEnum))));
        }

        return (TEnum)(object)value;
    }

    private TypeSpec Describe()
    {
        // Escaped as code needs it; file names have no room for the escapes.
        string space = type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString();
        List<string> containers = [];
        string fullName = type.Name;
        for (INamedTypeSymbol? container = type.ContainingType; container is not null; container = container.ContainingType)
        {
            string keyword = container.IsRecord
                ? container.IsValueType ? "record struct" : "record"
                : container.TypeKind switch { TypeKind.Struct => "struct", TypeKind.Interface => "interface", _ => "class" };
            containers.Insert(0, $"partial {keyword} {Escape(container.Name)}");
            fullName = container.Name + "." + fullName;
        }

        return new TypeSpec(
            space, containers.ToEquatableArray(), Escape(type.Name), space.Length == 0 ? fullName : space.Replace("@", "") + "." + fullName);
    }

    private void Report(DiagnosticDescriptor descriptor, SyntaxNodeOrToken where, params object[] arguments)
    {
        failed = true;
        report?.Invoke(Diagnostic.Create(descriptor, where.GetLocation(), arguments));
    }

    private IEnumerable<TypeDeclarationSyntax> Declarations(INamedTypeSymbol symbol) =>
        symbol.DeclaringSyntaxReferences.Select(r => r.GetSyntax(cancellation)).OfType<TypeDeclarationSyntax>();

    private AttributeSyntax Syntax(AttributeData attribute) =>
        (AttributeSyntax)attribute.ApplicationSyntaxReference!.GetSyntax(cancellation);

    private TypeDeclarationSyntax Declaration(AttributeData attribute) =>
        Syntax(attribute).FirstAncestorOrSelf<TypeDeclarationSyntax>()!;

    private static SyntaxToken IdentifierOf(TypeDeclarationSyntax declaration) => declaration.Identifier;

    /// <summary>The expression given for a constructor parameter, by position or by name; the attribute where it is left out.</summary>
    private SyntaxNode Argument(AttributeData attribute, int position)
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

    private ExpressionSyntax? NamedArgument(AttributeData attribute, string name) =>
        Syntax(attribute).ArgumentList?.Arguments.FirstOrDefault(a => a.NameEquals?.Name.Identifier.ValueText == name)?.Expression;

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

    private static string Escape(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
