using System.CommandLine.Parsing;
using System.Globalization;
using KernelGen.Training;

namespace KernelGen.Gallery.Running;

/// <summary>An optimiser as the command line names it.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="Optimizer">How it steps.</param>
/// <param name="LearningRate">The learning rate that was given with it; null for a usual one.</param>
internal sealed record OptimizerChoice(string Name, Optimizer Optimizer, double? LearningRate = null)
{
    // A step of constant gradients is 1 / (1 − 0.9) times as long with momentum.
    private const double MomentumShare = 0.1;

    // Steps that are divided by the size of the gradient are about as long as the rate, whatever the model.
    private const double AdaptiveRate = 0.01;

    private static readonly OptimizerChoice[] All =
    [
        new("sgd", new GradientDescent()), new("momentum", new Momentum()), new("nesterov", new Momentum { Nesterov = true }),
        new("rmsprop", new RmsProp()), new("adagrad", new AdaGrad()), new("adam", new Adam()), new("adamw", new Adam { Decay = 0.01 }),
    ];

    /// <summary>The names that are understood.</summary>
    public static string Names => string.Join(", ", All.Select(static choice => choice.Name));

    /// <summary>The optimisers of a list such as <c>sgd,adam:0.03</c>, or none after saying what is wrong.</summary>
    public static OptimizerChoice[] Parse(ArgumentResult result)
    {
        var choices = new List<OptimizerChoice>();
        foreach (string item in result.Tokens[0].Value.Split(','))
        {
            string[] parts = item.Split(':', 2);
            OptimizerChoice? found = Array.Find(All, choice => choice.Name == parts[0].Trim());
            double rate = 0;
            if (found is null || parts.Length == 2 && !(double.TryParse(parts[1], CultureInfo.InvariantCulture, out rate) && rate > 0 && float.IsFinite((float)rate)))
            {
                result.AddError($"--optimizers: expected names of {Names}, each with :RATE or without; got {item}.");
                return [];
            }

            choices.Add(parts.Length == 2 ? found with { LearningRate = rate } : found);
        }

        return [.. choices];
    }

    /// <summary>A model's own way of training, with this optimiser.</summary>
    /// <param name="defaults">Those of the model.</param>
    /// <param name="learningRate">The rate of all optimisers that were given none; null for a usual one of each.</param>
    public TrainingOptions Of(TrainingOptions defaults, double? learningRate) => defaults with
    {
        Optimizer = Optimizer,
        LearningRate = LearningRate ?? learningRate ?? Optimizer switch
        {
            GradientDescent => defaults.LearningRate,
            Momentum => MomentumShare * defaults.LearningRate,
            _ => AdaptiveRate,
        },
    };
}
