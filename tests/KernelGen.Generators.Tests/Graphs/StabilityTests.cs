using KernelGen.Generators.Graphs;

namespace KernelGen.Generators.Tests.Graphs;

/// <summary>Objectives that are built on logits stay finite with their gradients, also as people write them out.</summary>
public class StabilityTests
{
    private const double Large = 1e4;

    [Theory]
    [InlineData("CrossEntropy(Logistic(s), p)")]
    [InlineData("LogisticCrossEntropy(s, p)")]
    [InlineData("CrossEntropy(Slice(Logistic(z), 1, 1), p)")]
    [InlineData("CrossEntropy(Divide(1, Add(1, Exp(Negate(s)))), p)")]
    [InlineData("Subtract(Negate(Multiply(p, Log(Logistic(s)))), Multiply(Subtract(1, p), Log(Subtract(1, Logistic(s)))))")]
    [InlineData("Log(Add(1, Exp(s)))")]
    [InlineData("CrossEntropy(Softmax(z), label)")]
    [InlineData("CrossEntropy(Softmax(z), t)")]
    [InlineData("SoftmaxCrossEntropy(z, t)")]
    [InlineData("SoftmaxCrossEntropy(z, label)")]
    [InlineData("KullbackLeibler(Softmax(z), t)")]
    [InlineData("CrossEntropy(Divide(Exp(z), Sum(Exp(z))), label)")]
    [InlineData("Negate(Log(Slice(Softmax(z), 2, 1)))")]
    [InlineData("Negate(Sum(Multiply(t, Log(Softmax(z)))))")]
    [InlineData("Sum(Multiply(t, Log(Divide(t, Softmax(z)))))")]
    [InlineData("Subtract(LogSumExp(z), Element(z, label))")]
    [InlineData("Subtract(Log(Sum(Exp(z))), Element(z, label))")]
    [InlineData("CrossEntropy(Logistic(z), t)")]
    [InlineData("KullbackLeibler(Logistic(z), t)")]
    [InlineData("SquaredError(Logistic(z), t)")]
    [InlineData("Add(SquaredError(Softmax(z), t), Sum(Softplus(z)))")]
    public void At_logits_of_ten_thousand(string objective)
    {
        Graph graph = ModelCompiler.Finish(ModelCompiler.Differentiate(ModelCompiler.Prepare(
            Rewriting.CommonSubexpressions.Apply(Expressions.Objective(objective)))));
        LeafValues leaves = LeafValues.Random(graph, new Random(3), examples: 4);
        leaves = leaves with
        {
            Values = new Dictionary<string, double[][]>(leaves.Values)
            {
                ["z"] = [[Large, 0, 0, 0], [-Large, Large, 1, 0], [0, -Large, 0, Large], [-Large, -Large, -Large, -Large]],
                ["s"] = [[Large], [-Large], [0], [-1]],
            },
        };
        Interpreter values = new(graph, leaves);
        Assert.NotEqual(-1, graph.Find(Role.InputGradient));
        Assert.All(graph.Roots, root => Assert.All(values.Root(root), v => Assert.True(double.IsFinite(v), $"{root.Role}: {v}")));
    }
}
