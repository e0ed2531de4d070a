using KernelGen.Gallery.Models;

namespace KernelGen.Gallery.Tests.Lectures;

/// <summary>Activations, and what hard thresholds compute: rows L14, L15, L17 and L18.</summary>
public sealed class ThresholdTests
{
    // L14: linear, ReLU, soft ReLU, hard threshold, logistic, tanh.
    [Theory]
    [InlineData(0, 0, 0, 0.6931471805599453, 0, 0.5, 0)]
    [InlineData(1, 1, 1, 1.3132616875182228, 1, 0.7310585786300049, 0.7615941559557649)]
    [InlineData(-1, -1, 0, 0.31326168751822286, 0, 0.2689414213699951, -0.7615941559557649)]
    [InlineData(1e4, 1e4, 1e4, 1e4, 1, 1, 1)]
    [InlineData(-1e4, -1e4, 0, 0, 0, 0, -1)]
    public void Activations_at(double z, double linear, double rectifier, double soft, double threshold, double logistic, double tanh)
    {
        double[] values = [linear, rectifier, soft, threshold, logistic, tanh];
        Close.To(values, Point.Of<Activations.DoublePrecision>().Predict(z), 1e-14);
        Assert.All(values.Zip(Point.Of<Activations>().Predict(z)), static pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }

    // L14: linear, ReLU, soft ReLU, logistic, tanh; that of ReLU at 0 is 0 by convention.
    [Theory]
    [InlineData(0, 1, 0, 0.5, 0.25, 1)]
    [InlineData(1, 1, 1, 0.7310585786300049, 0.19661193324148185, 0.41997434161402614)]
    [InlineData(-1, 1, 0, 0.2689414213699951, 0.19661193324148185, 0.41997434161402614)]
    [InlineData(1e4, 1, 1, 1, 0, 0)]
    [InlineData(-1e4, 1, 0, 0, 0, 0)]
    public void Slopes_of_activations_at(double z, double linear, double rectifier, double soft, double logistic, double tanh)
    {
        double[] slopes = [linear, rectifier, soft, logistic, tanh];
        double[] everywhere = [z, z, z, z, z];
        Close.To(slopes, Point.Of<ActivationSlopes.DoublePrecision>().InputGradient(everywhere), 1e-14);
        Assert.All(slopes.Zip(Point.Of<ActivationSlopes>().InputGradient(everywhere)), static pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }

    // L15.
    [Fact]
    public void The_network_set_by_hand_computes_exclusive_or()
    {
        XorByHand network = XorByHand.Create();
        var y = new float[4];
        network.Predict([0, 0, 0, 1, 1, 0, 1, 1], y, network.CreateWorkspace(4));
        Assert.Equal([0, 1, 1, 0], y);
    }

    // L17.
    [Fact]
    public void And_or_and_not_compose_to_a_full_adder()
    {
        FullAdder adder = new();
        var y = new float[2];
        for (int row = 0; row < 8; row++)
        {
            float[] bits = [row & 1, row >> 1 & 1, row >> 2 & 1];
            adder.Predict(bits, y);
            Assert.Equal(int.PopCount(row), y[0] + 2 * y[1]);
        }
    }

    // L17.
    [Fact]
    public void Eight_hidden_units_compute_each_of_the_256_functions_of_three_inputs()
    {
        float[] inputs = Configurations(3);
        var y = new float[8];
        for (int function = 0; function < 256; function++)
        {
            float[] values = [.. Enumerable.Range(0, 8).Select(row => (function >> row & 1) == 1 ? 1f : -1f)];
            UniversalThree network = UniversalThree.Of(values);
            network.Predict(inputs, y, network.CreateWorkspace(8));
            Assert.Equal(values, y);
        }
    }

    // L17.
    [Fact]
    public void Sixteen_hidden_units_compute_each_of_the_65536_functions_of_four_inputs()
    {
        float[] inputs = Configurations(4);
        var values = new float[16];
        var y = new float[16];
        UniversalFour network = UniversalFour.Of(values);
        var workspace = network.CreateWorkspace(16);
        for (int function = 0; function < 65536; function++)
        {
            for (int row = 0; row < 16; row++)
            {
                values[row] = (function >> row & 1) == 1 ? 1 : -1;
            }

            network.W2.CopyFrom(values);
            network.Predict(inputs, y, workspace);
            Assert.True(values.AsSpan().SequenceEqual(y), $"function {function}");
        }
    }

    [Fact]
    public void A_function_with_a_value_too_few_is_refused()
        => Assert.Equal("values", Assert.Throws<ArgumentException>(() => UniversalThree.Of(new float[7])).ParamName);

    // L18.
    [Theory]
    [InlineData(-2)]
    [InlineData(-0.25)]
    [InlineData(0.25)]
    [InlineData(2)]
    public void A_steeper_logistic_is_nearer_to_a_hard_threshold(float x)
    {
        float[] distances = [.. new[] { 1f, 2, 5, 10 }.Select(gain => Math.Abs(Steep(gain, x) - (x > 0 ? 1 : 0)))];
        Assert.Equal(distances.OrderDescending(), distances);
        Assert.Equal(distances, distances.Distinct());
    }

    // L18.
    [Fact]
    public void At_0_even_a_steep_logistic_is_a_half() => Assert.Equal(0.5f, Steep(gain: 1000, x: 0));

    private static float Steep(float gain, float x)
    {
        SteepLogistic model = new() { Gain = gain };
        var y = new float[1];
        model.Predict([x], y);
        return y[0];
    }

    private static float[] Configurations(int inputs)
        => [.. Enumerable.Range(0, 1 << inputs).SelectMany(row => Enumerable.Range(0, inputs).Select(j => (row >> j & 1) == 1 ? 1f : -1f))];
}
