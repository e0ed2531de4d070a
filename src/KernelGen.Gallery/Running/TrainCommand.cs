using System.CommandLine;
using System.Globalization;
using KernelGen.Gallery.Models;
using KernelGen.Training;
using Spectre.Console;

namespace KernelGen.Gallery.Running;

/// <summary><c>train MODEL</c>: trains a model on a file and reports it.</summary>
internal sealed class TrainCommand : Command
{
    private readonly Argument<GalleryModel> model = new("MODEL")
    {
        Description = "The model's name, as list prints it.",
        CustomParser = ModelArgument.ParseTrained,
    };

    private readonly Option<string?> data = DataOption.Create();

    private readonly Option<int?> epochs = Number<int>("--epochs", "How often every example is used.", "a whole number from 1", static n => n >= 1);

    private readonly Option<int?> batch = Number<int>(
        "--batch", "Examples that a step averages over; more than there are makes it full batch.", "a whole number from 1", static n => n >= 1);

    private readonly Option<double?> learningRate = Number<double>(
        "--learning-rate", "How far a step goes down the gradient.", "a positive number", static n => n > 0 && float.IsFinite((float)n));

    private readonly Option<double?> momentum = Number<double>(
        "--momentum", "The share of its velocity that a step keeps; 0 is plain gradient descent.", "a number from 0, below 1", static n => n is >= 0 and < 1);

    private readonly Option<int?> seed = Number<int>(
        "--seed", "Decides the first parameters, the order of the examples, and which are kept for the test.", "a whole number", static _ => true);

    private readonly Option<string?> save = new("--save")
    {
        HelpName = "FILE",
        Description = "Where to write the trained parameters, those of a training ended by Ctrl-C too: a file .safetensors, for evaluate.",
    };

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
        SetAction(parse =>
        {
            GalleryModel chosen = parse.GetRequiredValue(model);
            GalleryTraining training = chosen.Training!;
            var settings = new RunSettings(console, chosen, OptionsOf(parse, training.Defaults), cancellation) { Save = parse.GetValue(save) };
            return CommandLine.ExitCode(training.Run(settings, parse.GetValue(data)));
        });
    }

    /// <summary>Examples of the command, and each model's own settings.</summary>
    public static string Lesson
    {
        get
        {
            IEnumerable<string> rows = ModelCatalog.Trained.Select(static m => string.Create(
                CultureInfo.InvariantCulture,
                $"  {m.Model.Name,-25} {m.Training.LearnsFrom,-20} {m.Training.Defaults.Epochs,6} {m.Training.Defaults.BatchSize,6} {m.Training.Defaults.LearningRate,14}"));
            return $"""
                Examples:
                  train mlp-784-128-10 --data ../shared/data/mnist
                      MNIST's files; of a single pair, the first 80 % to train and the rest to test
                  train softmax-4-3 --data iris.csv --epochs 200 --learning-rate 0.05
                  train mlp-2-8-1 --momentum 0.9 --seed 7 --save xor.safetensors

                Each model's own settings:
                  {"model",-25} {"learns from",-20} {"epochs",6} {"batch",6} {"learning rate",14}
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

    private static Option<T?> Number<T>(string name, string description, string expected, Func<T, bool> fits)
        where T : struct, IParsable<T> => new(name)
        {
            HelpName = "N",
            Description = $"{description} [default: the model's own, below]",
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value;
                if (T.TryParse(text, CultureInfo.InvariantCulture, out T value) && fits(value))
                {
                    return value;
                }

                result.AddError($"{name}: expected {expected}; got {text}.");
                return null;
            },
        };
}
