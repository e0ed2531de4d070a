using System.Numerics;
using KernelGen.Gallery.Models;

namespace KernelGen.Gallery.Tests.Edges;

/// <summary>Steps from a gradient in memory, against a plain loop and against the model's own steps.</summary>
public sealed class GradientStepTests
{
    private const double Rate = 0.01;

    public static TheoryData<string> Names => [.. Models.Keys];

    /// <summary>Layers and equations, both layouts of weights, L1 and L2, frozen parameters, gaps, both precisions.</summary>
    private static Dictionary<string, IComparison> Models { get; } = new()
    {
        ["regression"] = new Comparison<Regression, float, float>(0.5f),
        ["rectifiers, double"] = new Comparison<Rectifiers.DoublePrecision, double, double>(0.5),
        ["soft classifier"] = new Comparison<SoftClassifier, float, int>(2),
        ["gaps between runs"] = new Comparison<WideUnits, float, float>(0.5f),
        ["gaps between runs, double"] = new Comparison<WideUnits.DoublePrecision, double, double>(0.5),
        ["equations, frozen"] = new Comparison<RandomFeatures, float, float>(1),
        ["equations, frozen, double"] = new Comparison<RandomFeatures.DoublePrecision, double, double>(1),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void A_step_of_RMSProp_is_its_recursion_on_the_gradient(string model) =>
        Models[model].RmsProp(new RmsProp { Decay = 0.8, Epsilon = 1e-3 });

    [Theory]
    [MemberData(nameof(Names))]
    public void A_step_of_AdaGrad_is_its_recursion_on_the_gradient(string model) => Models[model].AdaGrad(new AdaGrad { Epsilon = 1e-3 });

    [Theory]
    [MemberData(nameof(Names))]
    public void Momentum_and_Adam_step_from_memory_as_they_do_on_the_way(string model) => Models[model].AsTheModelsOwn();

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_not_trained_stays_even_where_steps_overflow(string model) => Models[model].Diverge();

    // Of the loss w²/2 the gradient is w. From 1 by η = ¼: s = 1, w = ¾; s = 25/16, √s = 5/4, w = ¾ − ¼·¾·⅘ = 0.6.
    [Fact]
    public void AdaGrad_follows_its_course_down_a_parabola()
    {
        var bowl = new Bowl.DoublePrecision();
        bowl.W1[0, 0] = 1;
        var state = new SquaresState<double>(Bowl.DoublePrecision.Info, new AdaGrad { Epsilon = 1e-30 });
        Assert.Equal([0.75, 0.6, 0.6 - 0.25 * 0.6 / Math.Sqrt(1.9225)], Course(bowl, state, 0.25, 3), Near);
        Assert.Equal(1.9225, state.Squares[0], 1e-15);
    }

    // With no memory s = g²: every step is as long as the rate. With memory the first is longer by 1/√(1 − ρ).
    [Fact]
    public void RMSProp_follows_its_course_down_a_parabola()
    {
        var bowl = new Bowl.DoublePrecision();
        bowl.W1[0, 0] = 1;
        var forgetful = new SquaresState<double>(Bowl.DoublePrecision.Info, new RmsProp { Decay = 0, Epsilon = 1e-30 });
        Assert.Equal([0.875, 0.75, 0.625, 0.5], Course(bowl, forgetful, 0.125, 4), Near);

        bowl.W1[0, 0] = 1;
        var state = new SquaresState<double>(Bowl.DoublePrecision.Info, new RmsProp { Decay = 0.75, Epsilon = 1e-30 });
        Assert.Equal([0.75, 0.75 - 0.125 * 0.75 / Math.Sqrt(0.1875 + 0.25 * 0.5625)], Course(bowl, state, 0.125, 2), Near);
    }

    [Fact]
    public void What_does_not_fit_is_refused_and_nothing_changes()
    {
        var bench = new Bench<Regression, float, float>(3, 0.5f);
        var state = new SquaresState<float>(Regression.Info, new AdaGrad());
        float[] gradient = new float[Regression.Info.ParameterLength];
        gradient.AsSpan().Fill(1);
        var other = new SquaresState<float>(Rectifiers.Info, new RmsProp());
        bench.Refuses<ArgumentException>("gradient", "layout of the parameters", () => state.Step(bench.Model.Parameters, gradient.AsSpan(1), 0.1f));
        bench.Refuses<ArgumentException>("parameters", "the parameters", () => state.Step(bench.Model.Parameters[1..], gradient, 0.1f));
        bench.Refuses<ArgumentException>("gradient", "must not overlap the parameters", () => state.Step(bench.Model.Parameters, bench.Model.Parameters, 0.1f));
        bench.Refuses<ArgumentException>("state", "must not overlap", () => state.Step(bench.Model.Parameters, state.Squares, 0.1f));
        bench.Refuses<ArgumentOutOfRangeException>("learningRate", "finite", () => state.Step(bench.Model.Parameters, gradient, float.NaN));
        bench.Refuses<ArgumentException>("parameters", "the parameters", () => other.Step(bench.Model.Parameters, new float[Rectifiers.Info.ParameterLength], 0.1f));
        Assert.Equal(new float[gradient.Length], state.Squares.ToArray());
        Assert.Throws<ArgumentException>("owner", () => new SquaresState<double>(Regression.Info, new AdaGrad()));
        Assert.Throws<ArgumentNullException>("optimizer", () => new SquaresState<float>(Regression.Info, (RmsProp)null!));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(double.NaN)]
    [InlineData(1e60)]
    public void A_bad_epsilon_is_refused_by_name(double value)
    {
        Assert.Equal("Epsilon", Assert.Throws<ArgumentOutOfRangeException>(() => new RmsProp { Epsilon = value }).ParamName);
        Assert.Equal("Epsilon", Assert.Throws<ArgumentOutOfRangeException>(() => new AdaGrad { Epsilon = value }).ParamName);
    }

    [Fact]
    public void A_bad_decay_is_refused_by_name() =>
        Assert.Equal("Decay", Assert.Throws<ArgumentOutOfRangeException>(() => new RmsProp { Decay = 1 }).ParamName);

    private static bool Near(double expected, double actual) => Math.Abs(expected - actual) < 1e-15;

    private static double[] Course(Bowl.DoublePrecision bowl, OptimizerState<double> state, double rate, int steps)
    {
        Workspace<double> workspace = bowl.CreateWorkspace(1);
        double[] gradient = new double[Bowl.DoublePrecision.Info.ParameterLength];
        double[] course = new double[steps];
        for (int k = 0; k < steps; k++)
        {
            bowl.Gradient([1], [0], gradient, workspace);
            state.Step(bowl.Parameters, gradient, rate);
            course[k] = bowl.W1[0, 0];
        }

        return course;
    }

    /// <summary>A model with its types, and the tests that go through all of them.</summary>
    private interface IComparison
    {
        void RmsProp(RmsProp optimizer);

        void AdaGrad(AdaGrad optimizer);

        void AsTheModelsOwn();

        void Diverge();
    }

    private sealed class Comparison<TModel, T, TTarget>(TTarget target) : IComparison
        where TModel : class, ITrainable<T, TTarget>, new()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged, INumber<TTarget>
    {
        private static double Tolerance => typeof(T) == typeof(float) ? 1e-6 : 1e-14;

        public void RmsProp(RmsProp optimizer) => Compare(
            new SquaresState<T>(TModel.Info, optimizer),
            (theta, gradient, squares) => OptimizerReference.Step(optimizer, Rate, theta, gradient, squares));

        public void AdaGrad(AdaGrad optimizer) => Compare(
            new SquaresState<T>(TModel.Info, optimizer),
            (theta, gradient, squares) => OptimizerReference.Step(optimizer, Rate, theta, gradient, squares));

        public void AsTheModelsOwn()
        {
            Bench<TModel, T, TTarget> own = new(5, target), flat = new(5, target);
            MomentumState<T> momentum = new(TModel.Info, new Momentum());
            AdamState<T> adam = new(TModel.Info, new Adam { Decay = 0.1 });
            AdamState<T> ownAdam = new(TModel.Info, adam.Optimizer);
            for (int step = 0; step < 4; step++)
            {
                own.Model.MomentumStep(own.Inputs, own.Targets, T.CreateChecked(Rate), own.Momentum, own.Workspace);
                own.Model.AdamStep(own.Inputs, own.Targets, T.CreateChecked(Rate), ownAdam, own.Workspace);
                flat.Model.Gradient(flat.Inputs, flat.Targets, flat.Gradient, flat.Workspace);
                momentum.Step(flat.Model.Parameters, flat.Gradient, T.CreateChecked(Rate));
                flat.Model.Gradient(flat.Inputs, flat.Targets, flat.Gradient, flat.Workspace);
                adam.Step(flat.Model.Parameters, flat.Gradient, T.CreateChecked(Rate));
            }

            Close(Doubles(own.Model.Parameters), flat.Model.Parameters);
            Close(Doubles(own.Momentum.Velocity), momentum.Velocity);
            Close(Doubles(ownAdam.Squares), adam.Squares);
            Assert.Equal(4, adam.Steps);
            Untrained(flat.Model.Parameters, adam.Means);
        }

        public void Diverge()
        {
            Bench<TModel, T, TTarget> bench = new(4, target);
            SquaresState<T> state = new(TModel.Info, new AdaGrad());
            bench.Inputs[0] = T.NaN;
            bench.Model.Gradient(bench.Inputs, bench.Targets, bench.Gradient, bench.Workspace);
            state.Step(bench.Model.Parameters, bench.Gradient, T.BitDecrement(T.PositiveInfinity));
            Untrained(bench.Model.Parameters, state.Squares);
        }

        private void Compare(SquaresState<T> state, Action<double[], T[], double[]> reference)
        {
            Bench<TModel, T, TTarget> bench = new(5, target);
            double[] squares = new double[TModel.Info.ParameterLength];
            for (int step = 0; step < 6; step++)
            {
                bench.Model.Gradient(bench.Inputs, bench.Targets, bench.Gradient, bench.Workspace);
                double[] theta = Doubles(bench.Model.Parameters);
                reference(theta, bench.Gradient, squares);
                state.Step(bench.Model.Parameters, bench.Gradient, T.CreateChecked(Rate));
                Close(squares, state.Squares);
                Close(theta, bench.Model.Parameters);
            }

            Untrained(bench.Model.Parameters, state.Squares);
        }

        /// <summary>What is not trained has no state, and where it is padding is zero; what is frozen is as it was drawn.</summary>
        private static void Untrained(ReadOnlySpan<T> parameters, ReadOnlySpan<T> state)
        {
            TModel drawn = new();
            drawn.Initialize(5);
            HashSet<int> trained = [.. TModel.Info.Parameters.Where(static p => !p.IsFrozen)
                .SelectMany(static p => Enumerable.Range(0, p.Count).Select(i => p.IndexOf(i / p.Columns, i % p.Columns)))];
            Assert.True(trained.Count < parameters.Length);
            for (int i = 0; i < parameters.Length; i++)
            {
                if (!trained.Contains(i))
                {
                    Assert.Equal(drawn.Parameters[i], parameters[i]);
                    Assert.Equal(T.Zero, state[i]);
                }
            }
        }

        private static double[] Doubles(ReadOnlySpan<T> values) => [.. values.ToArray().Select(double.CreateChecked)];

        private static void Close(double[] expected, ReadOnlySpan<T> actual)
        {
            double tolerance = Tolerance * (1 + expected.Max(Math.Abs));
            for (int i = 0; i < expected.Length; i++)
            {
                Assert.Equal(expected[i], double.CreateChecked(actual[i]), tolerance);
            }
        }
    }
}
