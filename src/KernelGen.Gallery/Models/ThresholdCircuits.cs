using KernelGen.Equations;
using static KernelGen.Equations.Functions;

namespace KernelGen.Gallery.Models;

/// <summary>Exclusive or by hand: h₁ is OR, h₂ is AND, y is h₁ and not h₂ (004).</summary>
[Model(Inputs = 2)]
[Dense(2, Activation.HardThreshold)]
[Dense(1, Activation.HardThreshold)]
public sealed partial class XorByHand
{
    /// <summary>The network with its weights set.</summary>
    public static XorByHand Create()
    {
        XorByHand network = new();
        network.W1.CopyFrom([1, 1, 1, 1]);
        network.B1.CopyFrom([-0.5f, -1.5f]);
        network.W2.CopyFrom([1, -1]);
        network.B2[0] = -0.5f;
        return network;
    }
}

/// <summary>A full adder of units that compute AND, OR and NOT: sum and carry of three bits (004).</summary>
[Model]
public sealed partial class FullAdder
{
    [Output]
    private static Vector Add([Input] Scalar a, [Input] Scalar b, [Input] Scalar carry)
    {
        Scalar half = Xor(a, b);
        return Concat(Xor(half, carry), Or(And(a, b), And(half, carry)));
    }

    private static Scalar Xor(Scalar a, Scalar b) => And(Or(a, b), Not(And(a, b)));

    private static Scalar And(Scalar a, Scalar b) => HardThreshold(a + b - 1.5);

    private static Scalar Or(Scalar a, Scalar b) => HardThreshold(a + b - 0.5);

    private static Scalar Not(Scalar a) => HardThreshold(0.5 - a);
}

/// <summary>Any boolean function of three inputs: one hidden threshold unit for each of their 8 configurations (004).</summary>
[Model(Inputs = 3)]
[Dense(8, Activation.HardThreshold)]
[Dense(1)]
public sealed partial class UniversalThree
{
    /// <summary>The network of a function of inputs −1 and +1, with values −1 and +1.</summary>
    /// <param name="values">The function's value for each configuration; input j is +1 where bit j of the index is set.</param>
    /// <exception cref="ArgumentException">There are not 8 values.</exception>
    public static UniversalThree Of(ReadOnlySpan<float> values)
    {
        UniversalThree network = new();
        OneUnitEach.Construct(network.W1, network.B1, network.W2, values);
        return network;
    }
}

/// <summary>Any boolean function of four inputs: one hidden threshold unit for each of their 16 configurations (004).</summary>
[Model(Inputs = 4)]
[Dense(16, Activation.HardThreshold)]
[Dense(1)]
public sealed partial class UniversalFour
{
    /// <summary>The network of a function of inputs −1 and +1, with values −1 and +1.</summary>
    /// <param name="values">The function's value for each configuration; input j is +1 where bit j of the index is set.</param>
    /// <exception cref="ArgumentException">There are not 16 values.</exception>
    public static UniversalFour Of(ReadOnlySpan<float> values)
    {
        UniversalFour network = new();
        OneUnitEach.Construct(network.W1, network.B1, network.W2, values);
        return network;
    }
}

/// <summary>The construction of 004: 2ᴰ hidden threshold units, each of which responds to one configuration of D inputs.</summary>
internal static class OneUnitEach
{
    /// <summary>Sets the weights. A unit's weights are its configuration, so its sum is D there and at most D − 2 elsewhere.</summary>
    public static void Construct(ParameterView w1, ParameterView b1, ParameterView w2, ReadOnlySpan<float> values)
    {
        if (values.Length != w1.Rows)
        {
            throw new ArgumentException($"Expected a value for each of {w1.Rows} configurations; got {values.Length}.", nameof(values));
        }

        for (int unit = 0; unit < w1.Rows; unit++)
        {
            for (int j = 0; j < w1.Columns; j++)
            {
                w1[unit, j] = (unit >> j & 1) == 1 ? 1 : -1;
            }

            b1[unit] = 1 - w1.Columns;
        }

        w2.CopyFrom(values);
    }
}
