using System.Collections.Generic;
using System.Globalization;

namespace KernelGen.Generators.Reading;

/// <summary>The names that the build writes into a model: a user's member of the same name would not compile.</summary>
internal static class GeneratedMembers
{
    /// <summary>The nested class of the second precision under <c>Precision.Both</c>.</summary>
    public const string DoubleTwin = "DoublePrecision";

    public static HashSet<string> Of(IReadOnlyList<LayerSpec> layers, Precision precision, LossSpec? loss)
    {
        HashSet<string> names =
        [
            "InputCount", "OutputCount", "Info", "Probe", "Parameters", "Initialize", "CreateWorkspace", "Predict",
            "Equations", "Kernels", "parameters",
        ];
        if (precision == Precision.Both)
        {
            names.Add(DoubleTwin);
        }

        if (loss is not null)
        {
            names.UnionWith(["TargetCount", "Cost", "Gradient", "SgdStep"]);
            if (loss.Loss is not (Loss.SquaredError or Loss.AbsoluteError))
            {
                names.Add("Classify");
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
}
