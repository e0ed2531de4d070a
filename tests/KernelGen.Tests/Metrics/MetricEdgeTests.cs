using KernelGen.Metrics;

namespace KernelGen.Tests.Metrics;

public class MetricEdgeTests
{
    [Fact]
    public void Nothing_has_no_value()
    {
        var matrix = new ConfusionMatrix(2);
        var error = new RegressionError();
        double[] values =
        [
            matrix.Accuracy, matrix.ErrorRate, matrix.Macro.F1, matrix.Weighted.F1, new LogLoss().Value, new Ranking().RocAuc,
            new Ranking().AveragePrecision, new Calibration().ExpectedError, new Calibration().LargestError, error.MeanSquared,
            error.RootMeanSquared, error.MeanAbsolute, error.R2,
        ];
        Assert.All(values, static value => Assert.Equal(double.NaN, value));
        Assert.Equal(double.NaN, new Calibration()[3].Share);
    }

    [Fact]
    public void One_class_alone_has_no_area_under_the_ROC_curve()
    {
        var positives = new Ranking();
        positives.Add([0.2, 0.7], [1, 1]);
        var negatives = new Ranking();
        negatives.Add([0.2, 0.7], [0, 0]);

        Assert.Equal((double.NaN, double.NaN), (positives.RocAuc, negatives.RocAuc));
        Assert.Equal((1, double.NaN), (positives.AveragePrecision, negatives.AveragePrecision));
    }

    [Fact]
    public void A_perfect_order_has_the_whole_area_and_the_reverse_none()
    {
        var ranking = new Ranking();
        ranking.Add([double.NegativeInfinity, -1, 3, double.PositiveInfinity], [0, 0, 1, 1]);
        var reverse = new Ranking();
        reverse.Add([4, 3, 2, 1], [0, 0, 1, 1]);

        Assert.Equal((1, 1), (ranking.RocAuc, ranking.AveragePrecision));
        Assert.Equal((0, (1 / 3.0 + 2 / 4.0) / 2), (reverse.RocAuc, reverse.AveragePrecision));
    }

    [Fact]
    public void Equal_scores_are_one_threshold()
    {
        var ranking = new Ranking();
        ranking.Add([0.5, 0.5, 0.9, 0.5, 0.1], [1, 0, 1, 1, 0]);
        List<RankingPoint> points = [];
        foreach (RankingPoint point in ranking)
        {
            points.Add(point);
        }

        Assert.Equal([new(0.9, 1, 0), new(0.5, 3, 1), new(0.1, 3, 2)], points);
        Assert.Equal((5, 3), (ranking.Count, ranking.Positives));
    }

    [Fact]
    public void Scores_that_come_after_a_look_count_too()
    {
        var ranking = new Ranking(capacity: 0);
        ranking.Add(0.5, isPositive: true);
        _ = ranking.RocAuc;
        ranking.Add(0.9, isPositive: false);
        ranking.Add(0.1, isPositive: false);

        Assert.Equal(0.5, ranking.RocAuc);
    }

    [Fact]
    public void A_class_against_all_others_ranks_by_its_own_output()
    {
        var ranking = new Ranking(positiveClass: 2);
        ranking.Add(new Predictions([0.1, 0.2, 0.7, 0.5, 0.4, 0.1], 3, [2, 1], 1, [2, 1], []));

        Assert.Equal(1, ranking.RocAuc);
        Assert.Contains("no output is a score of class 3", Assert.Throws<ArgumentException>(
            () => new Ranking(3).Add(new Predictions([0.1, 0.2, 0.7], 3, [2], 1, [2], []))).Message, StringComparison.OrdinalIgnoreCase);
        Assert.Throws<ArgumentException>(() => new Ranking(0).Add(new Predictions([0.1], 1, [1], 1, [1], [])));
    }

