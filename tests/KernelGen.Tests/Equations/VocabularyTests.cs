using System.Reflection;
using FsCheck.Fluent;
using KernelGen.Equations;

namespace KernelGen.Tests.Equations;

public class VocabularyTests
{
    public static TheoryData<string> Signatures => [.. Vocabulary.All.Keys];

    public static TheoryData<string> EntryByEntry =>
    [
        "Abs", "Square", "Sqrt", "Exp", "Log", "Sin", "Cos", "Relu", "Softplus", "Logistic", "Tanh", "HardThreshold", "op_UnaryNegation",
    ];

    [Theory]
    [MemberData(nameof(Signatures))]
    public void The_tangent_is_the_limit_of_two_sided_differences(string signature)
    {
        int compared = 0;
        Draws.Check(Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed => TangentsAgree(Vocabulary.All[signature], seed, ref compared)));
        Assert.True(compared >= 20, $"Only {compared} of 100 draws lay in the domain and off the kinks.");
    }

    [Theory]
    [MemberData(nameof(Signatures))]
    public void Constants_make_no_tangents(string signature)
    {
        object result = new Operands(Vocabulary.All[signature], seed: 4, constant: true).Result;
        Assert.True(result is Scalar scalar ? scalar.Tangent == 0 : Vocabulary.Tangents(result) is null);
    }

    [Theory]
    [MemberData(nameof(Signatures))]
    public void No_result_shares_memory_with_an_operand(string signature)
    {
        MethodInfo method = Vocabulary.All[signature];
        object[] operands = new Operands(method, seed: 2).Build(double.NaN);
        object result = method.Invoke(null, operands)!;
        foreach (object operand in operands.Where(operand => operand is Vector or Matrix))
        {
            Assert.NotSame(Vocabulary.Values(operand), Vocabulary.Values(result));
            Assert.True(Vocabulary.Tangents(result) is null || Vocabulary.Tangents(operand) != Vocabulary.Tangents(result));
        }
    }

    [Theory]
    [MemberData(nameof(EntryByEntry))]
    public void Vectors_and_matrices_are_mapped_entry_by_entry(string name)
    {
        double[] values = [0.25, 1, 4, 9, 2, 0.5];
        double[] tangents = [1, -1, 2, -2, 3, -3];
        var ofVector = (Vector)Function(typeof(Vector)).Invoke(null, [new Vector(values, tangents)])!;
        var ofMatrix = (Matrix)Function(typeof(Matrix)).Invoke(null, [new Matrix(2, 3, values, tangents)])!;
        Assert.Equal((2, 3), (ofMatrix.Rows, ofMatrix.Columns));
        for (int i = 0; i < values.Length; i++)
        {
            var expected = (Scalar)Function(typeof(Scalar)).Invoke(null, [new Scalar(values[i], tangents[i])])!;
            Assert.Equal(expected, ofVector[i]);
            Assert.Equal(expected, ofMatrix[i / 3, i % 3]);
        }

        MethodInfo Function(Type type) => Vocabulary.All[$"{type.Name} {name}({type.Name})"];
    }

    private static bool TangentsAgree(MethodInfo method, int seed, ref int compared)
    {
        const double step = 1e-5;
        var operands = new Operands(method, seed);
        using KinkWatch watch = Kinks.Watch();
        object result = operands.Result;
        double[] tangents = Vocabulary.Tangents(result) ?? new double[Vocabulary.Values(result).Length];
        if (watch.Margin < 100 * step || !Vocabulary.Values(result).All(double.IsFinite))
        {
            return true;
        }

        compared++;
        double[] above = operands.After(step);
        double[] below = operands.After(-step);
        return tangents.Index().All(t => Math.Abs((above[t.Index] - below[t.Index]) / (2 * step) - t.Item) <= 1e-6 * (1 + Math.Abs(t.Item)));
    }
}
