using System.Reflection;
using System.Runtime.Loader;

namespace KernelGen.Generators.Tests.Running;

/// <summary>Generated models, compiled and loaded; they share the runtime package with the tests.</summary>
internal sealed class LoadedModels : IDisposable
{
    private readonly AssemblyLoadContext context = new("generated models", isCollectible: true);
    private readonly Assembly assembly;

    public LoadedModels(byte[] image)
    {
        using MemoryStream stream = new(image);
        assembly = context.LoadFromStream(stream);
    }

    /// <summary>Every model class, the double twins among them.</summary>
    public IEnumerable<Type> All => assembly.GetTypes().Where(static t => t.IsAssignableTo(typeof(IModel)));

    public void Dispose() => context.Unload();
}
