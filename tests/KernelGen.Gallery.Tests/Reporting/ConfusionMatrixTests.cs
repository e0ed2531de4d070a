using KernelGen.Gallery.Reporting;
using KernelGen.Training;

namespace KernelGen.Gallery.Tests.Reporting;

public class ConfusionMatrixTests
{
    private static readonly ConfusionMatrix Matrix = new(3, [0, 0, 0, 1, 1], [0, 0, 1, 1, 0]);

    [Fact]
    public void Rows_are_the_truth_and_columns_the_decision()
    {
        Assert.Equal(2, Matrix[0, 0]);
        Assert.Equal(1, Matrix[0, 1]);
        Assert.Equal(1, Matrix[1, 0]);
        Assert.Equal(0, Matrix[2, 2]);
    }

    [Fact]
    public void Accuracy_is_the_share_of_the_diagonal() => Assert.Equal(3 / 5.0, Matrix.Accuracy);

    [Fact]
    public void Recall_is_the_share_of_a_class_that_was_recognised() => Assert.Equal(2 / 3.0, Matrix.Recall(0));

    [Fact]
    public void A_class_without_examples_has_no_recall() => Assert.Null(Matrix.Recall(2));

    [Theory]
    [InlineData(3)]
    [InlineData(-1)]
    public void A_class_out_of_range_is_refused_with_its_row(int wrong)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>("decided", () => new ConfusionMatrix(3, [0, 1], [0, wrong]));
        Assert.Contains($"row 1 has {wrong}", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Decisions_without_truth_are_refused() =>
        Assert.Throws<ArgumentException>("decided", () => new ConfusionMatrix(3, [0, 1], [0]));

    [Fact]
    public void No_example_at_all_is_refused() => Assert.Throws<ArgumentException>("decided", () => new ConfusionMatrix(3, [], []));

    [Fact]
    public void A_model_that_knows_labels_is_all_diagonal()
    {
        float[] inputs = [.. Enumerable.Range(0, 600).Select(static i => (float)(i % 3))];
        int[] labels = [.. inputs.Select(static x => (int)x)];
        ConfusionMatrix matrix = ConfusionMatrix.Of(new EchoClassifier<Labels>(), new Dataset<float, int>(inputs, 1, labels));
        Assert.Equal([200, 200, 200], [matrix[0, 0], matrix[1, 1], matrix[2, 2]]);
        Assert.Equal(1, matrix.Accuracy);
    }

    [Fact]
    public void The_signs_of_a_support_vector_machine_are_classes_0_and_1()
    {
        float[] decided = [-1, -1, 1, 1];
        float[] targets = [-1, 1, 1, 1];
        ConfusionMatrix matrix = ConfusionMatrix.Of(new EchoClassifier<Signs>(), new Dataset<float, float>(decided, 1, targets));
        Assert.Equal([1, 0, 1, 2], [matrix[0, 0], matrix[0, 1], matrix[1, 0], matrix[1, 1]]);
    }

    [Fact]
    public void A_probability_above_a_half_is_class_1()
    {
        float[] decided = [0, 0, 1];
        float[] targets = [0.5f, 0.6f, 1];
        ConfusionMatrix matrix = ConfusionMatrix.Of(new EchoClassifier<Probabilities>(), new Dataset<float, float>(decided, 1, targets));
        Assert.Equal([1, 0, 1, 1], [matrix[0, 0], matrix[0, 1], matrix[1, 0], matrix[1, 1]]);
    }

    [Fact]
    public void A_table_has_a_row_for_each_class_and_dots_for_no_confusion()
    {
        var console = new TextConsole();
        console.Console.Write(ConfusionTable.Of(Matrix, ["red", "green", "[blue]"]));
        string row = Assert.Single(console.Lines, static line => line.EndsWith("66.7 %", StringComparison.Ordinal));
        Assert.Equal(["red", "2", "1", "·", "66.7", "%"], row.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("[blue]", console.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_class_name_is_refused() =>
        Assert.Throws<ArgumentException>("classNames", () => ConfusionTable.Of(Matrix, ["red", "green"]));
}
