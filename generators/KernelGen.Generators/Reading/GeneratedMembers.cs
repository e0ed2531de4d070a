using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace KernelGen.Generators.Reading;

/// <summary>The names that the build writes into a model: a user's member of the same name would not compile.</summary>
internal static class GeneratedMembers
{
    /// <summary>The nested class of the second precision under <c>Precision.Both</c>.</summary>
    public const string DoubleTwin = "DoublePrecision";

    public static HashSet<string> Of(IReadOnlyList<LayerSpec> layers, Precision precision, LossSpec? loss)
    {
        HashSet<string> names = OfEveryModel(precision);
        names.Add("Equations");
        if (loss is not null)
        {
            names.UnionWith(["TargetCount", "Cost", "Gradient", "SgdStep", "MomentumStep", "AdamStep", "Differentiate"]);
            if (loss.Loss is not (Loss.SquaredError or Loss.AbsoluteError))
            {
                names.Add("Classify");
            }

            if (loss.Loss == Loss.SquaredError)
            {
                names.Add("SolveLeastSquares");
            }
        }

        for (int i = 0; i < layers.Count; i++)
        {
            string number = (i + 1).ToString(CultureInfo.InvariantCulture);
            names.Add("W" + number);
            if (layers[i].Bias)
            {
                names.Add("B" + number);
            }
        }

        return names;
    }

    /// <summary>Of a model declared by its equations, without those that are called as its parameters are.</summary>
    public static HashSet<string> Of(EquationForm form, Precision precision)
    {
        HashSet<string> names = OfEveryModel(precision);
        if (form.Objective >= 0)
        {
            names.UnionWith(["TargetCount", "Cost", "Gradient", "SgdStep", "MomentumStep", "AdamStep", "Differentiate", "Classify", "SolveLeastSquares"]);
        }

        if (form.Arguments.Any(static a => a.WantsGradient))
        {
            names.UnionWith(["InputGradient", "InputGradientCount"]);
        }

        return names;
    }

    /// <summary>What a parameter or hyperparameter of the equations is called on the model.</summary>
    public static string ViewOf(string argument) => char.ToUpperInvariant(argument[0]) + argument.Substring(1);

    /// <summary>Whether a generated member of that name is a method, beside which there may be others.</summary>
    public static bool IsMethod(string name) => name
        is "Initialize" or "CreateWorkspace" or "Predict" or "Classify" or "Cost" or "Gradient" or "InputGradient" or "SolveLeastSquares"
        or "SgdStep" or "MomentumStep" or "AdamStep" or "Differentiate";

    private static HashSet<string> OfEveryModel(Precision precision)
    {
        HashSet<string> names =
            ["InputCount", "OutputCount", "Info", "Probe", "Parameters", "Initialize", "CreateWorkspace", "Predict", "Kernels", "parameters"];
        if (precision == Precision.Both)
        {
            names.Add(DoubleTwin);
        }

        return names;
    }
}
