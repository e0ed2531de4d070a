using System.Collections.Immutable;
using KernelGen.Generators.Diagnostics.Learning;
using Microsoft.CodeAnalysis;
using static KernelGen.Generators.Tests.Learning.LearningNotes;

namespace KernelGen.Generators.Tests.Learning;

/// <summary>Linear layers after linear layers, which are one.</summary>
public class LinearLayerTests
{
    private const string Marked = "{|KG0047:Dense(8)|}";

    [Theory]
    [InlineData("[{|KG0047:Dense(8)|}] [Dense(3)]")]
    [InlineData("[{|KG0047:Dense(8)|}] [{|KG0047:Dense(5)|}] [Dense(3)]")]
    [InlineData("[{|KG0047:Dense(8, Bias = false)|}] [Dense(6, Activation.Relu)] [Dense(3)]")]
    [InlineData("[Dense(8, Activation.Relu)] [{|KG0047:Dense(6)|}] [Dense(3)]")]
    [InlineData("[Dense(8, Activation.Relu)] [Dense(3)]")]
    [InlineData("[Dense(3)]")]
    public Task Every_linear_layer_before_another_layer_is_noted(string layers) =>
        Says($"[Model(Inputs = 4)] {layers} [Loss(Loss.SoftmaxCrossEntropy)] {Class}");

    [Fact]
    public async Task It_is_a_note_and_no_warning()
    {
        ImmutableArray<Diagnostic> found = await Says($"[Model(Inputs = 4)] [{Marked}] [Dense(3)] {Class}", "are together a single linear layer; put an activation such as Relu");
        Assert.Equal(DiagnosticSeverity.Info, found[0].Severity);
    }

    [Fact]
    public Task A_narrow_layer_between_is_said_to_limit_the_rank() => Says(
        $"[Model(Inputs = 9)] [{{|KG0047:Dense(2)|}}] [Dense(9)] [Loss(Loss.SquaredError)] {Class}", "together a single linear layer of rank at most 2;");

    [Theory]
    [InlineData(4, "[{|KG0047:Dense(8)|}] [Dense(3)]", LinearLayers.Merge)]
    [InlineData(4, "[{|KG0047:Dense(3)|}] [Dense(3)]", LinearLayers.Merge)]
    [InlineData(2, "[{|KG0047:Dense(2)|}] [Dense(3)]", LinearLayers.Merge)]
    [InlineData(4, "[{|KG0047:Dense(2)|}] [Dense(3)]", null)]
    [InlineData(4, "[{|KG0047:Dense(8)|}] [Dense(3, Bias = false)]", LinearLayers.MergeWithBias)]
    [InlineData(4, "[{|KG0047:Dense(8, Bias = false)|}] [Dense(3, Bias = false)]", LinearLayers.Merge)]
    [InlineData(2, "[{|KG0047:Dense(2)|}] [Dense(3, Bias = false)]", null)]
    [InlineData(2, "[{|KG0047:Dense(2, Bias = false)|}] [Dense(3, Bias = false)]", LinearLayers.Merge)]
    [InlineData(4, "[{|KG0047:Dense(8)|}] [Dense(3)] [Regularize(L2 = 0.1)]", null)]
    [InlineData(4, "[{|KG0047:Dense(8)|}] [Dense(3)] [Regularize(L1 = 0.1)]", null)]
    public async Task Layers_can_merge_where_one_can_do_what_both_do(int inputs, string layers, string? remedy)
    {
        Diagnostic found = Assert.Single(await Says($"[Model(Inputs = {inputs})] {layers} [Loss(Loss.SquaredError)] {Class}"));
        Assert.Equal(remedy, found.Properties.GetValueOrDefault(Finding.RemedyProperty));
    }

    [Theory]
    [InlineData("v * (w {|KG0047:*|} x + b) + c", LinearLayers.Merge)]
    [InlineData("v * (w {|KG0047:*|} x) + c + b[0]", LinearLayers.Merge)]
    [InlineData("v * (w {|KG0047:*|} x + b) + c[0]", LinearLayers.MergeWithBias)]
    [InlineData("v * (w {|KG0047:*|} x + b) + 2 * c", LinearLayers.MergeWithBias)]
    [InlineData("Logistic(c) + v * (w {|KG0047:*|} x + b) * 2", LinearLayers.MergeWithBias)]
    [InlineData("v * (w {|KG0047:*|} x + 1) + c + b[0]", null)]
    [InlineData("v * (w {|KG0047:*|} x + b) + c + b[0]", null)]
    [InlineData("v * (w {|KG0047:*|} x + b) + c + c * x[0]", null)]
    [InlineData("v * (w {|KG0047:*|} x + b + s) + c", null, ", [Parameter] Scalar s")]
    public async Task Only_a_bias_that_can_become_anything_takes_over_another(string prediction, string? remedy, string more = "")
    {
        Diagnostic found = Assert.Single(await SaysOfMembers(
            $"""
            [Output]
            static Vector Y(
                [Input(4)] Vector x, [Parameter(9, 4)] Matrix w, [Parameter(9)] Vector b, [Parameter(3, 9)] Matrix v, [Parameter(3)] Vector c{more}) => {prediction};
            """));
        Assert.Equal(remedy, found.Properties.GetValueOrDefault(Finding.RemedyProperty));
    }

    [Theory]
    [InlineData("v * (w {|KG0047:*|} x + c)", "c")]
    [InlineData("v * (c - w {|KG0047:*|} x)", "c")]
    [InlineData("v * Tanh(w * x + c)", "c")]
    [InlineData("v * (w * x * c)", "c")]
    [InlineData("v * (w * x + x * c)", "c")]
    [InlineData("v * (v * (w * x + c))", "c")]
    public Task Products_without_an_activation_between_are_noted(string prediction, string uses) => SaysOfMembers(
        $"""
        [Objective]
        static Scalar J([Input(4)] Vector x, [Target(4)] Vector t, [Parameter(4, 4)] Matrix w, [Parameter(4)] Vector c, [Parameter(4, 4)] Matrix v) =>
            SquaredError(Y(x, w, {uses}, v), t);

        [Output]
        static Vector Y(Vector x, Matrix w, Vector c, Matrix v) => {prediction};
        """);

    [Fact]
    public Task A_unit_is_a_layer_too() => SaysOfMembers(
        """
        [Objective]
        static Scalar J([Input(4)] Vector x, [Target] Scalar t, [Parameter(9, 4)] Matrix w, [Parameter(9)] Vector v) => SquaredError(Y(x, w, v), t);

        [Output]
        static Scalar Y(Vector x, Matrix w, Vector v) => Dot(v, w {|KG0047:*|} x);
        """);

    [Fact]
    public Task Frozen_weights_and_values_that_are_used_elsewhere_are_right() => SaysOfMembers(
        """
        [Objective]
        static Scalar J([Input(4)] Vector x, [Parameter(9, 4, Frozen = true)] Matrix r, [Parameter(2, 9)] Matrix w, [Parameter(9, 2)] Matrix v)
        {
            Vector code = w * (r * x);
            return SquaredError(v * code, r * x) + 0.01 * Norm1(code);
        }

        [Output]
        static Vector Y(Vector x, Matrix r, Matrix w) => w * (r * x);
        """);
}
