using KernelGen.Gallery.Examples;

namespace KernelGen.Gallery.Models;

/// <summary>The models of the lectures, each with what the lectures say of it. All learn from examples that need no file.</summary>
internal static class LectureModels
{
    private static readonly ExampleSource<float> Plane = new("a plane with noise", PlaneExamples.NoisyPlane, Tables.ReadValues);
    private static readonly ExampleSource<float> Waves = new("two waves", PlaneExamples.TwoWaves, Tables.ReadValues);
    private static readonly ExampleSource<int> Clouds = new("three clouds", PlaneExamples.ThreeClouds, Tables.ReadClasses);
    private static readonly ExampleSource<int> Patterns = new("moved patterns", static _ => EmbeddedExamples.Patterns(), Tables.ReadClasses);
    private static readonly ExampleSource<float> Directions = new("eight directions", PlaneExamples.EightDirections, Tables.ReadValues);
    private static readonly ExampleSource<float> Xor = new("exclusive or", static _ => EmbeddedExamples.ExclusiveOr(), Tables.ReadProbabilities);
    private static readonly ExampleSource<float> HalfPlane =
        new("a half-plane", static seed => PlaneExamples.HalfPlane(seed, negative: 0), Tables.ReadProbabilities);

    private static readonly ExampleSource<float> Ring =
        new("a ring", static seed => PlaneExamples.Split("a ring", HardCases.Ring, seed), Tables.ReadProbabilities);

    /// <summary>Models of values.</summary>
    public static IEnumerable<GalleryModel> Regressions =>
    [
        GalleryModel.Regression<LinearRegression>("linear-regression", Plane, ModelCatalog.Settings(50, 16, 0.1)) with
        {
            Lecture = new("L2", "gradient descent converges to the closed form; a prediction of 9 for the target 1 costs 32"),
        },
        GalleryModel.Regression<LeastAbsoluteDeviations>("least-absolute", Plane, ModelCatalog.Settings(50, 16, 0.02)) with
        {
            Lecture = new("L11", "every error pulls with strength 1, however large"),
        },
        GalleryModel.Regression<ElasticNet>("elastic-net", Plane, ModelCatalog.Settings(50, 16, 0.1)) with
        {
            Lecture = new("L11", "fan-out: the gradient of w is that of the loss plus λ₁·sign w plus λ₂·w"),
        },
        GalleryModel.Regression<SquaredResiduals>("squared-residuals", Plane, ModelCatalog.Settings(50, 16, 0.05)) with
        {
            Lecture = new("D8", "summed over the batch, a step is w ← w + 2η·Σδx"),
        },
        GalleryModel.Regression<LogisticLeastSquares>(
            "logistic-squared", new("a logistic curve", static _ => EmbeddedExamples.LogisticCurve(), Tables.ReadValues),
            ModelCatalog.Settings(100, 4, 0.5)) with
        {
            Lecture = new("L3", "z = −5, t = 1: y = 0.00669, slope −0.00660; steepest −4/27 at z = −ln 2"),
        },
        GalleryModel.Regression<RegularisedLogisticUnit>(
            "regularised-unit", new("a logistic curve", static _ => EmbeddedExamples.LogisticCurve(), Tables.ReadValues),
            ModelCatalog.Settings(100, 4, 0.5)) with
        {
            Lecture = new("D3, D6", "ȳ = y − t, z̄ = ȳ·σ′(z), w̄ = z̄·x + λ·w, b̄ = z̄; five ways to the same derivative"),
        },
    ];

