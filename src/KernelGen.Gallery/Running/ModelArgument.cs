using System.CommandLine.Parsing;
using KernelGen.Gallery.Models;

namespace KernelGen.Gallery.Running;

/// <summary>The name of a model on the command line.</summary>
internal static class ModelArgument
{
    /// <summary>The model of the name, or null after saying which names there are.</summary>
    public static GalleryModel? Parse(ArgumentResult result)
    {
        string name = result.Tokens[0].Value;
        GalleryModel? found = ModelCatalog.Find(name);
        if (found is null)
        {
            result.AddError($"There is no model {name}; expected one of {string.Join(", ", ModelCatalog.Models.Select(static m => m.Name))}.");
        }

        return found;
    }

    /// <summary>The model of the name where it can be trained, or null after saying why not.</summary>
    public static GalleryModel? ParseTrained(ArgumentResult result)
    {
        GalleryModel? found = Parse(result);
        if (found is { Training: null })
        {
            result.AddError($"{found.Name} has nothing to learn; show {found.Name} prints it.");
        }

        return found?.Training is null ? null : found;
    }
}
