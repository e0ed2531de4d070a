using Microsoft.CodeAnalysis;

namespace KernelGen.Generators.Diagnostics.Learning;

/// <summary>What a rule has found in a graph.</summary>
/// <param name="Descriptor">What it says.</param>
/// <param name="Node">Where.</param>
/// <param name="Arguments">Of the message.</param>
internal sealed record Finding(DiagnosticDescriptor Descriptor, int Node, params object[] Arguments)
{
    /// <summary>The property of a diagnostic that tells a code fix what to do.</summary>
    public const string RemedyProperty = "Remedy";

    /// <summary>What a code fix does, or null where there is none.</summary>
    public string? Remedy { get; init; }

    /// <summary>Another node whose place a code fix changes, or −1.</summary>
    public int Also { get; init; } = -1;
}
