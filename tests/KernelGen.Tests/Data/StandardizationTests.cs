using KernelGen.Data;
using KernelGen.Training;

namespace KernelGen.Tests.Data;

public class StandardizationTests
{
    [Fact]
    public void Means_and_deviations_are_those_of_the_columns()
    {
        var fitted = Standardization.Fit(Rows(1, 10, 3, 10, 5, 40, 7, 40));

        Assert.Equal([4, 25], fitted.Means.ToArray());
        Assert.Equal([Math.Sqrt(5), 15], fitted.Deviations.ToArray());
    }

    [Fact]
    public void The_training_data_become_columns_of_mean_0_and_deviation_1()
    {
        var training = Rows(1, 10, 3, 10, 5, 40, 7, 45);
        var refitted = Standardization.Fit(Standardization.Fit(training).Apply(training));

        Assert.All(refitted.Means, static mean => Assert.Equal(0, mean, 1e-12));
        Assert.All(refitted.Deviations, static deviation => Assert.Equal(1, deviation, 1e-12));
    }

    [Fact]
    public void Other_data_are_measured_by_the_training_data() =>
        Assert.Equal([2, -1], Standardization.Fit(Rows(1, 10, 3, 30)).Apply(Rows(4, 10)).Inputs.ToArray());

    [Fact]
    public void A_constant_column_becomes_zeros()
    {
        // Six times a tenth is not six tenths: the mean of the sum is a rounding away.
        var training = Rows(0.1, 1, 0.1, 2, 0.1, 3, 0.1, 4, 0.1, 5, 0.1, 6);
        var fitted = Standardization.Fit(training);

        Assert.Equal(1, fitted.Deviations[0]);
        Assert.All(fitted.Apply(training).Inputs.ToArray().Where(static (_, i) => i % 2 == 0), static x => Assert.Equal(0, x));
    }

    [Fact]
    public void The_data_themselves_are_not_changed()
    {
        var training = Rows(1, 10, 3, 30);
        _ = Standardization.Fit(training).Apply(training);

        Assert.Equal([1, 10, 3, 30], training.Inputs.ToArray());
    }

    [Fact]
    public void Targets_are_kept()
    {
        var data = new Dataset<float, int>(new float[] { 1, 2 }, 1, new[] { 5, 6, 7, 8 }, 2);
        var applied = Standardization.Fit(data).Apply(data);

        Assert.Equal([5, 6, 7, 8], applied.Targets.ToArray());
        Assert.Equal(2, applied.TargetCount);
    }

    [Fact]
    public void A_single_example_is_standardised_in_place()
    {
        double[] example = [4, 10];
        Standardization.Fit(Rows(1, 10, 3, 30)).Apply<double>(example, example);

        Assert.Equal([2, -1], example);
    }

    [Fact]
    public void A_standardisation_is_its_means_and_deviations()
    {
        var fitted = Standardization.Fit(Rows(1, 10, 3, 30));
        var again = new Standardization(fitted.Means, fitted.Deviations);

        Assert.Equal([2, -1], again.Apply(Rows(4, 10)).Inputs.ToArray());
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    public void An_input_that_is_not_finite_is_refused_with_its_place(double value) => Assert.StartsWith(
        "Row 1, column 0: expected a finite number",
        Assert.Throws<ArgumentException>(() => Standardization.Fit(Rows(1, 2, value, 4))).Message, StringComparison.Ordinal);

    [Fact]
    public void Data_of_another_width_are_refused()
    {
        var fitted = Standardization.Fit(Rows(1, 10, 3, 30));

        Assert.Contains("Standardization takes 2 inputs; the data set has 3",
            Assert.Throws<ArgumentException>(() => fitted.Apply(new Dataset<double, int>(new double[3], 3, new int[1]))).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => fitted.Apply<double>(new double[3], new double[3]));
        Assert.Throws<ArgumentException>(() => fitted.Apply<double>(new double[4], new double[2]));
    }

    [Fact]
    public void Means_and_deviations_that_cannot_be_are_refused()
    {
        Assert.Throws<ArgumentException>(static () => new Standardization([], []));
        Assert.Throws<ArgumentException>(static () => new Standardization(default, default));
        Assert.Throws<ArgumentException>(static () => new Standardization([1, 2], [1]));
        Assert.Throws<ArgumentException>(static () => new Standardization([double.NaN], [1]));
        Assert.Throws<ArgumentException>(static () => new Standardization([1], [0]));
        Assert.Throws<ArgumentException>(static () => new Standardization([1], [double.PositiveInfinity]));
    }

    private static Dataset<double, int> Rows(params double[] inputs) => new(inputs, 2, new int[inputs.Length / 2]);
}
