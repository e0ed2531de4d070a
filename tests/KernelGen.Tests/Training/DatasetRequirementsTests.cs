using KernelGen.Training;

namespace KernelGen.Tests.Training;

public class DatasetRequirementsTests
{
    [Fact]
    public void Rows_of_the_wrong_length_are_refused() =>
        Refused<Labels, int>(new Dataset<float, int>(new float[4], 2, new int[2]), "takes 1 inputs; the data set has 2");

    [Fact]
    public void Targets_of_the_wrong_length_are_refused() => Refused<Distributions, float>(
        new Dataset<float, float>(new float[2], 1, new float[2]), "targets of 3 values; those of the data set have 1");

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void A_label_out_of_range_is_refused_with_its_row(int label) =>
        Refused<Labels, int>(new Dataset<float, int>(new float[3], 1, new[] { 0, 2, label }), $"Row 2: expected the target to be a label in 0 … 2; got {label}");

    [Theory]
    [InlineData(-0.5f, "-0.5")]
    [InlineData(1.5f, "1.5")]
    public void A_probability_out_of_range_is_refused_with_its_row(float target, string shown) => Refused<Probabilities, float>(
        new Dataset<float, float>(new float[3], 1, new[] { 0, 1, target }), $"Row 2: expected the target to be a probability in [0, 1]; got {shown}");

    [Fact]
    public void A_target_that_is_no_sign_is_refused_with_its_row() => Refused<Signs, float>(
        new Dataset<float, float>(new float[3], 1, new float[] { -1, 1, 0 }), "Row 2: expected the target to be −1 or +1; got 0");

    [Theory]
    [InlineData(0.5f, 0.25f, 0.125f)]
    [InlineData(1.5f, -0.5f, 0)]
    [InlineData(1.0005f, 0, 0)]
    public void Targets_that_are_no_distribution_are_refused_with_their_row(float a, float b, float c) => Refused<Distributions, float>(
        new Dataset<float, float>(new float[2], 1, new[] { 1, 0, 0, a, b, c }, 3), "Row 1: expected the target to be probabilities that sum to 1");

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void An_input_that_is_not_finite_is_refused_with_its_place(float value)
    {
        var model = new LinearRegression<float>();
        var data = new Dataset<float, float>(new[] { 1, 2, 3, value }, 2, new float[2]);
        var refusal = Assert.Throws<ArgumentException>(
            () => new Trainer<LinearRegression<float>>(model, new TrainingOptions()).Fit(data));

        Assert.Equal("training", refusal.ParamName);
        Assert.StartsWith("Row 1, input 1: expected a finite number", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bad_validation_data_are_refused_before_the_first_step()
    {
        var model = new ScriptedClassifier<Labels, int>();
        var refusal = Assert.Throws<ArgumentException>(() => new Trainer<ScriptedClassifier<Labels, int>>(model, new TrainingOptions())
            .Fit(TrainingExamples.Numbered(3), new Dataset<float, int>(new float[1], 1, new[] { 3 })));

        Assert.Equal("validation", refusal.ParamName);
        Assert.Equal(0, model.Steps);
    }

    private static void Refused<TTargets, TTarget>(Dataset<float, TTarget> data, string message)
        where TTargets : ITargets
        where TTarget : unmanaged, System.Numerics.INumber<TTarget>
    {
        var model = new ScriptedClassifier<TTargets, TTarget>();
        var trainer = new Trainer<ScriptedClassifier<TTargets, TTarget>>(model, new TrainingOptions());
        var refusal = Assert.Throws<ArgumentException>(() => trainer.Fit(data));
        Assert.Equal("training", refusal.ParamName);
        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(0, model.Steps);

        refusal = Assert.Throws<ArgumentException>(() => Evaluation.Cost(model, data, model.CreateWorkspace(1)));
        Assert.Equal("dataset", refusal.ParamName);
        refusal = Assert.Throws<ArgumentException>(() => Evaluation.ErrorRate(model, data, model.CreateWorkspace(1)));
        Assert.Equal("dataset", refusal.ParamName);
    }
}
