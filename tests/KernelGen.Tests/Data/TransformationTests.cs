using KernelGen.Data;
using KernelGen.Training;

namespace KernelGen.Tests.Data;

public class TransformationTests
{
    [Fact]
    public void The_training_data_lie_from_0_to_1_and_others_are_measured_by_them()
    {
        var fitted = MinMaxScaling.Fit(Rows(2, 1, 10, 3, 30, 2, 15));

        Assert.Equal([0, 0, 1, 1, 0.5, 0.25], fitted.Apply(Rows(2, 1, 10, 3, 30, 2, 15)).Inputs.ToArray());
        Assert.Equal([2, -0.5], fitted.Apply(Rows(2, 5, 0)).Inputs.ToArray());
    }

    [Fact]
    public void A_constant_column_becomes_zeros() =>
        Assert.Equal([0, 0], MinMaxScaling.Fit(Rows(1, 7, 7)).Apply(Rows(1, 7, 7)).Inputs.ToArray());

    [Fact]
    public void A_column_too_wide_for_its_range_is_refused() => Assert.StartsWith("Column 0: expected a finite, positive range",
        Assert.Throws<ArgumentException>(() => MinMaxScaling.Fit(Rows(1, -1.5e308, 1.5e308))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_column_of_categories_becomes_a_column_for_each()
    {
        var fitted = OneHot.Fit(Rows(3, 0.5, 20, 7, 0.6, 10, 8, 0.7, 20, 9), [1]);

        Assert.Equal([0.5, 0, 1, 7, 0.6, 1, 0, 8], fitted.Apply(Rows(3, 0.5, 20, 7, 0.6, 10, 8)).Inputs.ToArray());
        Assert.Equal((3, 4), (fitted.InputCount, fitted.OutputCount));
    }

    [Fact]
    public void Several_columns_are_encoded_each_in_its_place() =>
        Assert.Equal([0, 1, 5, 1, 0, 0], OneHot.Fit(Rows(3, 1, 5, 3, 2, 5, 4, 2, 5, 5), [2, 0]).Apply(Rows(3, 2, 5, 3)).Inputs.ToArray());

    [Fact]
    public void A_category_that_the_training_data_do_not_have_is_refused_or_zeros()
    {
        var training = Rows(2, 1, 0.5, 2, 0.5);
        var refusal = Assert.Throws<ArgumentException>(() => OneHot.Fit(training, [0]).Apply(Rows(2, 1, 0, 3, 0)));

        Assert.StartsWith("Row 1, column 0: expected one of the 2 categories of the training data; got 3.", refusal.Message, StringComparison.Ordinal);
        Assert.Equal([0, 0, 9], OneHot.Fit(training, [0], UnknownCategory.Zeros).Apply(Rows(2, 3, 9)).Inputs.ToArray());
    }

    [Fact]
    public void What_cannot_be_encoded_is_refused()
    {
        var training = Rows(2, 1, 2);

        Assert.Throws<ArgumentException>(() => OneHot.Fit(training, []));
        Assert.Throws<ArgumentException>(() => OneHot.Fit(training, [2]));
        Assert.Throws<ArgumentException>(() => OneHot.Fit(training, [-1]));
        Assert.Throws<ArgumentException>(() => OneHot.Fit(training, [0, 0]));
        Assert.Throws<ArgumentException>(static () => new OneHot(1, [new CategoryColumn(0, [2, 1])]));
        Assert.Throws<ArgumentException>(static () => new OneHot(1, [new CategoryColumn(0, [double.NaN])]));
        Assert.Throws<ArgumentOutOfRangeException>(static () => new OneHot(1, [new CategoryColumn(0, [1])], (UnknownCategory)2));
    }

    [Fact]
    public void A_polynomial_has_all_products_up_to_its_degree_in_ascending_degree() =>
        Assert.Equal([2, 3, 4, 6, 9, 8, 12, 18, 27], FeatureMap.Polynomial(2, 3).Apply(Rows(2, 2, 3)).Inputs.ToArray());

    [Fact]
    public void Cross_terms_have_no_input_twice() =>
        Assert.Equal([2, 3, 5, 6, 10, 15, 30], FeatureMap.Polynomial(3, 9, crossTermsOnly: true).Apply(Rows(3, 2, 3, 5)).Inputs.ToArray());

    [Theory]
    [InlineData(4, 3)]
    [InlineData(1, 5)]
    [InlineData(7, 2)]
    public void A_polynomial_has_as_many_terms_as_there_are_choices(int inputs, int degree)
    {
        // C(inputs + degree, degree) monomials, without the constant.
        double count = 1;
        for (int i = 1; i <= degree; i++)
        {
            count = count * (inputs + i) / i;
        }

        Assert.Equal((int)Math.Round(count) - 1, FeatureMap.Polynomial(inputs, degree).FeatureCount);
    }

    [Fact]
    public void Polynomials_that_are_none_or_too_many_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(static () => FeatureMap.Polynomial(0, 2));
        Assert.Throws<ArgumentOutOfRangeException>(static () => FeatureMap.Polynomial(2, 0));
        Assert.Throws<ArgumentOutOfRangeException>(static () => FeatureMap.Polynomial(1000, 5));
    }

    [Fact]
    public void Memory_may_be_shared_only_where_no_result_overwrites_an_input_to_come()
    {
        double[] values = [1, 2, 3, 4];
        var scaling = MinMaxScaling.Fit(Rows(2, 1, 2, 3, 4));

        Assert.Throws<ArgumentException>(() => scaling.Apply<double>(values.AsSpan(0, 2), values.AsSpan(1, 2)));
        scaling.Apply<double>(values, values);
        Assert.Equal([0, 0, 1, 1], values);
    }

    private static Dataset<double, int> Rows(int columns, params double[] inputs) => new(inputs, columns, new int[inputs.Length / columns]);
}
