using KernelGen.Data;
using KernelGen.Tests;
using KernelGen.Training;

namespace KernelGen.Gallery.Tests.Minimizing;

[Model(Inputs = 30, Precision = Precision.Both)]
[Dense(1)]
[Loss(Loss.LogisticCrossEntropy)]
[Regularize(L2 = 1.0 / 569)]
internal sealed partial class TumourRegression;

[Model(Inputs = 64, Precision = Precision.Both)]
[Dense(10)]
[Loss(Loss.SoftmaxCrossEntropy)]
[Regularize(L2 = 1.0 / 1797)]
internal sealed partial class DigitRegression;

/// <summary>The least costs are those that Reference/logistic_regression.py finds by scikit-learn.</summary>
public sealed class LbfgsReferenceTests
{
    private const double TumourCost = 0.066360186225;
    private const double DigitCost = 0.199526403859;

    [RealDataFact("breast_cancer.csv")]
    public void Logistic_regression_reaches_the_cost_of_the_reference()
    {
        var model = new TumourRegression.DoublePrecision();
        model.Initialize(1);
        var result = new Lbfgs().Minimize(model, Tumours<double>());

        Assert.Equal(MinimizationEnd.Converged, result.End);
        Assert.InRange(result.Value / TumourCost - 1, -1e-10, 1e-10);
        Assert.InRange(result.Evaluations, result.Iterations, 2 * result.Iterations);
    }

    [RealDataFact("digits.csv.gz")]
    public void Softmax_regression_reaches_the_cost_of_the_reference()
    {
        var model = new DigitRegression.DoublePrecision();
        model.Initialize(1);
        var result = new Lbfgs().Minimize(model, Digits<double>(), threads: 2);

        Assert.Equal(MinimizationEnd.Converged, result.End);
        Assert.InRange(result.Value / DigitCost - 1, -1e-9, 1e-9);
    }

    [RealDataFact("breast_cancer.csv", "digits.csv.gz")]
    public void Single_precision_reaches_it_to_a_few_millionths()
    {
        var tumours = new TumourRegression();
        tumours.Initialize(1);
        Dataset<float, float> data = Tumours<float>();
        _ = new Lbfgs().Minimize(tumours, data);
        var digits = new DigitRegression();
        digits.Initialize(1);
        Dataset<float, int> images = Digits<float>();
        _ = new Lbfgs().Minimize(digits, images);

        Assert.Equal(TumourCost, Evaluation.Cost(tumours, data, tumours.CreateWorkspace(569)), 3e-6 * TumourCost);
        Assert.Equal(DigitCost, Evaluation.Cost(digits, images, digits.CreateWorkspace(1797)), 3e-6 * DigitCost);
    }

    private static Dataset<T, T> Tumours<T>()
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        Dataset<T, T> data = Csv.LoadRegression<T>(RealData.PathOf("breast_cancer.csv"), -1, new CsvOptions { SkipLines = 1 });
        return Standardization.Fit(data).Apply(data);
    }

    private static Dataset<T, int> Digits<T>()
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        Dataset<T, int> data = Csv.LoadClassification<T>(RealData.PathOf("digits.csv.gz"), -1).Dataset;
        T[] scaled = [.. data.Inputs.ToArray().Select(static x => x / T.CreateChecked(16))];
        return new Dataset<T, int>(scaled, 64, data.Targets);
    }
}
