using System.CommandLine;
using KernelGen.Gallery.Models;
using KernelGen.Gallery.Reporting;
using KernelGen.Training;
using Spectre.Console;

namespace KernelGen.Gallery.Running;

/// <summary><c>compare MODEL …</c>: models, or optimisers, on one data set in one table.</summary>
internal sealed class CompareCommand : Command, ILesson
{
    private readonly Argument<GalleryModel[]> models = new("MODEL")
    {
        Description = "The models' names, as list prints them.",
        Arity = ArgumentArity.OneOrMore,
        CustomParser = ModelArgument.ParseAllTrained,
    };

    private readonly Option<OptimizerChoice[]?> optimizers = new("--optimizers")
    {
        HelpName = "LIST",
        Description = $"Optimisers to train each model with, e.g. sgd,adam:0.03 with a learning rate: {OptimizerChoice.Names}. [default: the model's own]",
        CustomParser = OptimizerChoice.Parse,
    };

    private readonly Option<string?> data = DataOption.Create();

    private readonly Option<int?> epochs = TrainingNumber.Epochs();

    private readonly Option<int?> batch = TrainingNumber.Batch();

    private readonly Option<double?> learningRate = TrainingNumber.LearningRate();

    private readonly Option<int?> seed = TrainingNumber.Seed();

    private readonly Option<int?> folds = TrainingNumber.Folds();

    private readonly Option<bool> json = JsonOption.Create();

    public CompareCommand(IAnsiConsole console, CancellationToken cancellation)
        : base("compare", "Train several models, or one with several optimisers, on one data set, and print costs, metrics and speed in one table.")
    {
        Add(models);
        Add(optimizers);
        Add(data);
        Add(epochs);
        Add(batch);
        Add(learningRate);
        Add(seed);
        Add(folds);
        Add(json);
        Validators.Add(result =>
        {
            // Names that are wrong have been told: their values cannot be asked for.
            string[] sets =
            [
                .. (result.GetResult(models)?.Tokens ?? []).Select(static token => ModelCatalog.Find(token.Value)?.Training?.LearnsFrom).OfType<string>().Distinct(),
            ];
            if (sets.Length > 1 && result.GetValue(data) is null)
            {
                result.AddError($"These models learn from {string.Join(", ", sets)}; compare takes models of one data set, or one for all by --data.");
            }
        });
        SetAction(parse =>
        {
            var rows = new List<ModelComparison>();
            foreach ((GalleryModel model, OptimizerChoice? optimizer) in Pairs(parse))
            {
                if (!cancellation.IsCancellationRequested)
                {
                    TrainingOptions options = OptionsOf(parse, model.Training!.Defaults, optimizer);
                    var settings = new TrialSettings(model, options, parse.GetValue(folds), cancellation);
                    rows.Add(new ModelComparison(model, optimizer?.Name, options.LearningRate, model.Training.Try(settings, parse.GetValue(data))));
                }
            }

            var report = new ComparisonReport(console);
            if (parse.GetValue(json))
            {
                report.WriteJson(rows);
            }
            else
            {
                report.Write(rows, parse.GetValue(folds));
            }

            return cancellation.IsCancellationRequested ? CommandLine.Interrupted
                : rows.Exists(static row => row.Trouble is not null) ? CommandLine.Failure
                : CommandLine.Success;
        });
    }

    /// <summary>Examples of the command.</summary>
    public string Lesson => """
        Examples:
          compare digits-64-32-10 digits-64-128-10 --data digits.csv.gz
              two widths of a hidden layer
          compare plane-network --optimizers sgd,momentum,adam:0.03,rmsprop --epochs 50
          compare logistic-30 svm-30 --folds 5 --data breast_cancer.csv
              means of five trainings and their standard errors

        """;

    private IEnumerable<(GalleryModel Model, OptimizerChoice? Optimizer)> Pairs(ParseResult parse)
    {
        OptimizerChoice?[] choices = parse.GetValue(optimizers) is { Length: > 0 } asked ? [.. asked] : [null];
        return parse.GetRequiredValue(models).SelectMany(model => choices.Select(choice => (model, choice)));
    }

    private TrainingOptions OptionsOf(ParseResult parse, TrainingOptions defaults, OptimizerChoice? optimizer)
    {
        double? rate = parse.GetValue(learningRate);
        TrainingOptions options = defaults with
        {
            Epochs = parse.GetValue(epochs) ?? defaults.Epochs,
            BatchSize = parse.GetValue(batch) ?? defaults.BatchSize,
            Seed = parse.GetValue(seed) ?? defaults.Seed,
        };
        return optimizer?.Of(options, rate) ?? options with { LearningRate = rate ?? options.LearningRate };
    }
}