    /// <summary>Linear classifiers.</summary>
    public static IEnumerable<GalleryModel> Classifiers =>
    [
        GalleryModel.Classifier<LogisticRegression, float>("logistic-regression", HalfPlane, ModelCatalog.Settings(50, 16, 0.5)) with
        {
            CostAtZero = Math.Log(2),
            Lecture = new("L1, L4, L5, L13", "dL/dz = y − t; finite at z = ±1e4; exclusive or leaves it at zero weights and cost ln 2"),
        },
        GalleryModel.Classifier<RegularisedLogistic, float>("regularised-logistic", HalfPlane, ModelCatalog.Settings(50, 16, 0.5)) with
        {
            CostAtZero = Math.Log(2),
            Lecture = new("L11, L12", "weights are regularised, the bias is not"),
        },
        GalleryModel.Classifier<LogisticBiasColumn, float>("logistic-bias-column", HalfPlane, ModelCatalog.Settings(50, 16, 0.5)) with
        {
            CostAtZero = Math.Log(2),
            Lecture = new("L12", "a bias as the weight of a column of ones: the same predictions and gradients"),
        },
        GalleryModel.Classifier<SupportVectorMachine, float>(
            "svm-2",
            new("a half-plane", static seed => PlaneExamples.HalfPlane(seed, negative: -1), Tables.ReadValues),
            ModelCatalog.Settings(50, 16, 0.1)) with
        {
            CostAtZero = 1,
            Lecture = new("L6", "∂/∂w = −t·x and ∂/∂b = −t inside the margin, else 0; hinge ≥ 0-1 loss"),
        },
        GalleryModel.Classifier<LogisticProductFeature, float>("product-feature", Xor, ModelCatalog.Settings(2000, 4, 1)) with
        {
            CostAtZero = Math.Log(2),
            Lecture = new("L13", "with the feature x₁x₂ a linear model computes exclusive or"),
        },
        GalleryModel.Classifier<LogisticSquaredFeatures, float>("squared-features", Ring, ModelCatalog.Settings(200, 16, 2)) with
        {
            CostAtZero = Math.Log(2),
            Lecture = new("L21", "with ‖x‖² and its square a linear model knows a ring"),
        },
        GalleryModel.Classifier<SoftmaxRegression, int>("softmax-regression", Clouds, ModelCatalog.Settings(30, 16, 0.2)) with
        {
            CostAtZero = Math.Log(3),
            Lecture = new("L7", "dL/dz = y − t; ln(yᵢ/yⱼ) = zᵢ − zⱼ; the one-hot targets of labels"),
        },
        GalleryModel.Regression<SoftmaxSoftTargets>("softmax-soft-targets", Directions, ModelCatalog.Settings(50, 16, 0.5)) with
        {
            CostAtZero = Math.Log(8),
            Lecture = new("L7, L10", "targets that are distributions; dL/dz = y − t"),
        },
        GalleryModel.Regression<DivergenceRegression>("divergence", Directions, ModelCatalog.Settings(50, 16, 0.5)) with
        {
            Lecture = new("L10", "the gradient of the cross-entropy; below it by the entropy of the target"),
        },
        GalleryModel.Classifier<MulticlassSupportVectorMachine, int>("multiclass-svm", Clouds, ModelCatalog.Settings(30, 16, 0.1)) with
        {
            CostAtZero = 2,
            Lecture = new("L8", "a cat, a car and a frog cost 2.9, 0 and 12.9; C − 1 at zero scores"),
        },
    ];

