using System.Collections.Generic;
using KernelGen.Generators.Reading;

namespace KernelGen.Generators.Emitting;

/// <summary>
/// Writes the layers out as equations in the vocabulary of <c>KernelGen.Equations</c>: what the kernels are checked against. It
/// reads the declaration, not the graph, so that an error in the graph is not repeated here.
/// </summary>
internal sealed class EquationsEmitter(ModelSpec spec)
{
    public void Write(CodeWriter writer)
    {
        writer.Line("/// <summary>The equations of one example in double precision: what the kernels are checked against.</summary>");
        using (writer.Braces("public static class Equations"))
        {
            writer.Line("/// <summary>What <c>Predict</c> writes for one example.</summary>");
            using (writer.Braces($"public static Eq::Vector Output({string.Join(", ", Parameters("Eq::Vector x"))})"))
            {
                WriteLayers(writer);
                writer.Line($"return {Output()};");
            }

            if (spec.Loss is not null)
            {
                writer.Line();
                writer.Line("/// <summary>The loss of one example plus the regulariser.</summary>");
                using (writer.Braces($"public static Eq::Scalar Objective({string.Join(", ", Parameters(spec.Loss.Weighted ? ["Eq::Vector x", TargetDeclaration(), "Eq::Scalar weight"] : ["Eq::Vector x", TargetDeclaration()]))})"))
                {
                    WriteLayers(writer);
                    writer.Line($"Eq::Scalar loss = {(spec.Loss.Weighted ? "weight * " : "")}{Loss()};");
                    foreach (string term in Regularisers())
                    {
                        writer.Line($"loss += {term};");
                    }

                    writer.Line("return loss;");
                }
            }
        }
    }

    /// <summary>The calls of <c>Output</c> and <c>Objective</c> from a bag of arguments; no objective where there is no loss.</summary>
    public (string Output, string? Objective) Calls() =>
        (Call("Output", withTarget: false), spec.Loss is null ? null : Call("Objective", withTarget: true));

    private string Call(string method, bool withTarget)
    {
        List<string> arguments = ["arguments.Input"];
        if (withTarget)
        {
            arguments.Add(TargetDeclaration() switch
            {
                "Eq::Label t" => "arguments.TargetLabel",
                "Eq::Scalar t" => "arguments.TargetScalar",
                _ => "arguments.Target",
            });
            if (spec.Loss!.Weighted)
            {
                arguments.Add("arguments.Weight");
            }
        }

        int index = 0;
        for (int i = 0; i < spec.Layers.Count; i++)
        {
            arguments.Add($"arguments.Matrix({(index++).Text()})");
            if (spec.Layers[i].Bias)
            {
                arguments.Add($"arguments.Vector({(index++).Text()})");
            }
        }

        return $"Equations.{method}({string.Join(", ", arguments)})";
    }

    private IEnumerable<string> Parameters(params string[] first)
    {
        foreach (string parameter in first)
        {
            yield return parameter;
        }

        for (int i = 0; i < spec.Layers.Count; i++)
        {
            yield return $"Eq::Matrix w{(i + 1).Text()}";
            if (spec.Layers[i].Bias)
            {
                yield return $"Eq::Vector b{(i + 1).Text()}";
            }
        }
    }

    private void WriteLayers(CodeWriter writer)
    {
        string h = "x";
        for (int i = 0; i < spec.Layers.Count; i++)
        {
            LayerSpec layer = spec.Layers[i];
            string number = ModelSpec.Number(i);
            string output = spec.ResultName(i);
            string sum = $"w{number} * {h}{(layer.Bias ? $" + b{number}" : "")}";
            if (layer.Activation == Activation.Linear)
            {
                writer.Line($"Eq::Vector {output} = {sum};");
            }
            else
            {
                writer.Line($"Eq::Vector {spec.SumName(i)} = {sum};");
                writer.Line($"Eq::Vector {output} = Eq::Functions.{layer.Activation}({spec.SumName(i)});");
            }

            h = spec.KeptName(i);
            if (layer.Dropout != 0)
            {
                string arguments = $"{output}, {ElementType.Double.Literal(layer.Dropout)}{(i == 0 ? "" : $", {i.Text()}")}";
                writer.Line($"Eq::Vector {h} = Eq::Functions.Dropout({arguments});");
            }
        }
    }

    private string Result => spec.ResultName(spec.Layers.Count - 1);

    private string Output() => spec.Loss?.Loss switch
    {
        Reading.Loss.LogisticCrossEntropy => $"Eq::Functions.Logistic({Result})",
        Reading.Loss.SoftmaxCrossEntropy => $"Eq::Functions.Softmax({Result})",
        _ => Result,
    };

    private string TargetDeclaration() => spec.Loss!.Loss switch
    {
        Reading.Loss.LogisticCrossEntropy or Reading.Loss.Hinge => "Eq::Scalar t",
        Reading.Loss.SoftmaxCrossEntropy when spec.Loss.Targets == Targets.Distribution => "Eq::Vector t",
        Reading.Loss.SoftmaxCrossEntropy or Reading.Loss.MulticlassHinge => "Eq::Label t",
        _ => "Eq::Vector t",
    };

    private string Loss() => spec.Loss!.Loss switch
    {
        Reading.Loss.LogisticCrossEntropy => $"Eq::Functions.CrossEntropy(Eq::Functions.Logistic({Result}[0]), {Target()})",
        Reading.Loss.SoftmaxCrossEntropy => $"Eq::Functions.CrossEntropy(Eq::Functions.Softmax({Result}), {Target()})",
        Reading.Loss.Hinge => $"Eq::Functions.Hinge({Result}[0], t)",
        _ => $"Eq::Functions.{spec.Loss.Loss}({Result}, t)",
    };

    private string Target() => spec.Loss!.Smoothing == 0 ? "t" : "t, " + ElementType.Double.Literal(spec.Loss.Smoothing);

    private IEnumerable<string> Regularisers()
    {
        for (int i = 0; i < spec.Layers.Count; i++)
        {
            if (spec.L1 != 0)
            {
                yield return $"{ElementType.Double.Literal(spec.L1)} * Eq::Functions.Norm1(w{(i + 1).Text()})";
            }

            if (spec.L2 != 0)
            {
                yield return $"{ElementType.Double.Literal(spec.L2 / 2)} * Eq::Functions.SumOfSquares(w{(i + 1).Text()})";
            }
        }
    }
}
