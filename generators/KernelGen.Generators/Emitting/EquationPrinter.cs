using System;
using System.Collections.Generic;
using System.Linq;
using KernelGen.Generators.Graphs;

namespace KernelGen.Generators.Emitting;

/// <summary>Writes nodes as the lectures write them: <c>z1 = w1·x + b1</c>, <c>z̄1 = …</c>.</summary>
/// <param name="graph">The graph that the nodes belong to.</param>
/// <param name="rename">How a named node is written, where that is not its own name.</param>
/// <param name="isNamedHere">Whether a value without a name of its own has one where the equations are read.</param>
internal sealed class EquationPrinter(Graph graph, Func<int, string>? rename = null, Func<int, bool>? isNamedHere = null)
{
    private const int SumLevel = 1;
    private const int ProductLevel = 2;
    private const int AtomLevel = 3;

    /// <summary>The equation of every named value among <paramref name="nodes"/>, in order.</summary>
    public IEnumerable<string> Equations(IEnumerable<int> nodes) =>
        nodes.Where(i => IsNamed(i) && graph[i].Operands.Count > 0).Select(Equation);

    /// <summary>A value in terms of the named values it is computed from.</summary>
    public string Equation(int node) => SymbolOf(node) + " = " + Expand(node, SumLevel);

    /// <summary>A value by its equation; one without a name by what it is.</summary>
    public string Describe(int node) => graph[node].Name is null || graph[node].Operands.Count == 0 ? Expand(node, SumLevel) : Equation(node);

    /// <summary>A named value as in equations: the adjoint of z1, which code calls dZ1, is z̄1.</summary>
    public string SymbolOf(int node) => rename?.Invoke(node) ?? Symbol(graph[node]);

    public static string Symbol(Node node) => node.AdjointOf is { } value ? Adjoint(value) : node.Name!;

    /// <summary>The name of a value with a bar over its first letter.</summary>
    public static string Adjoint(string name) => name.Insert(1, "\u0304");

    private string Term(int i, int level) => IsNamed(i) ? SymbolOf(i) : Expand(i, level);

    private bool IsNamed(int i) => graph[i].Name is not null || isNamedHere?.Invoke(i) == true;

    private string Expand(int i, int level)
    {
        Node node = graph[i];
        (string text, int own) = Write(node);
        return own < level ? "(" + text + ")" : text;
    }

