using System.Text;
using static KernelGen.Testing.ReportText;

namespace KernelGen.Testing;

/// <summary>What was seen beside the gradient, as text.</summary>
internal static class SanityText
{
    /// <summary>A sentence for each check that failed.</summary>
    public static IEnumerable<string> Failures(GradientCheckReport report)
    {
        if (report.CostAtZero is { Passed: false } zero)
        {
            yield return Text($"At zero parameters the cost is {zero.Cost:G7}; expected {zero.Expected:G7}.");
        }

        if (report.Overfit is { Passed: false } overfit)
        {
            string wrong = overfit.Wrong is { } count ? Text($", and {count} are taken for another class") : "";
            yield return Text($"{overfit.Examples} examples were not learnt by heart: after {overfit.Steps} steps they cost {overfit.CostAfter:G6}{wrong}; expected at most {overfit.CostToReach:G6}.");
        }

        if (report.StableRate is { Passed: false } rate)
        {
            yield return Text($"The largest stable learning rate is not {rate.LargestRate:G4}: from a cost of {rate.CostBefore:G4}, shorter steps lead to {rate.CostBelow:G4} and longer ones to {rate.CostAbove:G4}.");
        }
    }

    /// <summary>A line for each check that was made, and the V-curve as a table.</summary>
    public static void Append(StringBuilder text, GradientCheckReport report)
    {
        if (report.CostAtZero is { } zero)
        {
            Line(text, $"cost at zero parameters: {zero.Cost:F6}, expected {zero.Expected:F6}: {Verdict(zero.Passed)}");
        }

        if (report.Overfit is { } overfit)
        {
            string wrong = overfit.Wrong is { } count ? Text($", {count} wrong") : "";
            Line(text, $"small batch: {overfit.Examples} examples, cost {overfit.CostBefore:G4} → {overfit.CostAfter:G4} in {overfit.Steps} steps{wrong}: {Verdict(overfit.Passed)}");
        }

        if (report.StableRate is { } rate)
        {
            Line(text, $"largest stable learning rate: 2/λmax = {rate.LargestRate:G4}, λmax = {rate.LargestCurvature:G4}; from cost {rate.CostBefore:G4} to {rate.CostBelow:G4} below it, {rate.CostAbove:G4} above: {Verdict(rate.Passed)}");
        }

        if (report.StepCurve is { } curve)
        {
            int columns = report.Blocks.First(block => block.Name == curve.Parameter).Columns;
            Line(text, $"error of a difference at {Index(curve.Parameter, curve.Row, curve.Column, columns)} against its step:");
            Line(text, $"  step     one-sided  two-sided");
            foreach (StepError error in curve.Errors)
            {
                Line(text, $"  {error.Step:0E+00}    {error.OneSided:0.0E+00}    {error.TwoSided:0.0E+00}");
            }
        }
    }

    private static string Verdict(bool passed) => passed ? "passed" : "FAILED";
}
