using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace KernelGen.Consumer.Tests.Surface;

/// <summary>
/// What users of an assembly can write against, as declarations of C# in a fixed order: types, members, nullability, default values,
/// constraints, and the attributes that change how something is used.
/// </summary>
internal static class PublicSurface
{
    // Names without namespaces: these follow from the types around them, and a difference is read by people.
    private static readonly SymbolDisplayFormat Member = new(
        SymbolDisplayGlobalNamespaceStyle.Omitted,
        SymbolDisplayTypeQualificationStyle.NameAndContainingTypes,
        SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeTypeConstraints | SymbolDisplayGenericsOptions.IncludeVariance,
        SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeModifiers | SymbolDisplayMemberOptions.IncludeAccessibility
            | SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeConstantValue | SymbolDisplayMemberOptions.IncludeRef,
        SymbolDisplayDelegateStyle.NameAndSignature,
        SymbolDisplayExtensionMethodStyle.StaticMethod,
        SymbolDisplayParameterOptions.IncludeModifiers | SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName
            | SymbolDisplayParameterOptions.IncludeDefaultValue | SymbolDisplayParameterOptions.IncludeExtensionThis,
        SymbolDisplayPropertyStyle.ShowReadWriteDescriptor,
        SymbolDisplayLocalOptions.None,
        SymbolDisplayKindOptions.IncludeMemberKeyword | SymbolDisplayKindOptions.IncludeTypeKeyword,
        SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers
            | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier | SymbolDisplayMiscellaneousOptions.AllowDefaultLiteral);

    private static readonly SymbolDisplayFormat Reference = Member
        .WithMemberOptions(SymbolDisplayMemberOptions.None)
        .WithKindOptions(SymbolDisplayKindOptions.None)
        .WithGenericsOptions(SymbolDisplayGenericsOptions.IncludeTypeParameters);

    private static readonly HashSet<string> ShownAttributes =
    [
        "ObsoleteAttribute", "EditorBrowsableAttribute", "ExperimentalAttribute", "FlagsAttribute", "AttributeUsageAttribute",
        "RequiresUnreferencedCodeAttribute", "RequiresDynamicCodeAttribute", "CollectionBuilderAttribute", "InterpolatedStringHandlerAttribute",
    ];

