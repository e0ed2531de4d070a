using System.Numerics;
using KernelGen.Gallery.Models;

namespace KernelGen.Gallery.Tests.Edges;

/// <summary>Momentum and Adam, done while the gradient is in registers, against the gradient and a plain loop.</summary>
public sealed class OptimizerStepTests
{
    private const double Rate = 0.01;
    private const int Steps = 6;

    public static TheoryData<string, int, bool> Cases
    {
        get
        {
            TheoryData<string, int, bool> cases = [];
            foreach (string model in Models.Keys)
            {
                foreach (int batchSize in (ReadOnlySpan<int>)[1, 3, 17])
                {
                    cases.Add(model, batchSize, false);
                    cases.Add(model, batchSize, true);
                }
            }

            return cases;
        }
    }

    /// <summary>Layers and equations, one and several layers, both layouts of weights, L1 and L2, frozen parameters, scalars, both precisions.</summary>
    private static Dictionary<string, IComparison> Models { get; } = new()
    {
        ["regression"] = new Comparison<Regression, float, float>(0.5f),
        ["regression, double"] = new Comparison<Regression.DoublePrecision, double, double>(0.5),
        ["rectifiers"] = new Comparison<Rectifiers, float, float>(0.5f),
        ["rectifiers, double"] = new Comparison<Rectifiers.DoublePrecision, double, double>(0.5),
        ["soft classifier"] = new Comparison<SoftClassifier, float, int>(2),
        ["mixture"] = new Comparison<Mixture, float, float>(1f / 3),
        ["coin"] = new Comparison<Coin, float, float>(1),
        ["logistic"] = new Comparison<Logistic30, float, float>(1),
        ["gaps between runs"] = new Comparison<WideUnits, float, float>(0.5f),
        ["gaps between runs, double"] = new Comparison<WideUnits.DoublePrecision, double, double>(0.5),
        ["equations, skip connection"] = new Comparison<SkipConnection, float, float>(0.25f),
        ["equations, recurrent cell"] = new Comparison<RecurrentCell, float, float>(1),
        ["equations, frozen"] = new Comparison<RandomFeatures, float, float>(1),
        ["equations, frozen, double"] = new Comparison<RandomFeatures.DoublePrecision, double, double>(1),
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_step_with_momentum_is_its_recursion_on_the_gradient(string model, int batchSize, bool nesterov) =>
        Models[model].Momentum(batchSize, new Momentum { Coefficient = 0.8, Nesterov = nesterov });

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_step_of_Adam_is_its_recursion_on_the_gradient(string model, int batchSize, bool decays) =>
        Models[model].Adam(batchSize, new Adam { Beta1 = 0.8, Beta2 = 0.95, Epsilon = 1e-6, Decay = decays ? 0.1 : 0 });

    // w' = w − ηv of the loss w²/2 is w″ = (1 + μ − η)w' − μw: with μ = η = ¼ the root ½ is double, and w is (1 + k/2)/2ᵏ after k steps.
    [Fact]
    public void Momentum_follows_the_critically_damped_course_down_a_parabola()
    {
        var bowl = new Bowl.DoublePrecision();
        var state = new MomentumState<double>(Bowl.DoublePrecision.Info, new Momentum { Coefficient = 0.25 });
        Workspace<double> workspace = bowl.CreateWorkspace(1);
        bowl.W1[0, 0] = 1;
        for (int k = 1; k <= 40; k++)
        {
            bowl.MomentumStep([1], [0], 0.25, state, workspace);
            Assert.Equal((1 + k / 2.0) / Math.Pow(2, k), bowl.W1[0, 0], 1e-15);
        }
    }

    [Fact]
    public void Without_memory_Adam_goes_down_a_parabola_in_equal_steps()
    {
        var bowl = new Bowl.DoublePrecision();
        var state = new AdamState<double>(Bowl.DoublePrecision.Info, new Adam { Beta1 = 0, Beta2 = 0, Epsilon = 1e-20 });
        Workspace<double> workspace = bowl.CreateWorkspace(1);
        bowl.W1[0, 0] = 1;
        for (int k = 1; k <= 7; k++)
        {
            bowl.AdamStep([1], [0], 0.125, state, workspace);
            Assert.Equal(1 - k / 8.0, bowl.W1[0, 0], 1e-15);
            Assert.Equal(k, state.Steps);
        }
    }

    [Fact]
    public void A_step_returns_the_cost_before_it()
    {
        var bench = new Bench<Rectifiers, float, float>(batchSize: 5, target: 0.5f);
        float before = bench.Model.Cost(bench.Inputs, bench.Targets, bench.Workspace);
        Assert.Equal(before, bench.Model.MomentumStep(bench.Inputs, bench.Targets, 0.1f, bench.Momentum, bench.Workspace));
        before = bench.Model.Cost(bench.Inputs, bench.Targets, bench.Workspace);
        Assert.Equal(before, bench.Model.AdamStep(bench.Inputs, bench.Targets, 0.1f, bench.Adam, bench.Workspace));
    }

    [Fact]
    public void Padding_stays_zero_when_training_diverges() => Assert.All(Models.Values, static model => model.Diverge());

    /// <summary>A model with its types, and the tests that go through all of them.</summary>
    private interface IComparison
    {
        void Momentum(int batchSize, Momentum optimizer);

        void Adam(int batchSize, Adam optimizer);

        void Diverge();
    }

    private sealed class Comparison<TModel, T, TTarget>(TTarget target) : IComparison
        where TModel : class, ITrainable<T, TTarget>, new()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged, INumber<TTarget>
    {
        private static int Length => TModel.Info.ParameterLength;

        public void Momentum(int batchSize, Momentum optimizer)
        {
            Bench<TModel, T, TTarget> bench = new(batchSize, target);
            MomentumState<T> state = new(TModel.Info, optimizer);
            double[] velocity = new double[Length];
            for (int step = 1; step <= Steps; step++)
            {
                bench.Model.Gradient(bench.Inputs, bench.Targets, bench.Gradient, bench.Workspace);
                double[] theta = Doubles(bench.Model.Parameters);
                OptimizerReference.Step(optimizer, Rate, theta, bench.Gradient, velocity);
                bench.Model.MomentumStep(bench.Inputs, bench.Targets, T.CreateChecked(Rate), state, bench.Workspace);
                Near(velocity, state.Velocity);
                Near(theta, bench.Model.Parameters);
            }

            Untrained(bench.Model.Parameters, state.Velocity);
        }

        public void Adam(int batchSize, Adam optimizer)
        {
            Bench<TModel, T, TTarget> bench = new(batchSize, target);
            AdamState<T> state = new(TModel.Info, optimizer);
            double[] means = new double[Length], squares = new double[Length];
            for (int step = 1; step <= Steps; step++)
            {
                bench.Model.Gradient(bench.Inputs, bench.Targets, bench.Gradient, bench.Workspace);
                double[] theta = Doubles(bench.Model.Parameters);
                OptimizerReference.Step(optimizer, Rate, step, theta, bench.Gradient, means, squares);
                bench.Model.AdamStep(bench.Inputs, bench.Targets, T.CreateChecked(Rate), state, bench.Workspace);
                Near(means, state.Means);
                Near(squares, state.Squares);
                Near(theta, bench.Model.Parameters, onlyTrained: true);
            }

            Untrained(bench.Model.Parameters, state.Means);
            Untrained(bench.Model.Parameters, state.Squares);
        }

        public void Diverge()
        {
            Bench<TModel, T, TTarget> bench = new(4, target);
            AdamState<T> decaying = new(TModel.Info, new Adam { Decay = 1 });
            T largest = T.BitDecrement(T.PositiveInfinity);
            bench.Inputs[0] = T.PositiveInfinity;
            bench.Inputs[^1] = T.NaN;
            for (int step = 0; step < 2; step++)
            {
                bench.Model.MomentumStep(bench.Inputs, bench.Targets, largest, bench.Momentum, bench.Workspace);
                bench.Model.AdamStep(bench.Inputs, bench.Targets, largest, decaying, bench.Workspace);
            }

            Untrained(bench.Model.Parameters, bench.Momentum.Velocity);
            Untrained(bench.Model.Parameters, decaying.Means);
            Untrained(bench.Model.Parameters, decaying.Squares);
        }

        /// <summary>What is not trained has no state, and where it is padding is zero; what is frozen is as it was drawn.</summary>
        private static void Untrained(ReadOnlySpan<T> parameters, ReadOnlySpan<T> state)
        {
            TModel drawn = new();
            drawn.Initialize(5);
            bool[] trained = Trained();
            Assert.Contains(false, trained);
            for (int i = 0; i < Length; i++)
            {
                if (!trained[i])
                {
                    Assert.Equal(drawn.Parameters[i], parameters[i]);
                    Assert.Equal(T.Zero, state[i]);
                }
            }
        }

        private static bool[] Trained()
        {
            bool[] trained = new bool[Length];
            foreach (ParameterLayout layout in TModel.Info.Parameters.Where(static p => !p.IsFrozen))
            {
                for (int i = 0; i < layout.Count; i++)
                {
                    trained[layout.IndexOf(i / layout.Columns, i % layout.Columns)] = true;
                }
            }

            return trained;
        }

        private static double[] Doubles(ReadOnlySpan<T> values) => [.. values.ToArray().Select(double.CreateChecked)];

        // Gradients may cancel: what is left has the rounding of the largest. Decay is no part of a gradient, so the loop has it for all.
        private static void Near(double[] expected, ReadOnlySpan<T> actual, bool onlyTrained = false)
        {
            double tolerance = (typeof(T) == typeof(float) ? 1e-6 : 2e-15) * (expected.Max(Math.Abs) + Rate);
            bool[] trained = Trained();
            for (int i = 0; i < expected.Length; i++)
            {
                if (trained[i] || !onlyTrained)
                {
                    Assert.Equal(expected[i], double.CreateChecked(actual[i]), tolerance);
                }
            }
        }
    }
}
