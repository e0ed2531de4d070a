using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Emit;

namespace KernelGen.Generators.Tests.Running;

/// <summary>Generated models, compiled and loaded; they share the runtime package with the tests.</summary>
internal sealed class LoadedModels : IDisposable
{
    private readonly AssemblyLoadContext context = new("generated models", isCollectible: true);
    private readonly System.Reflection.Assembly assembly;

    private LoadedModels(Stream image) => assembly = context.LoadFromStream(image);

    /// <summary>Every model class, the double twins among them.</summary>
    public IEnumerable<Type> All => assembly.GetTypes().Where(static t => t.IsAssignableTo(typeof(IModel)));

    public static LoadedModels From(Compilation compilation)
    {
        using MemoryStream image = new();
        EmitResult result = compilation.Emit(image);
        if (!result.Success)
        {
            throw new GeneratorRunException($"The models do not compile:\n{string.Join("\n", result.Diagnostics.Take(20))}");
        }

        image.Position = 0;
        return new LoadedModels(image);
    }

    /// <param name="fullName">As reflection spells it: nested classes after a plus sign.</param>
    public Type Find(string fullName) => assembly.GetType(fullName, throwOnError: true)!;

    public object Create(string fullName) => Activator.CreateInstance(Find(fullName))!;

    public void Dispose() => context.Unload();
}
