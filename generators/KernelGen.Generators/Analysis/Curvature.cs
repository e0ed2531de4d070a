using KernelGen.Generators.Graphs.Analyses;

namespace KernelGen.Generators.Analysis;

/// <summary>How a value, every entry of it, depends on the parameters that are trained.</summary>
internal enum Curvature
{
    /// <summary>Not at all.</summary>
    Constant,
    Affine,
    Convex,
    Concave,

    /// <summary>No rule says.</summary>
    Unknown,
}

/// <summary>The rules that hold whatever the function (Grant, Boyd and Ye 2006, disciplined convex programming).</summary>
internal static class CurvatureRules
{
    public static bool IsAtMostAffine(this Curvature curvature) => curvature is Curvature.Constant or Curvature.Affine;

    public static bool IsConvex(this Curvature curvature) => curvature is Curvature.Constant or Curvature.Affine or Curvature.Convex;

    /// <summary>Of a sum; so too of what has entries of both.</summary>
    public static Curvature Plus(this Curvature a, Curvature b) =>
        a == b ? a :
        a == Curvature.Constant ? b :
        b == Curvature.Constant ? a :
        a == Curvature.Affine ? b :
        b == Curvature.Affine ? a :
        Curvature.Unknown;

    public static Curvature Negated(this Curvature curvature) => curvature switch
    {
        Curvature.Convex => Curvature.Concave,
        Curvature.Concave => Curvature.Convex,
        _ => curvature,
    };

    /// <summary>Of a multiple by a factor that no parameter changes.</summary>
    public static Curvature Times(this Curvature curvature, Interval factor) =>
        curvature.IsAtMostAffine() || factor.IsNotNegative ? curvature :
        factor.IsNotPositive ? curvature.Negated() :
        Curvature.Unknown;

    /// <summary>Of a function of this.</summary>
    /// <param name="argument">What it is a function of.</param>
    /// <param name="function">Convex or concave.</param>
    /// <param name="direction">1 if it never decreases, −1 if it never increases, 0 if neither.</param>
    public static Curvature Into(this Curvature argument, Curvature function, int direction) => argument switch
    {
        Curvature.Constant => Curvature.Constant,
        Curvature.Affine => function,
        Curvature.Convex when (function, direction) is (Curvature.Convex, 1) or (Curvature.Concave, -1) => function,
        Curvature.Concave when (function, direction) is (Curvature.Convex, -1) or (Curvature.Concave, 1) => function,
        _ => Curvature.Unknown,
    };
}
