using System.Numerics;
using KernelGen.Gallery.Reporting;
using KernelGen.Training;
using Spectre.Console;

namespace KernelGen.Gallery.Running;

/// <summary>Trains a classifier before one's eyes and reports what came of it.</summary>
public static class ClassifierRun
{
    /// <summary>
    /// Initialises and trains the model, then prints the learning curve, the accuracy and confusions on the test data, what a step
    /// costs, and where the model's generated source lies.
    /// </summary>
    /// <param name="console">Where to print.</param>
    /// <param name="model">Its parameters are set anew.</param>
    /// <param name="training">What the model learns from.</param>
    /// <param name="test">What it is tested on; also measured after each epoch, without influence on the training.</param>
    /// <param name="options">How to train; the seed also initialises the parameters.</param>
    /// <param name="classNames">A name for each class; null numbers them from 0.</param>
    /// <param name="cancellation">Ends the training early; the rest is still printed.</param>
    public static TrainingResult Run<TModel, TTarget>(
        IAnsiConsole console,
        TModel model,
        Dataset<float, TTarget> training,
        Dataset<float, TTarget> test,
        TrainingOptions options,
        IReadOnlyList<string>? classNames = null,
        CancellationToken cancellation = default)
        where TModel : class, IClassifier<float>, ITrainable<float, TTarget>
        where TTarget : unmanaged, INumber<TTarget>
    {
        model.Initialize(options.Seed);
        TrainingResult result = new TrainingDisplay(console, options.Epochs)
            .Show(progress => new Trainer<TModel>(model, options).Fit(training, test, progress, cancellation));

        var report = new RunReport(console);
        report.WriteLearningCurve(result.History);
        report.WriteTest(ConfusionMatrix.Of(model, test), classNames);
        report.WriteStep(StepMeasurement.Take(model, training, options.BatchSize));
        report.WriteGeneratedSource(typeof(TModel));
        return result;
    }
}
