using System.Globalization;
using System.Reflection;
using KernelGen.Benchmarks.Measuring;
using KernelGen.Benchmarks.Workloads;
using KernelGen.Generators.Planning;
using KernelGen.Generators.Tests.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace KernelGen.Benchmarks.Tune;

/// <summary>Variants of a workload, compiled in memory and loaded.</summary>
internal sealed class VariantAssembly : IDisposable
{
    private readonly LoadedModels models;
    private readonly TunedModel model;
    private readonly IReadOnlyList<Variant> variants;

    /// <exception cref="InvalidOperationException">The compiler has a complaint.</exception>
    public VariantAssembly(TunedModel model, IReadOnlyList<Variant> variants)
    {
        this.model = model;
        this.variants = variants;
        CSharpCompilation compilation = SourceCompilation.Of(variants.Select(static (v, i) => v.Write(NameOf(i))));

        // As a program is compiled: tests have their arithmetic checked.
        compilation = compilation.WithOptions(compilation.Options.WithOverflowChecks(false).WithNullableContextOptions(NullableContextOptions.Annotations));
        using var image = new MemoryStream();
        EmitResult result = compilation.Emit(image);
        models = result.Success
            ? new LoadedModels(image.ToArray())
            : throw new InvalidOperationException(string.Join("\n", result.Diagnostics.Where(static d => d.Severity == DiagnosticSeverity.Error).Take(5)));
    }

    /// <summary>The variants in order, ready to be called.</summary>
    public IReadOnlyList<IKernelLoop> Start()
    {
        Type[] types = [.. Enumerable.Range(0, variants.Count).Select(i => models.All.Single(t => t.Name == NameOf(i)))];
        Type element = model.IsDouble ? typeof(double) : typeof(float);
        Type target = types[0].GetMethod("Cost")!.GetParameters()[1].ParameterType.GenericTypeArguments[0];
        object info = types[0].GetProperty("Info")!.GetValue(null)!;
        object batches = Activator.CreateInstance(typeof(MiniBatches<,>).MakeGenericType(element, target), info, model.BatchSize, 2UL)!;
        return [.. types.Select((type, i) => Start(type, element, target, batches, advance: variants[i].Alone is null or <= 0))];
    }

    private IKernelLoop Start(Type type, Type element, Type target, object batches, bool advance)
    {
        if (model.Kind == ProcedureKind.Predict)
        {
            MethodInfo predict = type.GetMethods().Single(static m => m.Name == "Predict" && m.GetParameters().Length == 2);
            Delegate prediction = predict.CreateDelegate(typeof(Predict<>).MakeGenericType(type));
            return Create(typeof(VariantPrediction<,>).MakeGenericType(type, target), batches, advance, prediction);
        }

        Delegate step = type.GetMethod("SgdStep")!.CreateDelegate(typeof(DescentStep<,,>).MakeGenericType(type, element, target));
        return Create(typeof(VariantStep<,,>).MakeGenericType(type, element, target), batches, advance, step, model.BatchSize);
    }

    public void Dispose() => models.Dispose();

    private static string NameOf(int variant) => "Variant" + variant.ToString(CultureInfo.InvariantCulture);

    private static IKernelLoop Create(Type loop, params object[] arguments) => (IKernelLoop)Activator.CreateInstance(loop, arguments)!;
}
