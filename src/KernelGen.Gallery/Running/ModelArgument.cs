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
}
