using System.CommandLine;
using KernelGen.Gallery.Models;
using KernelGen.Gallery.Reporting;
using Spectre.Console;

namespace KernelGen.Gallery.Running;

/// <summary><c>show MODEL</c>: all that is known of a model before any training.</summary>
internal sealed class ShowCommand : Command
{
    private readonly Argument<GalleryModel> model = new("MODEL")
    {
        Description = "The model's name, as list prints it.",
        CustomParser = ModelArgument.Parse,
    };

    private readonly Option<string?> graph = new("--graph")
    {
        HelpName = "FILE",
        Description = "Where to draw the computation graph, values and adjoints: a file .svg, or .dot for Graphviz.",
    };

    private readonly Option<bool> json = JsonOption.Create();

    public ShowCommand(IAnsiConsole console)
        : base("show", "Print a model's equations, plan, parameters and costs, and what it shows of machine learning.")
    {
        graph.Validators.Add(static result =>
        {
            if (result.GetValueOrDefault<string?>() is { } path && !IsSvg(path) && !IsDot(path))
            {
                result.AddError($"{result.Option.Name}: expected a file .svg or .dot, got {path}.");
            }
        });
        Add(model);
        Add(graph);
        Add(json);
        SetAction(parse =>
        {
            GalleryModel chosen = parse.GetRequiredValue(model);
            string? path = parse.GetValue(graph);
            if (path is not null)
            {
                // First: where this fails, its reason is all that is said.
                File.WriteAllText(path, IsSvg(path) ? chosen.Info.Graph.ToSvg() : chosen.Info.Graph.ToDot());
            }

            if (parse.GetValue(json))
            {
                ModelJson.Write(console, chosen, path);
                return;
            }

            new ModelReport(console).Write(chosen);
            if (path is not null)
            {
                console.Profile.Out.Writer.WriteLine($"graph:     {path}");
            }
        });
    }

    private static bool IsSvg(string path) => path.EndsWith(".svg", StringComparison.OrdinalIgnoreCase);

    private static bool IsDot(string path) => path.EndsWith(".dot", StringComparison.OrdinalIgnoreCase);
}
