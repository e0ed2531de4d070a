using System.Numerics;
using KernelGen.Numerics;
using KernelGen.Training;

namespace KernelGen.Gallery.Searching;

/// <summary>Searches for parameters that look at costs only: the baselines that gradient descent leaves behind (003).</summary>
/// <remarks>Each leaves the best parameters that it met in the model. Frozen parameters stay as they are.</remarks>
public static class CostSearch
{
    private const double MutationDeviation = 0.3;

    /// <summary>Random search: draws parameters from a normal distribution and keeps the best.</summary>
    /// <param name="model">The model.</param>
    /// <param name="training">What its cost is taken on.</param>
    /// <param name="evaluations">How many costs to look at, at least 1.</param>
    /// <param name="deviation">The deviation of each parameter.</param>
    /// <param name="seed">Equal seeds give equal searches.</param>
    /// <returns>The lowest cost.</returns>
    public static double Random<TModel, TTarget>(
        TModel model, Dataset<float, TTarget> training, int evaluations, double deviation, int seed)
        where TModel : class, ITrainable<float, TTarget>
        where TTarget : unmanaged, INumber<TTarget>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(evaluations, 1);
        var landscape = new Landscape<TModel, TTarget>(model, training);
        RandomSource random = new(unchecked((ulong)seed));
        Individual best = landscape.Draw(random, deviation);
        for (int i = 1; i < evaluations; i++)
        {
            Individual other = landscape.Draw(random, deviation);
            best = other.Cost < best.Cost ? other : best;
        }

        landscape.Set(best.Genes);
        return best.Cost;
    }

    /// <summary>Genetic search: a population whose fitter half survives and has children, crossed gene by gene and mutated.</summary>
    /// <param name="model">The model.</param>
    /// <param name="training">What its cost is taken on.</param>
    /// <param name="population">Individuals in a generation, an even number from 4.</param>
    /// <param name="generations">Generations after the first, which is drawn; each looks at population / 2 costs.</param>
    /// <param name="deviation">The deviation of each parameter in the first generation.</param>
    /// <param name="seed">Equal seeds give equal searches.</param>
    /// <returns>The lowest cost.</returns>
    public static double Genetic<TModel, TTarget>(
        TModel model, Dataset<float, TTarget> training, int population, int generations, double deviation, int seed)
        where TModel : class, ITrainable<float, TTarget>
        where TTarget : unmanaged, INumber<TTarget>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(population, 4);
        ArgumentOutOfRangeException.ThrowIfNotEqual(population % 2, 0, nameof(population));
        var landscape = new Landscape<TModel, TTarget>(model, training);
        RandomSource random = new(unchecked((ulong)seed));
        Individual[] living = [.. Enumerable.Range(0, population).Select(_ => landscape.Draw(random, deviation))];
        for (int generation = 0; generation < generations; generation++)
        {
            Individual[] parents = [.. living.OrderBy(static individual => individual.Cost).Take(population / 2)];
            living =
            [
                .. parents,
                .. parents.Select(parent => landscape.Child(parent, parents[random.NextInt32(parents.Length)], random)),
            ];
        }

        Individual best = living.MinBy(static individual => individual.Cost)!;
        landscape.Set(best.Genes);
        return best.Cost;
    }

    private sealed record Individual(float[] Genes, double Cost);

    /// <summary>The cost as a function of the parameters that are trained, padding left out.</summary>
    private sealed class Landscape<TModel, TTarget>(TModel model, Dataset<float, TTarget> training)
        where TModel : class, ITrainable<float, TTarget>
        where TTarget : unmanaged, INumber<TTarget>
    {
        private readonly Workspace<float> workspace = model.CreateWorkspace(Math.Min(training.Count, 256));

        private readonly int[] places =
        [
            .. TModel.Info.Parameters.Where(static layout => !layout.IsFrozen).SelectMany(static layout =>
                Enumerable.Range(0, layout.Count).Select(i => layout.IndexOf(i / layout.Columns, i % layout.Columns))),
        ];

        public Individual Draw(RandomSource random, double deviation)
            => Born([.. places.Select(_ => (float)(deviation * random.NextNormal()))]);

        public Individual Child(Individual mother, Individual father, RandomSource random)
            => Born([.. mother.Genes.Zip(father.Genes, (ours, theirs) =>
                (random.NextInt32(2) == 0 ? ours : theirs) + (float)(MutationDeviation * random.NextNormal()))]);

        public void Set(float[] genes)
        {
            foreach ((int i, float gene) in genes.Index())
            {
                model.Parameters[places[i]] = gene;
            }
        }

        private Individual Born(float[] genes)
        {
            Set(genes);
            return new Individual(genes, Evaluation.Cost(model, training, workspace));
        }
    }
}
