using System.CommandLine;
using System.Globalization;

namespace KernelGen.Gallery.Running;

/// <summary>Options that set a number of a training in place of the model's own.</summary>
internal static class TrainingNumber
{
    public static Option<int?> Epochs() => Create<int>("--epochs", "How often every example is used.", "a whole number from 1", static n => n >= 1);

    public static Option<int?> Batch() => Create<int>(
        "--batch", "Examples that a step averages over; more than there are makes it full batch.", "a whole number from 1", static n => n >= 1);

    public static Option<double?> LearningRate() => Create<double>(
        "--learning-rate", "How far a step goes down the gradient.", "a positive number", static n => n > 0 && float.IsFinite((float)n));

    public static Option<double?> Momentum() => Create<double>(
        "--momentum", "The share of its velocity that a step keeps; 0 is plain gradient descent.", "a number from 0, below 1", static n => n is >= 0 and < 1);

    public static Option<int?> Seed() => Create<int>(
        "--seed", "Decides the first parameters, the order of the examples, and which are kept for the test.", "a whole number", static _ => true);

    public static Option<int?> Folds() => Create<int>(
        "--folds", "Divide the examples into so many parts, each in turn the test.", "a whole number from 2", static n => n >= 2, "the usual test alone");

    private static Option<T?> Create<T>(string name, string description, string expected, Func<T, bool> fits, string byDefault = "the model's own; train --help lists them")
        where T : struct, IParsable<T> => new(name)
        {
            HelpName = "N",
            Description = $"{description} [default: {byDefault}]",
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
