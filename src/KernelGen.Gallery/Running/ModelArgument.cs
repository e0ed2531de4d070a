using System.CommandLine.Parsing;
using KernelGen.Gallery.Models;

namespace KernelGen.Gallery.Running;

/// <summary>The name of a model on the command line.</summary>
internal static class ModelArgument
{
    /// <summary>The models of all the names where they can be trained, or none after saying which cannot.</summary>
    public static GalleryModel[] ParseAllTrained(ArgumentResult result)
    {
        GalleryModel?[] found = [.. result.Tokens.Select(token => Trained(result, token.Value))];
        return found.Contains(null) ? [] : [.. found.OfType<GalleryModel>()];
    }

    /// <summary>The model of the name, or null after saying which names there are.</summary>
    public static GalleryModel? Parse(ArgumentResult result) => Find(result, result.Tokens[0].Value);

    /// <summary>The model of the name where it can be trained, or null after saying why not.</summary>
    public static GalleryModel? ParseTrained(ArgumentResult result) => Trained(result, result.Tokens[0].Value);

    private static GalleryModel? Find(ArgumentResult result, string name)
    {
        GalleryModel? found = ModelCatalog.Find(name);
        if (found is null)
        {
            result.AddError($"There is no model {name}; expected one of {string.Join(", ", ModelCatalog.Models.Select(static m => m.Name))}.");
        }

        return found;
    }

    private static GalleryModel? Trained(ArgumentResult result, string name)
    {
        GalleryModel? found = Find(result, name);
        if (found is { Training: null })
        {
            result.AddError($"{found.Name} has nothing to learn; show {found.Name} prints it.");
        }

        return found?.Training is null ? null : found;
    }
}
