using System;
using System.Collections.Generic;
using System.Linq;
using KernelGen.Generators.Graphs.Analyses;
using Microsoft.CodeAnalysis;

namespace KernelGen.Generators.Diagnostics.Learning;

/// <summary>What the compiler knows about learning: rules over the graph of a model that is right by its form.</summary>
internal static class LearningRules
{
    private static readonly Func<AnalyzedGraph, IEnumerable<Finding>>[] Rules =
    [
        VanishingGradients.In, SingleEntries.In, SquaredProbabilities.In, RepeatedProbabilities.In, LinearLayers.In, OtherThanDistributions.In,
        RegularizedBiases.In, UnusedArguments.In, ReachableZeros.In,
    ];

    /// <summary>All that is found; where something cannot learn at all, only that.</summary>
    public static IReadOnlyList<Finding> FindIn(AnalyzedGraph graph)
    {
        List<Finding> all = [.. Rules.SelectMany(rule => rule(graph))];
        List<Finding> errors = all.FindAll(static f => f.Descriptor.DefaultSeverity == DiagnosticSeverity.Error);
        return errors.Count > 0 ? errors : all;
    }
}
