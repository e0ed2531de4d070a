using System.CommandLine;
using KernelGen.Gallery.Models;
using KernelGen.Gallery.Reporting;
using KernelGen.Testing;
using Spectre.Console;

namespace KernelGen.Gallery.Running;

/// <summary><c>check MODEL</c>: whether the generated kernels compute what the equations say, and whether the model is fit to be trained.</summary>
internal sealed class CheckCommand : Command
{
    private readonly Argument<GalleryModel> model = new("MODEL")
    {
        Description = "The model's name, as list prints it.",
        CustomParser = ModelArgument.Parse,
    };

    private readonly Option<int> seed = new("--seed")
    {
        HelpName = "N",
        Description = "Decides the parameters and examples at which the model is checked.",
        DefaultValueFactory = static _ => 1,
    };

    private readonly Option<bool> json = JsonOption.Create();

    public CheckCommand(IAnsiConsole console)
        : base(
            "check", "Check a model's gradients against its equations and differences, its cost at zero parameters, that it learns a small batch by heart, " +
            "and the largest stable learning rate of least squares.")
    {
        Add(model);
        Add(seed);
        Add(json);
        SetAction(parse =>
        {
            GalleryModel chosen = parse.GetRequiredValue(model);
            GradientCheckOptions options = new() { Sanity = SanityChecks.All, CostAtZero = chosen.CostAtZero };
            return Report(console, parse.GetValue(json), chosen, GradientCheck.Run(chosen.Probe, parse.GetValue(seed), options));
        });
    }

    /// <summary>Prints what was found.</summary>
    /// <returns>The exit code.</returns>
    internal static int Report(IAnsiConsole console, bool json, GalleryModel model, GradientCheckReport check)
    {
        if (json)
        {
            CheckReport.WriteJson(console, model, check);
        }
        else
        {
            new RunReport(console).WriteModel(model);
            console.Profile.Out.Writer.Write(check.ToString());
        }

        return check.Passed ? CommandLine.Success : CommandLine.Failure;
    }
}