    /// <summary>Models with hidden units.</summary>
    public static IEnumerable<GalleryModel> Networks =>
    [
        GalleryModel.Classifier<RandomFeatures, float>("random-features", Ring, ModelCatalog.Settings(300, 16, 0.5)) with
        {
            CostAtZero = Math.Log(2),
            Lecture = new("L22", "frozen random hidden units: convex in what is trained"),
        },
        GalleryModel.Classifier<PlaneNetwork, float>("plane-network", Ring, ModelCatalog.Settings(300, 16, 0.2)) with
        {
            CostAtZero = Math.Log(2),
            Lecture = new("L21", "parity, ring and three modes: a linear classifier fails, this solves them"),
        },
        GalleryModel.Classifier<XorNetwork, float>("xor-network", Xor, ModelCatalog.Settings(1000, 4, 0.5)) with
        {
            CostAtZero = Math.Log(2),
            Lecture = new("L16, optimisation", "averaged over the permutations of its hidden units it costs far more: not convex"),
        },
        GalleryModel.Classifier<PatternSoftmax, int>("pattern-softmax", Patterns, ModelCatalog.Settings(200, 32, 0.5)) with
        {
            CostAtZero = Math.Log(2),
            Lecture = new("L20", "the optimum is zero weights at cost ln 2"),
        },
        GalleryModel.Classifier<PatternNetwork, int>("pattern-network", Patterns, ModelCatalog.Settings(500, 8, 0.1)) with
        {
            CostAtZero = Math.Log(2),
            Lecture = new("L20", "a hidden layer tells the patterns apart wherever they start"),
        },
        GalleryModel.Regression<DeepLinear>("deep-linear", Waves, ModelCatalog.Settings(50, 16, 0.05)) with
        {
            Lecture = new("L19", "W₃W₂W₁ with the biases folded predicts the same"),
        },
        GalleryModel.Regression<PerceptronVectors>("mlp-vectors", Waves, ModelCatalog.Settings(200, 8, 0.2)) with
        {
            Lecture = new("D4", "the vector form gives what the scalar form gives"),
        },
        GalleryModel.Regression<PerceptronScalars>("mlp-scalars", Waves, ModelCatalog.Settings(200, 8, 0.2)) with
        {
            Lecture = new("D4", "the scalar form gives what the vector form gives"),
        },
        GalleryModel.Regression<SkipConnection>(
            "skip-connection", new("a wavy plane", PlaneExamples.WavyPlane, Tables.ReadValues), ModelCatalog.Settings(200, 8, 0.1)) with
        {
            Lecture = new("L16", "any graph without cycles is a network"),
        },
        GalleryModel.Classifier<SharedWeights, float>(
            "shared-weights", new("pairs of points", PlaneExamples.Pairs, Tables.ReadProbabilities), ModelCatalog.Settings(200, 8, 0.1)) with
        {
            CostAtZero = Math.Log(2),
            Lecture = new("L16", "two inputs through the same weights"),
        },
        GalleryModel.Classifier<RecurrentCell, float>(
            "recurrent-cell", new("rows of five bits", static _ => PlaneExamples.Majorities(), Tables.ReadProbabilities),
            ModelCatalog.Settings(200, 8, 0.2)) with
        {
            CostAtZero = Math.Log(2),
            Lecture = new("L16", "weights shared over time"),
        },
    ];

    /// <summary>Models in which nothing is to be learnt.</summary>
    public static IEnumerable<GalleryModel> Untrained =>
    [
        GalleryModel.Untrained<XorByHand>("xor-by-hand") with
        {
            Lecture = new("L15", "h₁ is OR, h₂ is AND, y is h₁ and not h₂"),
        },
        GalleryModel.Untrained<FullAdder>("full-adder") with
        {
            Lecture = new("L17", "AND, OR and NOT compose: sum and carry of three bits"),
        },
        GalleryModel.Untrained<UniversalThree>("universal-3") with
        {
            Lecture = new("L17", "8 hidden threshold units: each of the 256 boolean functions of 3 inputs"),
        },
        GalleryModel.Untrained<UniversalFour>("universal-4") with
        {
            Lecture = new("L17", "16 hidden threshold units: each of the 65,536 boolean functions of 4 inputs"),
        },
        GalleryModel.Untrained<Activations>("activations") with
        {
            Lecture = new("L14", "linear, ReLU, soft ReLU, hard threshold, logistic, tanh"),
        },
        GalleryModel.Untrained<ActivationSlopes>("activation-slopes") with
        {
            Lecture = new("L14", "their slopes, as gradients of an input"),
        },
        GalleryModel.Untrained<SteepLogistic>("steep-logistic") with
        {
            Lecture = new("L18", "|σ(gx) − H(x)| falls with g for x ≠ 0 and stays ½ at 0"),
        },
        GalleryModel.Untrained<ChainRule>("chain-rule") with
        {
            Lecture = new("D7", "df/dt at t = 1 is 2.41048"),
        },
    ];
}