    /// <summary>The assemblies of .NET.</summary>
    public static IReadOnlyList<MetadataReference> Platform { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>The surface of an assembly.</summary>
    /// <param name="assembly">Its file.</param>
    /// <param name="references">The files of the assemblies that it uses, beside those of .NET.</param>
    public static string Of(byte[] assembly, params byte[][] references)
    {
        MetadataReference read = MetadataReference.CreateFromImage(assembly);
        CSharpCompilation compilation = CSharpCompilation.Create(
            "reader", references: [read, .. references.Select(static file => MetadataReference.CreateFromImage(file)), .. Platform]);
        var symbol = (IAssemblySymbol)compilation.GetAssemblyOrModuleSymbol(read)!;
        var text = new StringBuilder();
        foreach (IGrouping<string, INamedTypeSymbol> types in TypesOf(symbol.GlobalNamespace)
            .GroupBy(static type => type.ContainingNamespace.ToDisplayString())
            .OrderBy(static types => types.Key, StringComparer.Ordinal))
        {
            text.Append(text.Length == 0 ? "" : "\n").Append("namespace ").Append(types.Key).Append('\n');
            foreach (INamedTypeSymbol type in types.OrderBy(NameOf, StringComparer.Ordinal))
            {
                text.Append('\n');
                Write(text, type, "");
            }
        }

        return text.ToString();
    }

    private static IEnumerable<INamedTypeSymbol> TypesOf(INamespaceSymbol scope) =>
        scope.GetTypeMembers().Where(IsPublic).Concat(scope.GetNamespaceMembers().SelectMany(TypesOf));

    private static void Write(StringBuilder text, INamedTypeSymbol type, string indent)
    {
        WriteAttributes(text, type, indent);
        text.Append(indent).Append(Declaration(type));
        if (type.TypeKind == TypeKind.Delegate)
        {
            text.Append(";\n");
            return;
        }

        text.Append('\n').Append(indent).Append("{\n");
        string inner = indent + "    ";
        foreach (ISymbol member in type.GetMembers().Where(IsShown).OrderBy(Order).ThenBy(NameOf, StringComparer.Ordinal))
        {
            WriteAttributes(text, member, inner);
            text.Append(inner).Append(InterfaceModifiers(member)).Append(member.ToDisplayString(Member)).Append(type.TypeKind == TypeKind.Enum ? ",\n" : member is IPropertySymbol ? "\n" : ";\n");
        }

        foreach (INamedTypeSymbol nested in type.GetTypeMembers().Where(IsPublic).OrderBy(NameOf, StringComparer.Ordinal))
        {
            Write(text, nested, inner);
        }

        text.Append(indent).Append("}\n");
    }

    /// <summary>The line that opens a type.</summary>
    private static string Declaration(INamedTypeSymbol type)
    {
        if (type.TypeKind == TypeKind.Delegate)
        {
            return $"{Accessibility(type)} {type.ToDisplayString(Member)}";
        }

        string modifiers = type switch
        {
            { TypeKind: not TypeKind.Class } => "",
            { IsStatic: true } => "static ",
            { IsAbstract: true } => "abstract ",
            { IsSealed: true } => "sealed ",
            _ => "",
        };
        IEnumerable<string> bases = (type.BaseType is { SpecialType: SpecialType.None } parent ? [parent] : Array.Empty<INamedTypeSymbol>())
            .Concat(type.Interfaces.Where(face => IsPublic(face) && !IsImplied(face, type)).OrderBy(NameOf, StringComparer.Ordinal))
            .Select(static t => t.ToDisplayString(Reference));
        string inherited = type.TypeKind == TypeKind.Enum
            ? type.EnumUnderlyingType!.SpecialType == SpecialType.System_Int32 ? "" : $" : {type.EnumUnderlyingType.ToDisplayString(Reference)}"
            : string.Join(", ", bases) is { Length: > 0 } list ? $" : {list}" : "";

        // Constraints stand after what a type inherits.
        string shown = type.ToDisplayString(Member);
        int constraints = shown.IndexOf(" where ", StringComparison.Ordinal);
        string head = constraints < 0 ? shown : shown[..constraints];
        return $"{Accessibility(type)} {modifiers}{head}{inherited}{(constraints < 0 ? "" : shown[constraints..])}";
    }

    /// <summary>Whether a type has an interface because of another that it names, or because it is a record.</summary>
    private static bool IsImplied(INamedTypeSymbol face, INamedTypeSymbol type) =>
        (type.IsRecord && face.Name == "IEquatable")
        || type.Interfaces.Any(other => other.AllInterfaces.Contains(face, SymbolEqualityComparer.Default))
        || (type.BaseType?.AllInterfaces.Contains(face, SymbolEqualityComparer.Default) ?? false);

    /// <summary>What tells a member of an interface from one that every implementation writes; the symbol's own text leaves it out.</summary>
    private static string InterfaceModifiers(ISymbol member) => member switch
    {
        { ContainingType.TypeKind: not TypeKind.Interface } => "",
        { IsStatic: true, IsAbstract: true } => "static abstract ",
        { IsStatic: true, IsVirtual: true } => "static virtual ",
        { IsStatic: true } => "static ",
        { IsVirtual: true } => "virtual ",
        _ => "",
    };

    private static string Accessibility(ISymbol symbol) => SyntaxFacts.GetText(symbol.DeclaredAccessibility);

    private static bool IsPublic(ISymbol symbol) => symbol.DeclaredAccessibility is Microsoft.CodeAnalysis.Accessibility.Public
        or Microsoft.CodeAnalysis.Accessibility.Protected or Microsoft.CodeAnalysis.Accessibility.ProtectedOrInternal;

    /// <summary>Whether it is a member that someone wrote and others can use; what every record or object has is left out.</summary>
    private static bool IsShown(ISymbol member) => IsPublic(member) && member switch
    {
        { ContainingType.IsSealed: true, DeclaredAccessibility: not Microsoft.CodeAnalysis.Accessibility.Public } => false,
        INamedTypeSymbol => false,
        IMethodSymbol { MethodKind: MethodKind.PropertyGet or MethodKind.PropertySet or MethodKind.EventAdd or MethodKind.EventRemove } => false,
        IMethodSymbol { OverriddenMethod: { } overridden } => RootOf(overridden).ContainingType.SpecialType != SpecialType.System_Object,
        IMethodSymbol { MethodKind: MethodKind.Constructor, Parameters.IsEmpty: true } => !member.ContainingType.IsValueType,
        IFieldSymbol { Name: "value__" } => false,
        _ => true,
    } && !HasAttribute(member, "CompilerGeneratedAttribute");

    private static IMethodSymbol RootOf(IMethodSymbol method) => method.OverriddenMethod is { } overridden ? RootOf(overridden) : method;

    private static bool HasAttribute(ISymbol symbol, string name) => symbol.GetAttributes().Any(a => a.AttributeClass?.Name == name);

    private static int Order(ISymbol member) => member switch
    {
        IFieldSymbol { ContainingType.TypeKind: TypeKind.Enum, ConstantValue: { } value } => Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture),
        IFieldSymbol => 0,
        IMethodSymbol { MethodKind: MethodKind.Constructor } => 1,
        IPropertySymbol => 2,
        IEventSymbol => 3,
        IMethodSymbol { MethodKind: MethodKind.UserDefinedOperator or MethodKind.Conversion } => 5,
        _ => 4,
    };

    /// <summary>What decides the order: the name, and what tells it from others of that name.</summary>
    private static string NameOf(ISymbol symbol) => $"{symbol.Name} {symbol.ToDisplayString(Member)}";

    private static void WriteAttributes(StringBuilder text, ISymbol symbol, string indent)
    {
        foreach (string attribute in symbol.GetAttributes()
            .Where(static a => a.AttributeClass is { } kind && ShownAttributes.Contains(kind.Name))
            .Select(static a => Shown(a)).Order(StringComparer.Ordinal))
        {
            text.Append(indent).Append('[').Append(attribute).Append("]\n");
        }
    }

    private static string Shown(AttributeData attribute)
    {
        string name = attribute.AttributeClass!.Name[..^"Attribute".Length];
        string arguments = string.Join(
            ", ",
            attribute.ConstructorArguments.Select(static a => a.ToCSharpString())
                .Concat(attribute.NamedArguments.Select(static a => $"{a.Key} = {a.Value.ToCSharpString()}")));
        return arguments.Length == 0 ? name : $"{name}({arguments})";
    }
}
