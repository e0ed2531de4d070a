using System.Globalization;
using KernelGen;
using KernelGen.Data;
using KernelGen.Equations;
using KernelGen.Persistence;
using KernelGen.Testing;
using KernelGen.Training;
using static KernelGen.Equations.Functions;

// Two classes that no straight line separates: inside and outside a ring.
var random = new KernelGen.Numerics.RandomSource(3);
using (StreamWriter table = File.CreateText("ring.csv"))
{
    table.WriteLine("x,y,inside");
    for (int i = 0; i < 400; i++)
    {
        double x = random.NextDouble(-2, 2), y = random.NextDouble(-2, 2);
        table.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{x:R},{y:R},{(x * x + y * y < 1.8 ? 1 : 0)}"));
    }
}

Dataset<float, float> points = Csv.LoadRegression<float>("ring.csv", "inside", new CsvOptions { HasHeader = true });
var (training, validation) = Split.Random(points, 0.75, seed: 1);
Pipeline pipeline = Pipeline.Fit(training, PipelineStep.Standardize);
pipeline.Save("ring.json");
pipeline = Pipeline.Load("ring.json");
training = pipeline.Apply(training);
validation = pipeline.Apply(validation);

Train<RingClassifier>("layers");
Train<RingEquations>("equations");

void Train<TModel>(string form)
    where TModel : class, ITrainable<float, float>, new()
{
    GradientCheck.Run<TModel>(seed: 7).ThrowIfFailed();
    var model = new TModel();
    model.Initialize(seed: 1);
    var options = new TrainingOptions { BatchSize = 20, Epochs = 200, LearningRate = 0.5f, Seed = 1 };
    TrainingResult result = new Trainer<TModel>(model, options).Fit(training, validation);
    model.SaveParameters("ring.safetensors");
    var loaded = new TModel();
    loaded.LoadParameters("ring.safetensors");
    bool same = loaded.Parameters.SequenceEqual(model.Parameters);
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{form}: gradient right, epochs {result.History.Length}, cost {result.History[^1].ValidationCost:F3}, loaded {(same ? "alike" : "differently")}"));
}

[Model(Inputs = 2)]
[Dense(16, Activation.Tanh)]
[Dense(1)]
[Loss(Loss.LogisticCrossEntropy)]
public sealed partial class RingClassifier;

[Model]
public sealed partial class RingEquations
{
    [Objective]
    static Scalar Objective(
        [Input(2)] Vector x, [Target] Scalar t, [Parameter(16, 2)] Matrix w, [Parameter(16)] Vector b, [Parameter(16)] Vector v, [Parameter] Scalar c)
        => CrossEntropy(Probability(x, w, b, v, c), t);

    [Output]
    static Scalar Probability(Vector x, Matrix w, Vector b, Vector v, Scalar c) => Logistic(Dot(v, Tanh(w * x + b)) + c);
}
