using KernelGen.Gallery.Running;
using KernelGen.Tests;
using KernelGen.Tests.Data;

namespace KernelGen.Gallery.Tests.Running;

public sealed class TrainOnFilesTests : TemporaryFolder
{
    private const string MnistImages = "mnist/t10k-images-idx3-ubyte.gz";
    private const string MnistLabels = "mnist/t10k-labels-idx1-ubyte.gz";

    [RealDataFact(MnistImages, MnistLabels)]
    public void The_network_of_128_hidden_units_reaches_95_percent_on_mnist() => AssertReaches(95, "mlp-784-128-10", "mnist");

    [RealDataFact(MnistImages, MnistLabels)]
    public void Softmax_regression_reaches_91_percent_on_mnist() => AssertReaches(91, "softmax-784-10", "mnist");

    [RealDataFact("digits.csv.gz")]
    public void The_network_of_32_hidden_units_reaches_95_percent_on_small_digits() => AssertReaches(95, "digits-64-32-10", "digits.csv.gz");

    [RealDataFact("breast_cancer.csv")]
    public void Logistic_regression_reaches_95_percent_on_tumours() => AssertReaches(95, "logistic-30", "breast_cancer.csv");

    [RealDataFact("breast_cancer.csv")]
    public void The_support_vector_machine_reaches_95_percent_on_tumours() => AssertReaches(95, "svm-30", "breast_cancer.csv");

    [RealDataFact("iris.csv")]
    public void Softmax_regression_reaches_93_percent_on_iris() => AssertReaches(93, "softmax-4-3", "iris.csv");

    [RealDataFact("iris.csv")]
    public void The_folder_of_real_data_serves_as_well_as_the_file()
    {
        string output = GalleryRun.Of("train", "softmax-4-3", "--epochs", "1", "--data", RealData.Folder!).Succeeded();
        Assert.Contains("iris.csv: 120 to train, 30 to test", output, StringComparison.Ordinal);
    }

    [RealDataFact(MnistImages, MnistLabels)]
    public void Of_mnist_the_first_8000_are_learnt_from_and_the_last_2000_are_the_test()
    {
        string output = GalleryRun.Of("train", "softmax-784-10", "--epochs", "1", "--data", RealData.PathOf("mnist")).Succeeded();
        Assert.Contains("mnist: 8,000 to train, 2,000 to test", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named() =>
        Assert.StartsWith($"{PathOf("none.csv")}: no such file or folder.", Refusal("softmax-4-3", PathOf("none.csv")), StringComparison.Ordinal);

    [Fact]
    public void A_folder_without_the_file_is_named() =>
        Assert.StartsWith($"{PathOf("")}: a folder; expected a CSV file", Refusal("softmax-4-3", PathOf("")), StringComparison.Ordinal);

    [Fact]
    public void A_folder_without_mnists_files_is_told_what_to_hold() =>
        Assert.Contains("t10k-images-idx3-ubyte.gz", Refusal("mlp-784-128-10", PathOf("")), StringComparison.Ordinal);

    [Fact]
    public void A_malformed_row_is_named_by_line_and_column()
    {
        string path = Write("iris.csv", "1,2,3,4,a\n1,2,3,4,b\n1,2,many,4,c\n");
        Assert.Equal($"{path}, line 3, column index 2: expected a finite number; got \"many\".", Refusal("softmax-4-3", path));
    }

    [Fact]
    public void A_table_of_another_width_is_refused()
    {
        string path = Write("wide.csv", string.Concat(Enumerable.Repeat("1,2,3,4,5,a\n1,2,3,4,5,b\n1,2,3,4,5,c\n", 4)));
        Assert.Equal($"{path}: expected 4 inputs in every example for softmax-4-3; got 5.", Refusal("softmax-4-3", path));
    }

    [Fact]
    public void A_table_of_more_classes_is_refused()
    {
        string path = Write("classes.csv", string.Concat(Enumerable.Repeat("1,2,3,4,a\n1,2,3,4,b\n1,2,3,4,c\n1,2,3,4,d\n", 4)));
        Assert.Equal($"{path}: expected 3 classes for softmax-4-3; got 4: a, b, c, d.", Refusal("softmax-4-3", path));
    }

    private static void AssertReaches(double percent, string model, string file)
    {
        string output = GalleryRun.Of("train", model, "--data", RealData.PathOf(file)).Succeeded();
        ReportedLines.AreAllIn(output);
        Assert.InRange(ReportedLines.AccuracyIn(output), percent, 100);
    }

    private static string Refusal(string model, string path) =>
        GalleryRun.Of("train", model, "--data", path).Refused(CommandLine.Failure);
}
