using System.Numerics;
using KernelGen.Gallery.Models;
using KernelGen.Testing;

namespace KernelGen.Gallery.Tests.Edges;

/// <summary>No kernel call leaves garbage.</summary>
public sealed class AllocationTests
{
    private const int BatchSize = 3;

    /// <summary>What each model allocates, call by call.</summary>
    private static Dictionary<string, Func<IEnumerable<(string Call, long Bytes)>>> Models { get; } = new()
    {
        [nameof(Mlp784x128x10)] = Classifier<Mlp784x128x10, int>,
        [nameof(Softmax784x10)] = Classifier<Softmax784x10, int>,
        [nameof(Mlp784x512x512x10)] = Classifier<Mlp784x512x512x10, int>,
        [nameof(Digits64x32x10)] = Classifier<Digits64x32x10, int>,
        [nameof(Softmax4x3)] = Classifier<Softmax4x3, int>,
        [nameof(Logistic30)] = Classifier<Logistic30, float>,
        [nameof(Logistic1000)] = Classifier<Logistic1000, float>,
        [nameof(SupportVectorMachine30)] = Classifier<SupportVectorMachine30, float>,
        [nameof(Mlp2x8x1)] = Trainable<Mlp2x8x1, float>,
        [nameof(LogisticUnit)] = Trainable<LogisticUnit, float>,
    };

    public static TheoryData<string> Names => [.. Models.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void No_call_allocates(string model)
        => Assert.All(Models[model](), static measured => Assert.Equal((measured.Call, 0L), measured));

    [Fact]
    public void Every_model_of_the_gallery_is_measured()
        => Assert.Equal(
            typeof(GalleryModel).Assembly.GetTypes().Where(static t => t.IsAssignableTo(typeof(IModel))).Select(static t => t.Name).Order(),
            Models.Keys.Order());

    private static IEnumerable<(string Call, long Bytes)> Classifier<TModel, TTarget>()
        where TModel : class, ITrainable<float, TTarget>, IClassifier<float>, new()
        where TTarget : unmanaged, INumber<TTarget>
    {
        var bench = new Bench<TModel, float, TTarget>(BatchSize, TTarget.One);
        return
        [
            .. Trainable<TModel, TTarget>(),
            ("Classify", AllocationCheck.BytesAllocatedBy(() => bench.Model.Classify(bench.Inputs, bench.Classes, bench.Workspace))),
        ];
    }

    private static IEnumerable<(string Call, long Bytes)> Trainable<TModel, TTarget>()
        where TModel : class, ITrainable<float, TTarget>, new()
        where TTarget : unmanaged, INumber<TTarget>
    {
        var bench = new Bench<TModel, float, TTarget>(BatchSize, TTarget.One);
        TModel model = bench.Model;
        ModelInfo info = TModel.Info;
        return
        [
            ("Predict one", AllocationCheck.BytesAllocatedBy(
                () => model.Predict(bench.Inputs.AsSpan(0, info.InputCount), bench.Outputs.AsSpan(0, info.OutputCount)))),
            ("Predict", AllocationCheck.BytesAllocatedBy(() => model.Predict(bench.Inputs, bench.Outputs, bench.Workspace))),
            ("Cost", AllocationCheck.BytesAllocatedBy(() => model.Cost(bench.Inputs, bench.Targets, bench.Workspace))),
            ("Gradient", AllocationCheck.BytesAllocatedBy(() => model.Gradient(bench.Inputs, bench.Targets, bench.Gradient, bench.Workspace))),
            ("SgdStep", AllocationCheck.BytesAllocatedBy(() => model.SgdStep(bench.Inputs, bench.Targets, 0.01f, bench.Workspace))),
        ];
    }
}
