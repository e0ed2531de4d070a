using System.Collections.Generic;
using System.Linq;
using KernelGen.Generators.Analysis;
using KernelGen.Generators.Planning;
using KernelGen.Generators.Reading;

namespace KernelGen.Generators.Emitting;

/// <summary>Writes what is known of finding the least cost: whether it is convex, and how equations give it where they do.</summary>
internal sealed class LearningEmitter(KernelPlan plan, ElementType type, CodeWriter writer)
{
    private const int ExpressionLength = 120;

    /// <summary>One line of the model's <c>Info</c>.</summary>
    public void WriteConvexity()
    {
        if (plan.Learning?.Convexity is not { } convexity)
        {
            return;
        }

        List<string> members = [];
        if (plan.Learning.Responsible is { } expression)
        {
            members.Add($"Expression = \"{(expression.Length > ExpressionLength ? expression.Substring(0, ExpressionLength) + " …" : expression)}\"");
        }

        if (convexity.Condition is { } condition)
        {
            members.Add($"Condition = \"{condition}\"");
        }

        if (convexity.Segment is { } segment)
        {
            members.Add($"Segment = new(Seed: {segment.Seed.Text()}, Scale: {segment.Scale.Text()})");
        }

        string known = $"new(Kg::ConvexityStatus.{convexity.Status}{(convexity.IsStrict ? ", IsStrict: true" : "")})";
        writer.Line($"Convexity = {known}{(members.Count == 0 ? "" : $" {{ {string.Join(", ", members)} }}")},");
    }

    /// <summary>The closed form of a model that has one.</summary>
    public void WriteSolver()
    {
        if (plan.Learning?.LeastSquares is not { } form)
        {
            return;
        }

        string span = $"Sys::ReadOnlySpan<{type.Keyword}>";
        string[] ridges = plan.Parameters.Select((_, i) => Sum(form.Ridges.Where(r => r.Parameter == i).Select(static r => Product(r.Weight)))).Select(Factor).ToArray();
        writer.Line();
        writer.Line("/// <summary>Sets the parameters to those of least cost, by the normal equations in double precision.</summary>");
        writer.Line("/// <param name=\"inputs\">[n, InputCount]</param>");
        writer.Line("/// <param name=\"targets\">[n, TargetCount]</param>");
        writer.Line("/// <exception cref=\"Sys::ArgumentException\">The examples do not determine a parameter: columns are collinear.</exception>");
        if (form.Ridges.Select(static r => r.Weight).Append(form.ErrorWeight).Any(static w => w.Any(static f => f.Hyperparameter is not null)))
        {
            writer.Line("/// <exception cref=\"Sys::InvalidOperationException\">A hyperparameter makes a factor negative or not finite.</exception>");
        }

        writer.Line($"public void SolveLeastSquares({span} inputs, {span} targets) =>");
        using (writer.Indent())
        {
            writer.Line($"Kg::LeastSquares.Solve(this, Info, inputs, targets, errorWeight: {Factor(Product(form.ErrorWeight))}, ridges: [{string.Join(", ", ridges)}]);");
        }
    }

    /// <summary>With its formula, which the compiler adds, to be told by where it is not usable.</summary>
    private static string Factor(string value) => $"new({value})";

    private static string Sum(IEnumerable<string> terms) => string.Join(" + ", terms.DefaultIfEmpty("0"));

    private static string Product(EquatableArray<Factor> factors)
    {
        double number = factors.Where(static f => f.Hyperparameter is null).Aggregate(1.0, static (all, f) => f.IsDivisor ? all / f.Value : all * f.Value);
        return ElementType.Double.Literal(number) + string.Concat(factors.Where(static f => f.Hyperparameter is not null).Select(
            static f => $" {(f.IsDivisor ? "/" : "*")} {FactsEmitter.MemberName(f.Hyperparameter!)}"));
    }
}
