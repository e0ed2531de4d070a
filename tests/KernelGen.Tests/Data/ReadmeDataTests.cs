using KernelGen.Data;
using KernelGen.Training;

namespace KernelGen.Tests.Data;

public class ReadmeDataTests : TemporaryFolder
{
    [Fact]
    public void The_code_about_data_in_the_readme_runs()
    {
        string text = "age,dose,outcome\n" + string.Concat(Enumerable.Range(0, 90)
            .Select(static i => $"{(i % 7 == 0 ? "NA" : i)},{i * 37 % 11},{(i % 3 == 0 ? "died" : "lived")}\n"));
        var model = new PatientClassifier();
        Write("patients.csv.gz", Pack(text));
        Run(model, PathOf);

        Assert.True(model.Parameters.ContainsAnyExcept(0f));
        Assert.Equal(5, Pipeline.Load(PathOf("patients.json")).OutputCount);
        Assert.Equal([54, 5], Npy.Read<float>(PathOf("training.npy")).Shape.ToArray());
    }

    private static void Run(PatientClassifier model, Func<string, string> pathOf)
    {
        Workspace<float> workspace = model.CreateWorkspace(maxBatch: 64);
        var trainer = new Trainer<PatientClassifier>(model, new TrainingOptions { BatchSize = 64, Epochs = 2 });

        // The README's code, between the lines of dashes, but for paths and what follows two slashes.
        // ---
        var options = new CsvOptions { HasHeader = true, MissingMarks = ["?", "NA"], Missing = MissingPolicy.Fill };
        ClassificationData<float> patients = Csv.LoadClassification<float>(pathOf("patients.csv.gz"), labelColumn: "outcome", options);
        var (training, validation, test) = Split.Stratified(patients.Dataset, trainingShare: 0.6, validationShare: 0.2, seed: 1);
        Pipeline pipeline = Pipeline.Fit(training, PipelineStep.MeanFill, PipelineStep.Standardize, PipelineStep.Polynomial(degree: 2));
        pipeline.Save(pathOf("patients.json"));
        training = pipeline.Apply(training);
        Npy.Write(pathOf("training.npy"), training.Inputs.Span, [training.Count, training.InputCount]);

        using var examples = Csv.OpenClassification<float>(pathOf("patients.csv.gz"), labelColumn: "outcome", options);
        var batches = new Batches<float, int>(pipeline.Apply(examples), batchSize: 64, window: 10_000, seed: 1);
        foreach (var batch in batches.Epoch(1))
        {
            model.SgdStep(batch.Inputs, batch.Targets, 0.1f, workspace);
        }

        trainer.Fit(batches, pipeline.Apply(validation));
        // ---

        Assert.Equal(36, validation.Count + test.Count);
    }
}

/// <summary>Two outcomes from five features.</summary>
[Model(Inputs = 5)]
[Dense(2)]
[Loss(Loss.SoftmaxCrossEntropy)]
public sealed partial class PatientClassifier;
