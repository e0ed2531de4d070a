namespace KernelGen.Generators.Analysis;

/// <summary>What is known of finding the least cost.</summary>
/// <param name="Convexity">Whether the cost is convex; null without a cost.</param>
/// <param name="Responsible">The expression at which a proof of that fails.</param>
/// <param name="LeastSquares">The cost as a sum of squares of what is affine; null where it is none.</param>
internal sealed record LearningFacts(ConvexityFacts? Convexity, string? Responsible, LeastSquaresForm? LeastSquares);
