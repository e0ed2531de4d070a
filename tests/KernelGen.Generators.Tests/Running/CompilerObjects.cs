using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace KernelGen.Generators.Tests.Running;

/// <summary>Finds objects of the compiler inside a value: one of them in the pipeline keeps a whole compilation alive and never compares equal.</summary>
internal static class CompilerObjects
{
    /// <summary>The way to the first such object through fields and items, e.g. <c>Spec.Layers[0].symbol: SourceNamedTypeSymbol</c>; or null.</summary>
    public static string? Find(object? value) => Find(value, "", new(ReferenceEqualityComparer.Instance));

    private static string? Find(object? value, string path, HashSet<object> visited)
    {
        if (value is ISymbol or SyntaxNode or SyntaxTree or Compilation or Location or AttributeData or SemanticModel)
        {
            return $"{path.TrimStart('.')}: {value.GetType().Name}";
        }

        if (value is null or string or Enum or Type or MemberInfo or Pointer || value.GetType().IsPrimitive)
        {
            return null;
        }

        if (!value.GetType().IsValueType && !visited.Add(value))
        {
            return null;
        }

        RuntimeHelpers.EnsureSufficientExecutionStack();
        return value is Array array ? FindInItems(array, path, visited) : FindInFields(value, path, visited);
    }

    private static string? FindInItems(IEnumerable items, string path, HashSet<object> visited) => items
        .Cast<object?>()
        .Select((item, index) => Find(item, $"{path}[{index}]", visited))
        .FirstOrDefault(static found => found is not null);

    private static string? FindInFields(object value, string path, HashSet<object> visited)
    {
        for (Type? type = value.GetType(); type is not null; type = type.BaseType)
        {
            const BindingFlags own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
            foreach (FieldInfo field in type.GetFields(own).Where(static f => !f.FieldType.IsPointer && !f.FieldType.IsByRefLike))
            {
                if (Find(field.GetValue(value), $"{path}.{NameOf(field)}", visited) is { } found)
                {
                    return found;
                }
            }
        }

        return null;
    }

    /// <summary>The property's name for the field that the compiler made for it: <c>&lt;Name&gt;k__BackingField</c>.</summary>
    private static string NameOf(FieldInfo field) =>
        field.Name.EndsWith("k__BackingField", StringComparison.Ordinal) ? field.Name[1..field.Name.IndexOf('>', StringComparison.Ordinal)] : field.Name;
}
