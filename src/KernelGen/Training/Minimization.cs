using System.Numerics;

namespace KernelGen.Training;

/// <summary>Minimisation of a model's cost on a whole data set.</summary>
public static class Minimization
{
    /// <summary>Trains a model by L-BFGS on all examples at once. What is frozen stays.</summary>
    /// <remarks>
    /// Costs must be smooth: with rectifiers, hinges or L1 a search may end at a kink. Sums over examples are made in double precision,
    /// batch by batch; where the model computes in single precision, gradients are known to about 10⁻⁷ and it ends sooner.
    /// </remarks>
    /// <param name="lbfgs">How to minimise.</param>
    /// <param name="model">The model, whose parameters are changed in place, from the values they have.</param>
    /// <param name="dataset">The examples.</param>
    /// <param name="threads">Threads that share every batch, 1 … <see cref="TrainingOptions.MaxThreads"/>.</param>
    /// <param name="progress">Told of every iteration when it is done, on this thread.</param>
    /// <param name="cancellation">Asked before every iteration; the model then has the best parameters so far.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The data do not fit the model. Nothing was changed.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threads"/> is out of range.</exception>
    /// <exception cref="ArithmeticException">The cost, or the gradient, is not finite with the parameters to begin with, which the model keeps.</exception>
    public static MinimizationResult Minimize<TModel, T, TTarget>(
        this Lbfgs lbfgs, TModel model, Dataset<T, TTarget> dataset, int threads = 1, IProgress<MinimizationReport>? progress = null,
        CancellationToken cancellation = default)
        where TModel : class, ITrainable<T, TTarget>
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTarget : unmanaged, INumber<TTarget>
    {
        ArgumentNullException.ThrowIfNull(lbfgs);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(dataset);
        DatasetRequirements.ThrowIfUnfit(TModel.Info, dataset, nameof(dataset));
        using WholeCost<T, TTarget> cost = new(model, dataset, threads);
        double[] parameters = [.. model.Parameters.ToArray().Select(double.CreateTruncating)];
        try
        {
            return lbfgs.Minimize(cost, parameters, progress, cancellation);
        }
        finally
        {
            // The last point tried is not the lowest one.
            cost.MoveTo(parameters);
        }
    }

    /// <summary>The cost of a model on a whole data set, as a function of its flat parameters.</summary>
    private sealed class WholeCost<T, TTarget>(ITrainable<T, TTarget> model, Dataset<T, TTarget> dataset, int threads)
        : IDifferentiableFunction, IDisposable
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTarget : unmanaged
    {
        private const int MaxBatch = 4096;

        private readonly TrainingTeam<T, TTarget> team = new(model, threads, Math.Min(MaxBatch, dataset.Count));
        private readonly T[] batchGradient = new T[model.Parameters.Length];

        // A cost that is another one at every step has no minimum to go to.
        private void KeepAllUnits() => team.Dropout = DropoutKey.None;

        public void MoveTo(ReadOnlySpan<double> point)
        {
            Span<T> parameters = model.Parameters;
            for (int i = 0; i < parameters.Length; i++)
            {
                parameters[i] = T.CreateTruncating(point[i]);
            }
        }

        // Each batch's cost has the regulariser in it once, so the mean weighted by size has it once too.
        public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
        {
            MoveTo(point);
            KeepAllUnits();
            gradient.Clear();
            double cost = 0;
            for (int start = 0; start < dataset.Count; start += MaxBatch)
            {
                Dataset<T, TTarget> batch = dataset.Slice(start, Math.Min(MaxBatch, dataset.Count - start));
                batch.Weights.Span.CopyTo(team.Weights);
                double share = (double)batch.Count / dataset.Count;
                cost += share * double.CreateTruncating(team.Gradient(batch.Inputs.Span, batch.Targets.Span, batchGradient));
                for (int i = 0; i < gradient.Length; i++)
                {
                    gradient[i] += share * double.CreateTruncating(batchGradient[i]);
                }
            }

            return cost;
        }

        public void Dispose() => team.Dispose();
    }
}
