using System.CommandLine;
using KernelGen.Gallery.Models;
using KernelGen.Gallery.Reporting;
using Spectre.Console;

namespace KernelGen.Gallery.Running;

/// <summary><c>evaluate MODEL</c>: what saved parameters are worth on what is kept for the test.</summary>
internal sealed class EvaluateCommand : Command
{
    private readonly Argument<GalleryModel> model = new("MODEL")
    {
        Description = "The model's name, as list prints it.",
        CustomParser = ModelArgument.ParseTrained,
    };

    private readonly Option<string> weights = WeightsOption.Create();

    private readonly Option<string?> data = DataOption.Create();

    private readonly Option<int?> seed = new("--seed")
    {
        HelpName = "N",
        Description = "Decides which examples are the test. [default: that of the training, so that none of the test was learnt from]",
    };

    private readonly Option<bool> json = JsonOption.Create();

    public EvaluateCommand(IAnsiConsole console)
        : base("evaluate", "Load parameters that train --save wrote, and print cost and metrics on the examples kept for the test.")
    {
        Add(model);
        Add(weights);
        Add(data);
        Add(seed);
        Add(json);
        SetAction(parse =>
        {
            var settings = new EvaluationSettings(parse.GetRequiredValue(model), parse.GetRequiredValue(weights), parse.GetValue(seed));
            ModelEvaluation evaluation = settings.Model.Training!.Evaluate(settings, parse.GetValue(data));
            var report = new EvaluationReport(console);
            if (parse.GetValue(json))
            {
                report.WriteJson(settings.Model, evaluation);
            }
            else
            {
                report.Write(settings.Model, evaluation);
            }
        });
    }
}
