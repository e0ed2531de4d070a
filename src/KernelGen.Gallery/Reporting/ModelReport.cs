using System.Globalization;
using KernelGen.Gallery.Models;
using Spectre.Console;

namespace KernelGen.Gallery.Reporting;

/// <summary>Prints all that is known of a model before any training.</summary>
/// <param name="console">Where to print.</param>
public sealed class ModelReport(IAnsiConsole console)
{
    private readonly RunReport report = new(console);

    /// <summary>Prints what the model shows of machine learning, its equations and plan, parameters and costs.</summary>
    public void Write(GalleryModel model)
    {
        report.WriteModel(model);
        if (model.Lecture is { } lecture)
        {
            WriteLine($"shows: {lecture.Claim}; asserted under {lecture.Rows} in tests/KernelGen.Gallery.Tests/Lectures");
        }

        WriteEquations(model.Type);
        WriteArguments(model.Info);
        WriteLearning(model);
        WriteCosts(model.Info);
        report.WriteGeneratedSource(model.Type);
    }

    // What the build wrote above the model's class. Away from the build there is no file to read them from.
    private void WriteEquations(Type model)
    {
        if (GeneratedSource.Find(model) is not { } path)
        {
            return;
        }

        report.WriteHeading("equations and plan");
        foreach (string line in GeneratedRemarks.Of(File.ReadLines(path)))
        {
            WriteLine($"{line}");
        }
    }

    private void WriteArguments(ModelInfo info)
    {
        report.WriteHeading("arguments");
        foreach (InputInfo input in info.Inputs)
        {
            WriteLine($"input {input.Name} [{input.Length}]{(input.HasGradient ? ", with its gradient" : "")}");
        }

        if (info.Inputs.IsEmpty)
        {
            WriteLine($"input x [{info.InputCount}]");
        }

        if (info.HasObjective)
        {
            WriteLine($"target: {TargetInWords(info)}");
        }

        foreach (ParameterLayout parameter in info.Parameters)
        {
            string start = parameter.IsFrozen ? $"{parameter.Initialization}, frozen" : $"{parameter.Initialization}";
            WriteLine($"parameter {parameter.Name} [{parameter.Rows} × {parameter.Columns}], starts as {start}");
        }

        foreach (HyperparameterInfo hyperparameter in info.Hyperparameters)
        {
            WriteLine($"hyperparameter {hyperparameter.Name} = {hyperparameter.Value}");
        }
    }

    private void WriteLearning(GalleryModel model)
    {
        if (model.Info.Convexity is not { } convexity)
        {
            return;
        }

        report.WriteHeading("learning");
        WriteLine($"{convexity}");
        if (model.HasClosedForm)
        {
            WriteLine($"SolveLeastSquares sets the parameters to those of least cost");
        }
    }

    private void WriteCosts(ModelInfo info)
    {
        report.WriteHeading("costs");
        string ratio = info is { ForwardFlops: > 0, BackwardFlops: > 0 }
            ? FormattableString.Invariant($", {(double)info.BackwardFlops / info.ForwardFlops:F3} times as many")
            : "";
        WriteLine($"forward:   {info.ForwardFlops:N0} FLOP an example");
        WriteLine($"backward:  {info.BackwardFlops:N0} FLOP an example{ratio}");
        WriteLine($"trainable: {info.ParameterCount:N0} parameters; buffer of {info.ParameterLength:N0} with padding");
        WriteLine($"workspace: {info.WorkspacePerExample:N0} elements an example and {info.WorkspaceFixed:N0} in all");
    }

    private static string TargetInWords(ModelInfo info) => info.Target switch
    {
        TargetKind.None => "none",
        TargetKind.Label => $"a label 0 … {info.ClassCount - 1}",
        TargetKind.Probability => "a probability",
        TargetKind.Sign => "−1 or +1",
        TargetKind.Distribution => $"{info.TargetCount} probabilities",
        _ => info.TargetCount == 1 ? "a number" : $"{info.TargetCount} numbers",
    };

    private void WriteLine(FormattableString line) =>
        console.Profile.Out.Writer.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
