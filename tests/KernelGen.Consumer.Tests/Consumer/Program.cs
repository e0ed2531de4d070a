using KernelGen;
using KernelGen.Data;
using KernelGen.Testing;
using KernelGen.Training;

// Two interleaved classes that no straight line separates: inside and outside a ring.
var random = new KernelGen.Numerics.RandomSource(3);
float[] points = new float[2 * 400];
float[] inside = new float[400];
for (int i = 0; i < inside.Length; i++)
{
    points[2 * i] = (float)random.NextDouble(-2, 2);
    points[2 * i + 1] = (float)random.NextDouble(-2, 2);
    inside[i] = points[2 * i] * points[2 * i] + points[2 * i + 1] * points[2 * i + 1] < 1.8f ? 1 : 0;
}

var (training, validation) = Split.Random(new Dataset<float, float>(points, 2, inside), 0.75, seed: 1);

GradientCheck.Run<RingClassifier>(seed: 7).ThrowIfFailed();
Console.WriteLine("gradient: right");

var model = new RingClassifier();
model.Initialize(seed: 1);
var result = new Trainer<RingClassifier>(model, new TrainingOptions { BatchSize = 20, Epochs = 200, LearningRate = 0.5f, Seed = 1 })
    .Fit(training, validation);
Console.WriteLine($"epochs: {result.History.Length}");
Console.WriteLine(FormattableString.Invariant($"error rate: {result.History[^1].ValidationErrorRate:F3}"));

[Model(Inputs = 2)]
[Dense(16, Activation.Tanh)]
[Dense(1)]
[Loss(Loss.LogisticCrossEntropy)]
public sealed partial class RingClassifier;