    private (string Text, int Level) Write(Node node)
    {
        string A(int level) => Term(node.Operands[0], level);
        string B(int level) => Term(node.Operands[1], level);
        switch (node.Operation)
        {
            case Operation.Constant:
                return (node.Value.Text(), node.Value < 0 ? SumLevel : AtomLevel);
            case Operation.BatchSizeReciprocal:
                return ("1/n", ProductLevel);
            case Operation.Add:
                return (A(SumLevel) + " + " + B(SumLevel), SumLevel);
            case Operation.Subtract:
                return (A(SumLevel) + " − " + B(ProductLevel), SumLevel);
            case Operation.Negate:
                return ("−" + A(ProductLevel), SumLevel);
            case Operation.Multiply when graph[node.Operands[1]].Operation == Operation.BatchSizeReciprocal:
                return (A(ProductLevel) + " / n", ProductLevel);
            case Operation.Multiply when graph[node.Operands[0]].Operation == Operation.BatchSizeReciprocal:
                return (B(ProductLevel) + " / n", ProductLevel);
            case Operation.Multiply when IsScaledHalf(node):
                return ("½" + B(ProductLevel), ProductLevel);
            case Operation.Multiply:
                return (A(ProductLevel) + "·" + B(ProductLevel), ProductLevel);
            case Operation.Divide:
                return (A(ProductLevel) + " / " + B(AtomLevel), ProductLevel);
            case Operation.MatrixVector:
                return (A(AtomLevel) + "·" + B(AtomLevel), ProductLevel);
            case Operation.TransposedMatrixVector:
                return (A(AtomLevel) + "ᵀ·" + B(AtomLevel), ProductLevel);
            case Operation.Outer:
                return (A(AtomLevel) + "·" + B(AtomLevel) + "ᵀ", ProductLevel);
            case Operation.BatchSum:
                return ("Σₙ " + A(ProductLevel), ProductLevel);
            case Operation.Square:
                return (A(AtomLevel) + "²", AtomLevel);
            case Operation.Abs:
                return ("|" + A(SumLevel) + "|", AtomLevel);
            case Operation.Logistic:
                return ("σ(" + A(SumLevel) + ")", AtomLevel);
            case Operation.Relu:
                return ("max(" + A(SumLevel) + ", 0)", AtomLevel);
            case Operation.HardThreshold:
                return ("[" + A(SumLevel) + " > 0]", AtomLevel);
            case Operation.WherePositive:
                return (B(ProductLevel) + "·[" + A(SumLevel) + " > 0]", ProductLevel);
            case Operation.Minimum:
                return ($"min({A(SumLevel)}, {B(SumLevel)})", AtomLevel);
            case Operation.Maximum:
                return ($"max({A(SumLevel)}, {B(SumLevel)})", AtomLevel);
            case Operation.Select:
                return ($"({A(SumLevel)} > 0 ? {B(SumLevel)} : {Term(node.Operands[2], SumLevel)})", AtomLevel);
            case Operation.Sqrt:
                return ("√" + (IsNamed(node.Operands[0]) ? A(AtomLevel) : $"({A(SumLevel)})"), AtomLevel);
            case Operation.Exp:
                return ("e^" + A(AtomLevel), AtomLevel);
            case Operation.Transpose:
                return (A(AtomLevel) + "ᵀ", AtomLevel);
            case Operation.Slice when node.Shape.IsScalar:
                return ($"{A(AtomLevel)}[{node.Start.Text()}]", AtomLevel);
            case Operation.Slice:
                return ($"{A(AtomLevel)}[{node.Start.Text()}..{(node.Start + node.Shape.Rows).Text()}]", AtomLevel);
            case Operation.Concat:
                return ("[" + string.Join("; ", node.Operands.Select(o => Term(o, SumLevel))) + "]", AtomLevel);
            case Operation.Embed:
                return ($"[0; {A(SumLevel)}; 0]", AtomLevel);
            case Operation.TimesLog:
                return ($"{A(ProductLevel)}·log({B(SumLevel)})", ProductLevel);
            case Operation.Mask:
                return ($"dropout({node.Value.Text()})", AtomLevel);
            case Operation.OneHot:
                return ("onehot(" + A(SumLevel) + ")", AtomLevel);
            case Operation.Broadcast:
                return (A(AtomLevel), AtomLevel);
            case Operation.Element:
                return (A(AtomLevel) + "[" + B(SumLevel) + "]", AtomLevel);
            case Operation.Sum:
                return ("Σ " + A(ProductLevel), ProductLevel);
            case Operation.Largest:
                return ("max(" + A(SumLevel) + ")", AtomLevel);
            case Operation.SumOfSquares:
                return ("‖" + A(SumLevel) + "‖²", AtomLevel);
            case Operation.Norm1:
                return ("‖" + A(SumLevel) + "‖₁", AtomLevel);
            case Operation.LogisticCrossEntropy:
                (string z, string t) = (A(AtomLevel), B(AtomLevel));
                return ($"{t}·log(1+e^−{z}) + (1−{t})·log(1+e^{z})", SumLevel);
            case Operation.SoftmaxCrossEntropy when graph[node.Operands[1]].Operation == Operation.Label:
                return ($"−log softmax({A(SumLevel)})[{B(SumLevel)}]", SumLevel);
            case Operation.SoftmaxCrossEntropy:
                return ($"−{B(AtomLevel)}·log softmax({A(SumLevel)})", SumLevel);
            default:
                string name = node.Operation.ToString();
                return (char.ToLowerInvariant(name[0]) + name.Substring(1)
                    + "(" + string.Join(", ", node.Operands.Select(o => Term(o, SumLevel))) + ")", AtomLevel);
        }
    }

    private bool IsScaledHalf(Node node) => graph[node.Operands[0]] is { Operation: Operation.Constant, Value: 0.5 };
}
