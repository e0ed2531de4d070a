using KernelGen.Gallery.Examples;

namespace KernelGen.Gallery.Tests.Examples;

public class EmbeddedExamplesTests
{
    [Fact]
    public void Exclusive_or_is_1_where_the_inputs_differ()
    {
        var rows = EmbeddedExamples.ExclusiveOr().Training;
        float[] x = rows.Inputs.ToArray();
        Assert.Equal(rows.Targets.ToArray(), Enumerable.Range(0, 4).Select(i => x[2 * i] != x[2 * i + 1] ? 1f : 0f));
    }

    [Fact]
    public void The_logistic_curve_passes_a_half_at_x_a_half()
    {
        var points = EmbeddedExamples.LogisticCurve().Training;
        Assert.Equal(0.5f, points.Targets.Span[points.Inputs.Span.IndexOf(0.5f)]);
    }

    [Fact]
    public void Digits_to_test_on_are_not_those_to_learn_from()
    {
        TrainingExamples<int> digits = EmbeddedExamples.Digits(20, 20, seed: 1);
        Assert.Equal((20, 20), (digits.Training.Count, digits.Test.Count));
        Assert.False(digits.Training.Inputs.Span.SequenceEqual(digits.Test.Inputs.Span));
    }

    [Fact]
    public void Random_logistic_draws_are_of_both_classes_and_repeat_by_seed()
    {
        TrainingExamples<float> first = EmbeddedExamples.LogisticDraws(seed: 3);
        Assert.InRange(first.Training.Targets.ToArray().Average(), 0.4, 0.6);
        Assert.True(first.Test.Inputs.Span.SequenceEqual(EmbeddedExamples.LogisticDraws(seed: 3).Test.Inputs.Span));
    }
}
