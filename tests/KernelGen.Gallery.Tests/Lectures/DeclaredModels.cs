using KernelGen.Gallery.Models;

namespace KernelGen.Gallery.Tests.Lectures;

/// <summary>Every class that the build made a model of, twins in double included.</summary>
internal static class DeclaredModels
{
    public static Dictionary<string, Type> All { get; } = typeof(GalleryModel).Assembly.GetTypes()
        .Where(static type => type.IsAssignableTo(typeof(IModel)))
        .ToDictionary(static type => type.DeclaringType is { } outer ? $"{outer.Name}.{type.Name}" : type.Name);

    public static IModelProbe ProbeOf(string model) => (IModelProbe)All[model].GetProperty(nameof(IModel.Probe))!.GetValue(null)!;
}
