using System.Reflection;
using KernelGen.Generators.Tests.Running;

namespace KernelGen.Generators.Tests.Equations;

/// <summary>Objectives on logits, written as they are thought of, compiled to single precision and met with logits of ±10,000.</summary>
public class ExtremeLogitsTests
{
    private static readonly double[] Logits = [-1e4, -1e4, 1e4, 1e4];

    [Theory]
    [InlineData("CrossEntropy(Logistic(z), t)")]
    [InlineData("LogisticCrossEntropy(z, t)")]
    [InlineData("-t * Log(Logistic(z)) - (1 - t) * Log(1 - Logistic(z))")]
    [InlineData("CrossEntropy(1 / (1 + Exp(-z)), t)")]
    [InlineData("Log(1 + Exp(z)) - t * z")]
    [InlineData("Softplus(z) - t * z")]
    [InlineData("SquaredError(Logistic(z), t)")]
    [InlineData("SquaredError(1 / (1 + Exp(-z)), t)")]
    [InlineData("SquaredError(Exp(z) / (1 + Exp(z)), t)")]
    [InlineData("Hinge(z, 2 * t - 1)")]
    public void Of_one_logit(string loss) => AssertFinite(
        $"[Objective] static Scalar Objective([Input] Scalar x, [Target] Scalar t, [Parameter] Scalar b) {{ var z = x + b; return {loss}; }}\n"
        + "[Output] static Scalar Output(Scalar x, Scalar b) => x + b;",
        inputs: Logits, targets: [0, 1, 0, 1]);

    [Theory]
    [InlineData("CrossEntropy(Softmax(z), t)")]
    [InlineData("SoftmaxCrossEntropy(z, t)")]
    [InlineData("MulticlassHinge(z, t)")]
    public void Of_three_logits_and_a_label(string loss) => AssertFinite(
        $"[Objective] static Scalar Objective([Input(3)] Vector x, [Target] Label t, [Parameter(3)] Vector b) {{ var z = x + b; return {loss}; }}\n"
        + "[Output] static Vector Output(Vector x, Vector b) => x + b;",
        inputs: [1e4, -1e4, 0, -1e4, 1e4, 0, 1e4, 1e4, -1e4], targets: [1, 1, 2]);

    [Theory]
    [InlineData("CrossEntropy(Softmax(z), t)")]
    [InlineData("KullbackLeibler(Softmax(z), t)")]
    [InlineData("SoftmaxCrossEntropy(z, t)")]
    [InlineData("-Dot(t, Log(Softmax(z)))")]
    [InlineData("LogSumExp(z) - Dot(t, z)")]
    [InlineData("-Dot(t, Log(Exp(z) / Sum(Exp(z))))")]
    [InlineData("CrossEntropy(Exp(z) / Sum(Exp(z)), t)")]
    [InlineData("SquaredError(Exp(z) / Sum(Exp(z)), t)")]
    public void Of_three_logits_and_a_distribution(string loss) => AssertFinite(
        $"[Objective] static Scalar Objective([Input(3)] Vector x, [Target(3)] Vector t, [Parameter(3)] Vector b) {{ var z = x + b; return {loss}; }}\n"
        + "[Output] static Vector Output(Vector x, Vector b) => x + b;",
        inputs: [1e4, -1e4, 0, -1e4, 1e4, 0, 1e4, 1e4, -1e4], targets: [0, 1, 0, 0.5, 0, 0.5, 0, 0.25, 0.75]);

    private static void AssertFinite(string equations, double[] inputs, double[] targets)
    {
        using LoadedModels models = GeneratorRun.Of(EquationSource.Model(equations)).Load();
        var probe = (IModelProbe)models.All.Single().GetProperty("Probe", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
        var parameters = new double[probe.Info.ParameterLength];
        var gradient = new double[probe.Info.ParameterLength];
        double cost = probe.Gradient(parameters, inputs, targets, gradient);
        Assert.True(double.IsFinite(cost), $"The cost is {cost}.");
        Assert.All(gradient, static g => Assert.True(double.IsFinite(g), $"The gradient has {g}."));
    }
}
