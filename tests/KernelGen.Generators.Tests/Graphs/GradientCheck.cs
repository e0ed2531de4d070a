using KernelGen.Generators.Graphs;

namespace KernelGen.Generators.Tests.Graphs;

/// <summary>Compares the gradients that a differentiated graph asks for with differences of its cost.</summary>
internal static class GradientCheck
{
    /// <summary>The differences are of fourth order with this step; truncation and rounding mostly stay near 1e-10.</summary>
    private const double Step = 1e-3;

    /// <summary>The distance a kink must have: more than the step moves any argument that depends on a leaf moderately.</summary>
    private const double KinkDistance = 5e-2;

    /// <summary>Whether an argument of a function is near a point without derivative, where differences say nothing.</summary>
    public static bool IsNearKink(Graph objective, LeafValues leaves) => new Interpreter(objective, leaves).NearestKink < KinkDistance;

    /// <param name="objective">A graph with a cost, before or after any pass.</param>
    /// <param name="differentiated">The graph with gradients.</param>
    /// <param name="leaves">What both are given.</param>
    /// <param name="random">Draws the directions.</param>
    public static void Run(Graph objective, Graph differentiated, LeafValues leaves, Random random)
    {
        Interpreter values = new(differentiated, leaves);
        Root[] gradients = [.. differentiated.Roots.Where(static r => r.Role is Role.Gradient or Role.InputGradient)];
        string[] asked = [.. gradients.Select(r => differentiated[r.Parameter].Name!)];
        Assert.Equal(objective.Nodes.Where(static n => n.WantsGradient).Select(static n => n.Name!).Order(), asked.Order());
        foreach ((Root root, string leaf) in gradients.Zip(asked))
        {
            double[][] direction = [.. leaves.Values[leaf].Select(row => row.Select(_ => (2 * random.NextDouble()) - 1).ToArray())];
            double[] gradient = values.Root(root);
            double slope = direction.SelectMany(static row => row).Zip(gradient, static (d, g) => d * g).Sum();
            double scale = 1 + Math.Abs(values.Cost) + gradient.Sum(Math.Abs);
            double Along(double step) => new Interpreter(objective, leaves.Moved(leaf, direction, step)).Cost;

            // Of a steep function, two steps show how far differences can be trusted.
            (double wide, double difference) = (Difference(Along, Step), Difference(Along, Step / 4));
            Assert.True(
                Math.Abs(slope - difference) <= (1e-7 * scale) + Math.Abs(wide - difference),
                $"{leaf}: the gradient says {slope:R}, differences say {difference:R}.");
        }
    }

    /// <summary>(8(f(h) − f(−h)) − (f(2h) − f(−2h))) / 12h</summary>
    private static double Difference(Func<double, double> f, double h) =>
        ((8 * (f(h) - f(-h))) - (f(2 * h) - f(-2 * h))) / (12 * h);
}