    // 0.3 and 0.7 times ten round to whole numbers, 0.1 + 0.2 does not: it is above the edge.
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1e-300, 0)]
    [InlineData(0.1, 0)]
    [InlineData(0.3, 2)]
    [InlineData(0.1 + 0.2, 3)]
    [InlineData(0.7, 6)]
    [InlineData(1, 9)]
    public void What_is_on_an_edge_belongs_to_the_bin_below(double probability, int bin)
    {
        var calibration = new Calibration();
        calibration.Add(probability, happened: true);

        Assert.Equal(1, calibration[bin].Count);
        Assert.InRange(probability, calibration[bin].From, calibration[bin].To);
    }

    [Fact]
    public void A_certain_error_costs_as_much_as_can_be_told_from_zero()
    {
        var loss = new LogLoss();
        loss.Add([0, 1], [1, 0]);

        Assert.Equal(52 * Math.Log(2), loss.Value, 1e-12);
    }

    [Fact]
    public void Equal_targets_leave_nothing_to_explain()
    {
        var right = new RegressionError();
        right.Add([3, 3], [3, 3]);
        var wrong = new RegressionError();
        wrong.Add([3, 4], [3, 3]);
        var single = new RegressionError();
        single.Add([3], [3]);

        Assert.Equal((1, 0, double.NaN), (right.R2, wrong.R2, single.R2));
    }

    [Fact]
    public void What_does_not_fit_is_refused_and_nothing_is_counted()
    {
        var matrix = new ConfusionMatrix(3);
        Refuses("decided", "a decision for each of 2 examples; got 1", () => matrix.Add([0, 1], [0]));
        Refuses("actual", "row 1 has 3", () => matrix.Add([0, 3], [0, 0]));
        Refuses("decided", "row 1 has -1", () => matrix.Add([0, 1], [0, -1]));
        Assert.Equal(0, matrix.Count);

        var loss = new LogLoss();
        Refuses("probabilities", "got 3 in all", () => loss.Add([0.1, 0.2, 0.7], [0, 1]));
        Refuses("probabilities", "row 1 has 1.5", () => loss.Add([0.5, 1.5], [0, 1]));
        Refuses("probabilities", "row 0 has NaN", () => loss.Add([double.NaN], [0]));
        Refuses("classes", "row 1 has 2", () => loss.Add([0.5, 0.5], [0, 2]));
        Assert.Equal(0, loss.Count);

        var ranking = new Ranking();
        Refuses("scores", "a score for each of 2", () => ranking.Add([0.5], [0, 1]));
        Refuses("scores", "row 1 is NaN", () => ranking.Add([0.5, double.NaN], [0, 1]));
        Refuses("score", "example 0 is NaN", () => ranking.Add(double.NaN, true));
        Assert.Equal(0, ranking.Count);

        var error = new RegressionError(2);
        Refuses("targets", "Expected rows of 2", () => error.Add([1, 2, 3], [1, 2, 3]));
        Refuses("targets", "got 2 predicted values and 4 targets", () => error.Add([1, 2], [1, 2, 3, 4]));
        Assert.Equal(0, error.Count);

        var calibration = new Calibration();
        Refuses("probability", "[0, 1]", () => calibration.Add(-0.1, true));
        Refuses("probabilities", "row 0 has 2", () => calibration.Add([2], [1]));
        Assert.Equal(0, calibration.Count);
    }

    [Fact]
    public void Collecting_allocates_nothing_where_there_is_room()
    {
        var matrix = new ConfusionMatrix(2);
        var loss = new LogLoss();
        var ranking = new Ranking(capacity: 300);
        var calibration = new Calibration();
        var error = new RegressionError();
        double[] probabilities = [0.3, 0.7, 0.5];
        int[] classes = [0, 1, 1];
        Collect();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 99; i++)
        {
            Collect();
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Collect()
        {
            matrix.Add(classes, classes);
            loss.Add(probabilities, classes);
            ranking.Add(probabilities, classes);
            _ = ranking.RocAuc + ranking.AveragePrecision;
            calibration.Add(probabilities, classes);
            error.Add(probabilities, probabilities);
        }
    }

    private static void Refuses(string argument, string message, Action call)
    {
        var refusal = Assert.ThrowsAny<ArgumentException>(call);
        Assert.Equal(argument, refusal.ParamName);
        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
    }
}
