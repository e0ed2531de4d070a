using System.Globalization;
using FsCheck.Fluent;
using KernelGen.Generators.Diagnostics.Learning;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Graphs.Analyses;
using KernelGen.Generators.Tests.Graphs;
using KernelGen.Tests;
using Microsoft.CodeAnalysis;

namespace KernelGen.Generators.Tests.Learning;

/// <summary>What holds of all rules, whatever the graph.</summary>
public class LearningRuleTests
{
    [Fact]
    public void Every_finding_names_a_node_of_the_model_and_fills_its_message() => Draws.Check(
        Prop.ForAll(Arb.From(Gen.Choose(0, int.MaxValue)), static seed =>
        {
            AnalyzedGraph graph = new(EquationLowering.Lower(RandomEquations.Draw(seed, 40))!, steps: null);
            foreach (Finding finding in LearningRules.FindIn(graph))
            {
                Assert.True(graph.IsNeeded[finding.Node] || graph[finding.Node].Operation.IsSurface(), $"seed {seed}: {finding}");
                string format = finding.Descriptor.MessageFormat.ToString(CultureInfo.InvariantCulture);
                Assert.DoesNotContain("{", string.Format(CultureInfo.InvariantCulture, format, finding.Arguments), StringComparison.Ordinal);
            }
        }),
        count: 200);

    [Fact]
    public void Where_nothing_can_be_learned_nothing_else_is_said()
    {
        GraphBuilder builder = new();
        int x = builder.Input(1, "x");
        int w = builder.Parameter(Shape.Scalar, "w");
        int y = builder.Apply(Operation.HardThreshold, builder.Apply(Operation.Divide, x, w));
        builder.Ask(Role.Output, y);
        builder.Ask(Role.Cost, builder.Apply(Operation.Log, y));
        Finding finding = Assert.Single(LearningRules.FindIn(new AnalyzedGraph(builder.Build(), steps: null)));
        Assert.Equal(DiagnosticSeverity.Error, finding.Descriptor.DefaultSeverity);
    }
}
