namespace KernelGen.Generators.Analysis;

/// <summary>What is known of convexity; the members are those of <c>KernelGen.ConvexityStatus</c>.</summary>
internal enum ConvexityStatus
{
    Unknown,
    Proved,
    Refuted,
}

/// <summary>Whether the cost is convex in the parameters that are trained.</summary>
/// <param name="Status">Whether rules prove it, or a segment refutes it.</param>
/// <param name="IsStrict">Whether it is proved to be strictly so, in all of them together: then there is one minimum at most.</param>
/// <param name="Responsible">Where the rules end: a node of the graph that was asked about; −1 where they do not end.</param>
/// <param name="Reason">Why they end there.</param>
/// <param name="Condition">What the proof takes for granted of hyperparameters, e.g. <c>lambda ≥ 0</c>; null if nothing.</param>
/// <param name="Segment">Parameters between which the cost is above its chord.</param>
internal sealed record ConvexityFacts(
    ConvexityStatus Status, bool IsStrict = false, int Responsible = -1, string? Reason = null, string? Condition = null,
    SegmentDraw? Segment = null);

/// <summary>A segment of parameters and an example, as numbers drawn from a seed.</summary>
/// <param name="Seed">Of the stream of random numbers.</param>
/// <param name="Scale">A power of two: how far from zero parameters may be.</param>
internal sealed record SegmentDraw(int Seed, double Scale);
