using System.Collections.Generic;
using System.Linq;
using KernelGen.Generators.Graphs;
using KernelGen.Generators.Graphs.Analyses;
using KernelGen.Generators.Reading;
using KernelGen.Generators.Rewriting;

namespace KernelGen.Generators.Analysis;

/// <summary>A cost that is Σₙ a·‖y − t‖²/n + Σ λ‖w‖², with outputs y that are affine in the trained parameters: linear equations give its minimum.</summary>
/// <param name="ErrorWeight">a as a product.</param>
/// <param name="Ridges">The terms λ‖w‖².</param>
internal sealed record LeastSquaresForm(EquatableArray<Factor> ErrorWeight, EquatableArray<Ridge> Ridges);

/// <summary>Part of a product: a number or a hyperparameter, or 1 by it.</summary>
/// <param name="Value">The number, where there is no hyperparameter.</param>
/// <param name="Hyperparameter">The name of a hyperparameter; null of a number.</param>
/// <param name="IsDivisor">Whether the rest is divided by it.</param>
internal sealed record Factor(double Value, string? Hyperparameter, bool IsDivisor);

/// <summary>A term λ‖w‖².</summary>
/// <param name="Parameter">The place of w among the parameters.</param>
/// <param name="Weight">λ as a product.</param>
internal sealed record Ridge(int Parameter, EquatableArray<Factor> Weight);

/// <summary>Finds such costs.</summary>
internal sealed class LeastSquaresSearch
{
    /// <summary>A sum that is added to itself again and again has more terms than anybody would write.</summary>
    private const int MaxTerms = 1000;

    private readonly Graph graph;
    private readonly int output;
    private readonly int target;
    private readonly List<int> parameters;
    private readonly List<Ridge> ridges = [];
    private EquatableArray<Factor>? errorWeight;
    private int visited;

    private LeastSquaresSearch(Graph graph)
    {
        this.graph = graph;
        output = ValueOf(graph.Find(Role.Output));
        target = graph.Find(Operation.Target);
        parameters = graph.Parameters.ToList();
    }

    /// <param name="lowered">Losses are still losses.</param>
    /// <returns>Null where the cost is of another form.</returns>
    public static LeastSquaresForm? Of(Graph lowered)
    {
        if (lowered.Find(Role.Cost) < 0 || lowered.Find(Operation.Target) < 0 || lowered.Find(Operation.Mask) >= 0)
        {
            return null;
        }

        Graph graph = RecognizedForms.Apply(lowered);
        LeastSquaresSearch search = new(graph);
        if (graph[search.output].Shape != graph[search.target].Shape)
        {
            // A number may be compared with every entry of a vector.
            return null;
        }

        bool isAffine = new CurvatureAnalysis(graph, Intervals.Of(graph)).Run()[search.output] == Curvature.Affine;
        return isAffine && search.AddTerm(graph.Find(Role.Cost), []) && search.errorWeight is { } weight
            ? new LeastSquaresForm(weight, search.ridges.ToEquatableArray())
            : null;
    }

    private bool AddTerm(int term, EquatableArray<Factor> factors)
    {
        if (++visited > MaxTerms)
        {
            return false;
        }

        Node node = graph[term];
        int a = node.Operands.Count > 0 ? node.Operands[0] : -1;
        int b = node.Operands.Count > 1 ? node.Operands[1] : -1;
        switch (node.Operation)
        {
            case Operation.Add:
                return AddTerm(a, factors) && AddTerm(b, factors);

            case Operation.BatchSum or Operation.Broadcast:
                return AddTerm(a, factors);

            case Operation.Sum when graph[a].Operation == Operation.Square:
                return AddSquare(graph[a].Operands[0], factors);

            case Operation.Mean when graph[a].Operation == Operation.Square:
                return AddSquare(graph[a].Operands[0], Append(factors, new Factor(graph[a].Shape.Size, null, IsDivisor: true)));

            case Operation.Multiply when graph[b].Operation == Operation.BatchSizeReciprocal:
                return AddTerm(a, factors);

            case Operation.Multiply when FactorsOf(a, isDivisor: false) is { } first:
                return AddTerm(b, factors.Concat(first).ToEquatableArray());

            case Operation.Multiply or Operation.Divide when FactorsOf(b, node.Operation == Operation.Divide) is { } second:
                return AddTerm(a, factors.Concat(second).ToEquatableArray());

            case Operation.Negate:
                return AddTerm(a, Append(factors, new Factor(-1, null, IsDivisor: false)));

            case Operation.SquaredError:
                return AddError(a, b, Append(factors, new Factor(0.5, null, IsDivisor: false)));

            case Operation.SumOfSquares:
                return AddSquare(a, factors);

            case Operation.Square when node.Shape.IsScalar:
                return AddSquare(a, factors);

            case Operation.Dot when a == b:
                return AddSquare(a, factors);

            default:
                return false;
        }
    }

    private bool AddSquare(int value, EquatableArray<Factor> factors)
    {
        Node node = graph[value];
        if (parameters.IndexOf(value) is >= 0 and int parameter)
        {
            ridges.Add(new Ridge(parameter, factors));
            return true;
        }

        return node.Operation == Operation.Subtract && AddError(node.Operands[0], node.Operands[1], factors);
    }

    private bool AddError(int one, int other, EquatableArray<Factor> factors)
    {
        bool compares = (ValueOf(one) == output && other == target) || (one == target && ValueOf(other) == output);
        if (!compares || errorWeight is not null)
        {
            return false;
        }

        errorWeight = factors;
        return true;
    }

    /// <summary>What the output is a copy of for every example.</summary>
    private int ValueOf(int node) => graph[node].Operation == Operation.Broadcast && graph[graph[node].Operands[0]].Shape == graph[node].Shape
        ? graph[node].Operands[0]
        : node;

    /// <summary>A value as a product of numbers and hyperparameters; null where it is none.</summary>
    private IEnumerable<Factor>? FactorsOf(int node, bool isDivisor)
    {
        if (++visited > MaxTerms)
        {
            return null;
        }

        Node n = graph[node];
        switch (n.Operation)
        {
            case Operation.Constant or Operation.Hyperparameter:
                return [new Factor(n.Value, n.Name, isDivisor)];

            case Operation.Multiply or Operation.Divide:
                IEnumerable<Factor>? others = FactorsOf(n.Operands[1], isDivisor != (n.Operation == Operation.Divide));
                return others is null ? null : FactorsOf(n.Operands[0], isDivisor)?.Concat(others);

            default:
                return null;
        }
    }

    private static EquatableArray<Factor> Append(EquatableArray<Factor> factors, Factor factor) => factors.Append(factor).ToEquatableArray();
}
