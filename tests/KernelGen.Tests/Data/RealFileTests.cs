using KernelGen.Data;

namespace KernelGen.Tests.Data;

public class RealFileTests
{
    [RealDataFact("iris.csv")]
    public void Iris_has_150_flowers_fifty_of_each_of_three_kinds()
    {
        var iris = Csv.LoadClassification<float>(RealData.PathOf("iris.csv"), -1);

        Assert.Equal((150, 4), (iris.Dataset.Count, iris.Dataset.InputCount));
        Assert.Equal(["Iris-setosa", "Iris-versicolor", "Iris-virginica"], iris.ClassNames.ToArray());
        Assert.Equal([50, 50, 50], CountsOf(iris));
    }

    [RealDataFact("breast_cancer.csv")]
    public void Breast_cancer_has_212_malignant_and_357_benign_tumours()
    {
        var tumours = Csv.LoadClassification<double>(
            RealData.PathOf("breast_cancer.csv"), -1, new CsvOptions { SkipLines = 1, ClassNames = ["0", "1"] });

        Assert.Equal((569, 30), (tumours.Dataset.Count, tumours.Dataset.InputCount));
        Assert.Equal([212, 357], CountsOf(tumours));
    }

    [RealDataFact("breast_cancer.csv")]
    public void The_first_line_of_breast_cancer_is_no_row() =>
        Assert.Equal(2, Assert.Throws<DataFormatException>(
            () => Csv.LoadRegression<float>(RealData.PathOf("breast_cancer.csv"), -1, new CsvOptions { HasHeader = true })).Line);

    [RealDataFact("digits.csv.gz")]
    public void Digits_has_1797_images_of_64_pixels_from_0_to_16()
    {
        var digits = Csv.LoadClassification<float>(RealData.PathOf("digits.csv.gz"), -1);

        Assert.Equal((1797, 64), (digits.Dataset.Count, digits.Dataset.InputCount));
        Assert.Equal(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"], digits.ClassNames.ToArray());
        Assert.Equal((0, 16), (digits.Dataset.Inputs.ToArray().Min(), digits.Dataset.Inputs.ToArray().Max()));
    }

    [RealDataFact("mnist/t10k-images-idx3-ubyte.gz", "mnist/t10k-labels-idx1-ubyte.gz")]
    public void Mnist_has_10000_test_images_of_784_pixels_from_0_to_1()
    {
        var mnist = Idx.LoadClassification(
            RealData.PathOf("mnist/t10k-images-idx3-ubyte.gz"), RealData.PathOf("mnist/t10k-labels-idx1-ubyte.gz"));

        Assert.Equal((10000, 784), (mnist.Count, mnist.InputCount));
        Assert.Equal([7, 2, 1, 0, 4, 1, 4, 9, 5, 9], mnist.Targets.Span[..10].ToArray());
        Assert.Equal((0, 9), (mnist.Targets.ToArray().Min(), mnist.Targets.ToArray().Max()));
        Assert.Equal((0, 1), (mnist.Inputs.ToArray().Min(), mnist.Inputs.ToArray().Max()));
    }

    [RealDataFact("winequality-white.csv")]
    public void White_wine_has_4898_wines_and_a_quality_to_predict()
    {
        var wines = Csv.LoadRegression<float>(RealData.PathOf("winequality-white.csv"), -1);

        Assert.Equal((4898, 11), (wines.Count, wines.InputCount));
        Assert.Equal((3, 9), (wines.Targets.ToArray().Min(), wines.Targets.ToArray().Max()));
    }

    [RealDataFact("wine.csv")]
    public void Wine_has_178_wines_of_three_kinds()
    {
        var wine = Csv.LoadClassification<float>(RealData.PathOf("wine.csv"), -1);

        Assert.Equal((178, 13), (wine.Dataset.Count, wine.Dataset.InputCount));
        Assert.Equal([59, 71, 48], CountsOf(wine));
    }

    [RealDataFact("banknote_authentication.csv")]
    public void Banknotes_are_1372_with_four_features()
    {
        var notes = Csv.LoadClassification<float>(RealData.PathOf("banknote_authentication.csv"), -1);

        Assert.Equal((1372, 4), (notes.Dataset.Count, notes.Dataset.InputCount));
        Assert.Equal([762, 610], CountsOf(notes));
    }

    [RealDataFact("iris.csv")]
    public void A_stratified_half_of_iris_has_25_flowers_of_each_kind()
    {
        var iris = Csv.LoadClassification<float>(RealData.PathOf("iris.csv"), -1);
        var (training, _) = Split.Stratified(iris.Dataset, 0.5, seed: 1);

        Assert.Equal([25, 25, 25], CountsOf(iris with { Dataset = training }));
    }

    private static int[] CountsOf<T>(ClassificationData<T> data)
        where T : unmanaged
    {
        int[] labels = data.Dataset.Targets.ToArray();
        return [.. Enumerable.Range(0, data.ClassNames.Length).Select(label => labels.Count(l => l == label))];
    }
}
