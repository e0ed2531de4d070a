using System.Reflection;

namespace KernelGen.Gallery.Reporting;

/// <summary>Finds the file that the build generated for a model.</summary>
public static class GeneratedSource
{
    private const string MetadataKey = "GeneratedSources";

    /// <summary>The path of the model's generated file, or null where this program runs away from its build.</summary>
    public static string? Find(Type model)
    {
        string? folder = model.Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(static metadata => metadata.Key == MetadataKey)?.Value;
        return folder is null ? null : Find(model.Name, folder, AppContext.BaseDirectory);
    }

    /// <summary>Looks for <c>{modelName}.g.cs</c>, with or without its namespace before it, in a folder below any parent of a start.</summary>
    internal static string? Find(string modelName, string folder, string start)
    {
        for (DirectoryInfo? parent = new(start); parent is not null; parent = parent.Parent)
        {
            string candidate = Path.Combine(parent.FullName, folder);
            if (Directory.Exists(candidate))
            {
                return Directory
                    .EnumerateFiles(candidate, $"*{modelName}.g.cs", SearchOption.AllDirectories)
                    .FirstOrDefault(file => $".{Path.GetFileName(file)}".EndsWith($".{modelName}.g.cs", StringComparison.Ordinal));
            }
        }

        return null;
    }
}
