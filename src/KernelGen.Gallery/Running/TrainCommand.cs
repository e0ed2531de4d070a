using System.CommandLine;
using System.Globalization;
using KernelGen.Gallery.Models;
using KernelGen.Training;
using Spectre.Console;

namespace KernelGen.Gallery.Running;

/// <summary><c>train MODEL</c>: trains a model on a file and reports it.</summary>
internal sealed class TrainCommand : Command, ILesson
{
    private readonly Argument<GalleryModel> model = new("MODEL")
    {
        Description = "The model's name, as list prints it.",
        CustomParser = ModelArgument.ParseTrained,
    };

    private readonly Option<string?> data = DataOption.Create();

    private readonly Option<int?> epochs = TrainingNumber.Epochs();

    private readonly Option<int?> batch = TrainingNumber.Batch();

    private readonly Option<double?> learningRate = TrainingNumber.LearningRate();

    private readonly Option<double?> momentum = TrainingNumber.Momentum();

    private readonly Option<int?> seed = TrainingNumber.Seed();

    private readonly Option<string?> save = new("--save")
    {
        HelpName = "FILE",
        Description = "Where to write the trained parameters, those of a training ended by Ctrl-C too: a file .safetensors, for evaluate.",
    };

    private readonly Option<bool> json = JsonOption.Create();

    public TrainCommand(IAnsiConsole console, CancellationToken cancellation)
        : base("train", "Check a model's gradients, train it on a file, and report accuracy, speed and memory.")
    {
        Add(model);
        Add(data);
        Add(epochs);
        Add(batch);
        Add(learningRate);
        Add(momentum);
        Add(seed);
        Add(save);
        Add(json);
        SetAction(parse =>
        {
            if (parse.GetValue(save) is string path)
            {
                OutputFile.RequireFolder(path);
            }

            GalleryModel chosen = parse.GetRequiredValue(model);
            GalleryTraining training = chosen.Training!;
            var settings = new RunSettings(console, chosen, OptionsOf(parse, training.Defaults), cancellation)
            {
                Save = parse.GetValue(save),
                Json = parse.GetValue(json),
            };
            return CommandLine.ExitCode(training.Run(settings, parse.GetValue(data)));
        });
    }

    /// <summary>Examples of the command, and each model's own settings.</summary>
    public string Lesson
    {
        get
        {
            IEnumerable<string> rows = ModelCatalog.Trained.Select(static m => string.Create(
                CultureInfo.InvariantCulture,
                $"  {m.Model.Name,-25} {m.Training.LearnsFrom,-27} {m.Training.Defaults.Epochs,6} {m.Training.Defaults.BatchSize,6} {m.Training.Defaults.LearningRate,14}"));
            return $"""
                Examples:
                  train mlp-784-128-10 --data ../shared/data/mnist
                      MNIST's files; of a single pair, the first 80 % to train and the rest to test
                  train softmax-4-3 --data iris.csv --epochs 200 --learning-rate 0.05
                  train mlp-2-8-1 --momentum 0.9 --seed 7 --save xor.safetensors

                Each model's own settings:
                  {"model",-25} {"learns from",-27} {"epochs",6} {"batch",6} {"learning rate",14}
                {string.Join('\n', rows)}

                """;
        }
    }

    private TrainingOptions OptionsOf(ParseResult parse, TrainingOptions defaults) => defaults with
    {
        Epochs = parse.GetValue(epochs) ?? defaults.Epochs,
        BatchSize = parse.GetValue(batch) ?? defaults.BatchSize,
        LearningRate = parse.GetValue(learningRate) ?? defaults.LearningRate,
        Optimizer = parse.GetValue(momentum) switch
        {
            null => defaults.Optimizer,
            0 => new GradientDescent(),
            double coefficient => new Momentum { Coefficient = coefficient },
        },
        Seed = parse.GetValue(seed) ?? defaults.Seed,
    };
}
