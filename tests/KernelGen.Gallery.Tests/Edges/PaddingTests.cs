using KernelGen.Gallery.Models;
using KernelGen.Testing;

namespace KernelGen.Gallery.Tests.Edges;

/// <summary>Padding is nobody's parameter: it is zero and stays zero.</summary>
public sealed class PaddingTests
{
    [Fact]
    public void Fifty_steps_leave_the_padding_of_rectifiers_zero() => FiftySteps<Rectifiers, float>(0.5f);

    // The padding lanes of these hidden units hold σ(0) = ½ and ln 2.
    [Fact]
    public void Fifty_steps_leave_the_padding_of_units_zero_that_are_not_zero_at_zero() => FiftySteps<SoftClassifier, int>(2);

    [Fact]
    public void A_gradient_has_zero_padding_whatever_its_memory_held()
    {
        var bench = new Bench<SoftClassifier, float, int>(batchSize: 5, target: 1);
        bench.Gradient.AsSpan().Fill(float.NaN);
        bench.Model.Gradient(bench.Inputs, bench.Targets, bench.Gradient, bench.Workspace);
        Assert.All(PaddingOf(SoftClassifier.Info, bench.Gradient), static value => Assert.Equal(0, value));
    }

    [Fact]
    public void A_gradient_has_zeros_between_the_runs_of_its_weights()
    {
        var bench = new Bench<WideUnits, float, float>(batchSize: 5, target: 0.5f);
        Assert.Equal(272, WideUnits.Info.Parameters[0].ColumnStride);
        bench.Gradient.AsSpan().Fill(float.NaN);
        bench.Workspace.Span.Fill(float.NaN);
        bench.Model.Gradient(bench.Inputs, bench.Targets, bench.Gradient, bench.Workspace);
        Assert.All(PaddingOf(WideUnits.Info, bench.Gradient), static value => Assert.Equal(0, value));
        Assert.All(bench.Gradient, static value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void Weights_with_gaps_between_their_runs_have_the_right_gradient()
    {
        GradientCheck.Run<WideUnits>(seed: 3).ThrowIfFailed();
        GradientCheck.Run<WideUnits.DoublePrecision>(seed: 3).ThrowIfFailed();
    }

    [Fact]
    public void Initialization_leaves_the_padding_zero()
    {
        Rectifiers model = new();
        model.Parameters.Fill(float.NaN);
        model.Initialize(seed: 9);
        Assert.All(PaddingOf(Rectifiers.Info, model.Parameters), static value => Assert.Equal(0, value));
    }

    [Fact]
    public void Infinite_inputs_leave_the_padding_zero() => Diverged<Rectifiers, float>(0.5f);

    [Fact]
    public void Infinite_inputs_leave_the_padding_of_a_regularised_classifier_zero() => Diverged<SoftClassifier, int>(1);

    [Fact]
    public void Weights_set_again_after_a_diverged_step_predict_as_before()
    {
        var bench = new Bench<Logistic30, float, float>(batchSize: 3, target: 1);
        float[] saved = new float[30];
        bench.Model.W1.CopyTo(saved);
        bench.Model.Predict(bench.Inputs, bench.Outputs, bench.Workspace);
        float[] before = [.. bench.Outputs];

        float[] broken = [.. bench.Inputs];
        broken[7] = float.NaN;
        bench.Model.SgdStep(broken, bench.Targets, 0.1f, bench.Workspace);
        bench.Model.W1.CopyFrom(saved);
        bench.Model.B1[0] = 0;
        bench.Model.Predict(bench.Inputs, bench.Outputs, bench.Workspace);
        Assert.Equal(before, bench.Outputs);
    }

    private static void Diverged<TModel, TTarget>(TTarget target)
        where TModel : class, ITrainable<float, TTarget>, new()
        where TTarget : unmanaged, System.Numerics.INumber<TTarget>
    {
        var bench = new Bench<TModel, float, TTarget>(batchSize: 4, target);
        bench.Inputs[1] = float.PositiveInfinity;
        bench.Inputs[^1] = float.NaN;
        bench.Model.SgdStep(bench.Inputs, bench.Targets, 0.1f, bench.Workspace);
        Assert.All(PaddingOf(TModel.Info, bench.Model.Parameters), static value => Assert.Equal(0, value));
    }

    private static void FiftySteps<TModel, TTarget>(TTarget target)
        where TModel : class, ITrainable<float, TTarget>, new()
        where TTarget : unmanaged, System.Numerics.INumber<TTarget>
    {
        var bench = new Bench<TModel, float, TTarget>(batchSize: 6, target);
        float before = bench.Model.Cost(bench.Inputs, bench.Targets, bench.Workspace);
        for (int i = 0; i < 50; i++)
        {
            bench.Model.SgdStep(bench.Inputs, bench.Targets, 0.02f, bench.Workspace);
        }

        Assert.InRange(bench.Model.Cost(bench.Inputs, bench.Targets, bench.Workspace), 0, before);
        Assert.All(PaddingOf(TModel.Info, bench.Model.Parameters), static value => Assert.Equal(0, value));
    }

    private static float[] PaddingOf(ModelInfo info, ReadOnlySpan<float> flat)
    {
        var occupied = new bool[flat.Length];
        foreach (ParameterLayout layout in info.Parameters)
        {
            for (int i = 0; i < layout.Count; i++)
            {
                occupied[layout.IndexOf(i / layout.Columns, i % layout.Columns)] = true;
            }
        }

        float[] padding = [.. flat.ToArray().Where((_, i) => !occupied[i])];
        Assert.NotEmpty(padding);
        return padding;
    }
}
