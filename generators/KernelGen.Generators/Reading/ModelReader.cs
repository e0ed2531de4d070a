using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using KernelGen.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace KernelGen.Generators.Reading;

/// <summary>A right declaration, and beside it what only a report of errors needs.</summary>
/// <param name="Spec">The declaration in a form that compares by value.</param>
/// <param name="Origins">Where each step of its equations is written; empty for layers. Never to be kept.</param>
internal sealed record ModelReading(ModelSpec Spec, ImmutableArray<SyntaxNode> Origins);

/// <summary>Turns an annotated class into a <see cref="ModelSpec"/>, or says what is wrong with it.</summary>
/// <remarks>The generator reads silently; the analyzer passes a reporter and throws the result away.</remarks>
internal static class ModelReader
{
    public const string AttributeNamespace = "KernelGen";

    /// <summary>The declaration, or null if anything is wrong with it.</summary>
    /// <param name="type">The class.</param>
    /// <param name="compilation">What it is part of: its equations may lie in other files.</param>
    /// <param name="report">Told what is wrong.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static ModelReading? Read(INamedTypeSymbol type, Compilation compilation, Action<Diagnostic>? report, CancellationToken cancellation)
    {
        ImmutableArray<AttributeData> attributes = OwnAttributes(type);
        AttributeData? model = attributes.FirstOrDefault(static a => NameOf(a) == "Model");
        if (model is null || type.TypeKind != TypeKind.Class || type.Name.Length == 0)
        {
            // On anything but a class the compiler refuses the attribute itself; a class without a name is still being typed.
            return null;
        }

        Complaints complaints = new(report);
        AttributeValues values = new(type, complaints, cancellation);
        DeclarationChecks checks = new(type, values, complaints, cancellation);
        checks.CheckType();
        checks.CheckPlacement(attributes, model);
        cancellation.ThrowIfCancellationRequested();

        Precision precision = values.ReadNamed(model, "Precision", Precision.Single);
        if (EquationReader.IsEquationModel(type))
        {
            EquationReading? equations = new EquationReader(type, values, complaints, cancellation).Read(compilation);
            if (equations is not null)
            {
                checks.CheckMembers(equations, precision);
            }

            return complaints.Any || equations is null ? null : Combine(Describe(type), precision, equations);
        }

        // Equations that nobody marked are not asked for what only layers need.
        bool isUnmarked = !attributes.Any(static a => NameOf(a) == "Dense") && EquationAttributes.HasRoles(type);
        int inputs = isUnmarked ? 0 : values.ReadInputs(model);
        List<LayerSpec> layers = [];
        List<AttributeData> layerAttributes = [];
        foreach (AttributeData attribute in attributes.Where(static a => NameOf(a) is "Dense" or "Dropout"))
        {
            if (NameOf(attribute) == "Dropout")
            {
                double rate = values.ReadShare(attribute, "rate", 0, Descriptors.BadDropout);
                checks.CheckDropout(attribute, layers, attributes);
                if (layers.Count > 0)
                {
                    layers[layers.Count - 1] = layers[layers.Count - 1] with { Dropout = rate };
                }

                continue;
            }

            layers.Add(new LayerSpec(
                values.ReadPositive(attribute, "The number of units", 0),
                values.ReadPositional(attribute, 1, Activation.Linear),
                values.ReadFlag(attribute, "Bias", absent: true)));
            layerAttributes.Add(attribute);
        }

        if (layers.Count == 0)
        {
            complaints.Add(Descriptors.NoLayers, values.Declaration(model).Identifier, type.Name);
        }

        LossSpec? loss = null;
        AttributeData? lossAttribute = attributes.FirstOrDefault(static a => NameOf(a) == "Loss");
        if (lossAttribute is not null)
        {
            loss = new LossSpec(
                values.ReadPositional(lossAttribute, 0, Loss.SquaredError),
                values.ReadNamed(lossAttribute, "Targets", Targets.Natural),
                values.ReadShare(lossAttribute, "LabelSmoothing", Descriptors.BadSmoothing),
                values.ReadFlag(lossAttribute, "Weighted", absent: false));
        }

        double l1 = 0, l2 = 0;
        AttributeData? regularize = attributes.FirstOrDefault(static a => NameOf(a) == "Regularize");
        if (regularize is not null)
        {
            l1 = values.ReadFactor(regularize, "L1");
            l2 = values.ReadFactor(regularize, "L2");
            if (lossAttribute is null)
            {
                complaints.Add(Descriptors.RegularizeWithoutLoss, values.Syntax(regularize), type.Name);
            }
        }

        // What layers and loss mean together can only be judged when each is right by itself.
        if (!complaints.Any)
        {
            checks.CheckMeaning(layers, loss, lossAttribute);
            checks.CheckSize(inputs, layers, layerAttributes);
            checks.CheckMembers(layers, precision, loss);
        }

        return complaints.Any
            ? null
            : new ModelReading(
                new ModelSpec(Describe(type), precision, inputs, layers.ToEquatableArray(), loss, l1, l2), ImmutableArray<SyntaxNode>.Empty);
    }

    private static ModelReading Combine(TypeSpec type, Precision precision, EquationReading equations)
    {
        int inputs = equations.Form.Arguments.Where(static a => a.Role == ArgumentRole.Input).Sum(static a => a.Rows);
        ModelSpec spec = new(type, precision, inputs, EquatableArray<LayerSpec>.Empty, Loss: null, L1: 0, L2: 0) { Equations = equations.Form };
        return new ModelReading(spec, equations.Origins);
    }

    /// <summary>The attributes of the class that belong to a declaration, in source order.</summary>
    public static ImmutableArray<AttributeData> OwnAttributes(INamedTypeSymbol type) =>
        type.GetAttributes().Where(static a => NameOf(a).Length > 0).ToImmutableArray();

    /// <summary>The short name of an attribute of a class, e.g. <c>Dense</c>; empty for any other.</summary>
    public static string NameOf(AttributeData attribute) =>
        ShortNameOf(attribute) is "Model" or "Dense" or "Dropout" or "Loss" or "Regularize" ? ShortNameOf(attribute) : "";

    /// <summary>The name of an attribute of our namespace as it is written, e.g. <c>Input</c>; empty for any other.</summary>
    public static string ShortNameOf(AttributeData attribute) =>
        attribute.AttributeClass is { ContainingNamespace: { Name: AttributeNamespace, ContainingNamespace.IsGlobalNamespace: true }, Name: { } name }
            && name.EndsWith("Attribute", StringComparison.Ordinal)
        ? name.Substring(0, name.Length - "Attribute".Length)
        : "";

    private static TypeSpec Describe(INamedTypeSymbol type)
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

    /// <summary>A name as code needs it.</summary>
    public static string Escape(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;
}
