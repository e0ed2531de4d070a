using System.Numerics;
using System.Reflection;
using KernelGen.Gallery.Tests.Lectures;
using KernelGen.Testing;

namespace KernelGen.Gallery.Tests.Edges;

/// <summary>No kernel call leaves garbage, in any model of the Gallery.</summary>
public sealed class AllocationTests
{
    private const int BatchSize = 3;

    public static TheoryData<string> Names => [.. DeclaredModels.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void No_call_allocates(string model) => Assert.All(Measure(model), static measured => Assert.Equal((measured.Call, 0L), measured));

    private static IEnumerable<(string Call, long Bytes)> Measure(string model)
    {
        Type type = DeclaredModels.All[model];
        Type[] precision = InterfaceOf(type, typeof(IModel<>))!;
        string measurement =
            InterfaceOf(type, typeof(ITrainable<,>)) is null ? nameof(Predicting) :
            InterfaceOf(type, typeof(IClassifier<>)) is not null ? nameof(Classifying) :
            InterfaceOf(type, typeof(IInputDifferentiable<,>)) is not null ? nameof(Differentiating) : nameof(Learning);
        return (IEnumerable<(string, long)>)typeof(AllocationTests)
            .GetMethod(measurement, BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod([type, .. InterfaceOf(type, typeof(ITrainable<,>)) ?? precision])
            .Invoke(null, null)!;
    }

    private static Type[]? InterfaceOf(Type type, Type definition) => type.GetInterfaces()
        .FirstOrDefault(candidate => candidate.IsGenericType && candidate.GetGenericTypeDefinition() == definition)?.GetGenericArguments();

    private static List<(string Call, long Bytes)> Predicting<TModel, T>()
        where TModel : class, IModel<T>, new()
        where T : unmanaged
    {
        TModel model = new();
        ModelInfo info = TModel.Info;
        var inputs = new T[BatchSize * info.InputCount];
        var outputs = new T[BatchSize * info.OutputCount];
        Workspace<T> workspace = model.CreateWorkspace(BatchSize);
        return
        [
            ("Predict one", AllocationCheck.BytesAllocatedBy(
                () => model.Predict(inputs.AsSpan(0, info.InputCount), outputs.AsSpan(0, info.OutputCount)))),
            ("Predict", AllocationCheck.BytesAllocatedBy(() => model.Predict(inputs, outputs, workspace))),
        ];
    }

    private static List<(string Call, long Bytes)> Learning<TModel, T, TTarget>()
        where TModel : class, ITrainable<T, TTarget>, new()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged, INumber<TTarget>
    {
        Bench<TModel, T, TTarget> bench = BenchOf<TModel, T, TTarget>();
        TModel model = bench.Model;
        return
        [
            .. Predicting<TModel, T>(),
            ("Cost", AllocationCheck.BytesAllocatedBy(() => model.Cost(bench.Inputs, bench.Targets, bench.Workspace))),
            ("Gradient", AllocationCheck.BytesAllocatedBy(() => model.Gradient(bench.Inputs, bench.Targets, bench.Gradient, bench.Workspace))),
            ("SgdStep", AllocationCheck.BytesAllocatedBy(
                () => model.SgdStep(bench.Inputs, bench.Targets, T.CreateChecked(0.01), bench.Workspace))),
            ("MomentumStep", AllocationCheck.BytesAllocatedBy(
                () => model.MomentumStep(bench.Inputs, bench.Targets, T.CreateChecked(0.01), bench.Momentum, bench.Workspace))),
            ("AdamStep", AllocationCheck.BytesAllocatedBy(
                () => model.AdamStep(bench.Inputs, bench.Targets, T.CreateChecked(0.01), bench.Adam, bench.Workspace))),
        ];
    }

    private static List<(string Call, long Bytes)> Classifying<TModel, T, TTarget>()
        where TModel : class, ITrainable<T, TTarget>, IClassifier<T>, new()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged, INumber<TTarget>
    {
        Bench<TModel, T, TTarget> bench = BenchOf<TModel, T, TTarget>();
        return
        [
            .. Learning<TModel, T, TTarget>(),
            ("Classify", AllocationCheck.BytesAllocatedBy(() => bench.Model.Classify(bench.Inputs, bench.Classes, bench.Workspace))),
        ];
    }

    private static List<(string Call, long Bytes)> Differentiating<TModel, T, TTarget>()
        where TModel : class, IInputDifferentiable<T, TTarget>, new()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged, INumber<TTarget>
    {
        Bench<TModel, T, TTarget> bench = BenchOf<TModel, T, TTarget>();
        var gradients = new T[BatchSize * TModel.Info.InputGradientCount];
        return
        [
            .. Learning<TModel, T, TTarget>(),
            ("InputGradient", AllocationCheck.BytesAllocatedBy(
                () => bench.Model.InputGradient(bench.Inputs, bench.Targets, gradients, bench.Workspace))),
        ];
    }

    private static Bench<TModel, T, TTarget> BenchOf<TModel, T, TTarget>()
        where TModel : class, ITrainable<T, TTarget>, new()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged, INumber<TTarget>
        => new(BatchSize, TModel.Info.Target == TargetKind.Distribution ? TTarget.CreateChecked(1.0 / TModel.Info.TargetCount) : TTarget.One);
}
