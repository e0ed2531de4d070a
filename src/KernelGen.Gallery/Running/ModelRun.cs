using System.Numerics;
using KernelGen.Data;
using KernelGen.Gallery.Examples;
using KernelGen.Gallery.Models;
using KernelGen.Gallery.Reporting;
using KernelGen.Testing;
using KernelGen.Training;
using Spectre.Console;

namespace KernelGen.Gallery.Running;

/// <summary>Checks a model's gradients, trains it before one's eyes and reports what came of it.</summary>
/// <remarks>
/// The learning curve, the test, what a step costs, and where the model's generated source lies are printed even where the
/// training was cancelled. Parameters are initialised by the seed of the options.
/// </remarks>
public static class ModelRun
{
    /// <summary>Runs a model that decides between classes: the test is its accuracy and its confusions.</summary>
    /// <exception cref="DataFormatException">The examples are not of the model's width or number of classes. Nothing was trained.</exception>
    /// <exception cref="TrainingDivergedException">Training diverged; the epochs before have been printed.</exception>
    public static RunEnd OfClassifier<TModel, TTarget>(RunSettings settings, TrainingExamples<TTarget> examples)
        where TModel : class, IClassifier<float>, ITrainable<float, TTarget>, new()
        where TTarget : unmanaged, INumber<TTarget>
    {
        RequireClasses(settings.Model, TModel.Info, examples);
        return Run<TModel, TTarget>(
            settings, examples, model => ModelEvaluation.OfClasses(model, examples),
            static (report, _, test) => report.WriteTest(test.Confusions!, test.ClassNames));
    }

    /// <summary>Runs a model that predicts values: the test is its cost.</summary>
    /// <exception cref="DataFormatException">The examples are not of the model's width. Nothing was trained.</exception>
    /// <exception cref="TrainingDivergedException">Training diverged; the epochs before have been printed.</exception>
    public static RunEnd OfRegression<TModel>(RunSettings settings, TrainingExamples<float> examples)
        where TModel : class, ITrainable<float, float>, new() =>
        Run<TModel, float>(
            settings, examples, model => ModelEvaluation.OfValues(model, examples), (report, model, test) => report.WriteTest(model, examples.Test, test));

    private static RunEnd Run<TModel, TTarget>(
        RunSettings settings, TrainingExamples<TTarget> examples, Func<TModel, ModelEvaluation> evaluate,
        Action<RunReport, TModel, ModelEvaluation> writeTest)
        where TModel : class, ITrainable<float, TTarget>, new()
        where TTarget : unmanaged, INumber<TTarget>
    {
        RequireWidth(settings.Model, TModel.Info, examples);
        IAnsiConsole console = settings.Json ? StandardOutput.Nowhere() : settings.Console;
        var report = new RunReport(console);
        report.WriteModel(settings.Model);
        report.WriteExamples(examples);
        GradientCheckReport check = GradientCheck.Run<TModel>(settings.Options.Seed);
        report.WriteGradientCheck(check);
        if (!check.Passed)
        {
            if (settings.Json)
            {
                CheckReport.WriteJson(settings.Console, settings.Model, check);
            }

            return RunEnd.GradientCheckFailed;
        }

        var model = new TModel();
        TrainingResult result = Train(settings, console, model, examples);
        if (settings.Save is { } path)
        {
            SavedTraining.Of(settings.Options.Seed, examples).Save(model, path);
            report.WriteSaved(path);
        }

        ModelEvaluation test = evaluate(model);
        report.WriteHeading("test");
        writeTest(report, model, test);
        report.WriteHeading("cost of a step");
        StepMeasurement step = StepMeasurement.Take(model, examples.Training, settings.Options.BatchSize);
        report.WriteStep(step);
        report.WriteGeneratedSource(typeof(TModel));
        if (settings.Json)
        {
            TrainingJson.Write(settings, examples.Training.Count, result, test, step);
        }

        return result.Cancelled ? RunEnd.Cancelled : RunEnd.Completed;
    }

    internal static void RequireClasses<TTarget>(GalleryModel model, ModelInfo info, TrainingExamples<TTarget> examples)
        where TTarget : unmanaged
    {
        if (examples.ClassNames is { } names && names.Length != info.ClassCount)
        {
            throw new DataFormatException(
                examples.Origin, $"{info.ClassCount} classes for {model.Name}", $"{names.Length}: {string.Join(", ", names)}");
        }
    }

    internal static void RequireWidth<TTarget>(GalleryModel model, ModelInfo info, TrainingExamples<TTarget> examples)
        where TTarget : unmanaged
    {
        foreach (Dataset<float, TTarget> part in new[] { examples.Training, examples.Test })
        {
            if (part.InputCount != info.InputCount)
            {
                throw new DataFormatException(
                    examples.Origin, $"{info.InputCount} inputs in every example for {model.Name}", $"{part.InputCount}");
            }
        }
    }

    private static TrainingResult Train<TModel, TTarget>(
        RunSettings settings, IAnsiConsole console, TModel model, TrainingExamples<TTarget> examples)
        where TModel : class, ITrainable<float, TTarget>
        where TTarget : unmanaged, INumber<TTarget>
    {
        var report = new RunReport(console);
        model.Initialize(settings.Options.Seed);
        report.WriteHeading("training");
        report.WriteOptions(settings.Options);
        try
        {
            TrainingResult result = new TrainingDisplay(console, settings.Options.Epochs)
                .Show(progress => new Trainer<TModel>(model, settings.Options)
                    .Fit(examples.Training, examples.Test, progress, settings.Cancellation));
            report.WriteLearningCurve(result.History, settings.Options.Epochs);
            if (result.Cancelled)
            {
                report.WriteCancelled(result, settings.Options.Epochs);
            }

            return result;
        }
        catch (TrainingDivergedException diverged)
        {
            report.WriteLearningCurve(diverged.History, settings.Options.Epochs);
            throw;
        }
    }
}
