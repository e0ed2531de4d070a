using System.Collections.Immutable;
using KernelGen.Data;
using KernelGen.Training;

namespace KernelGen.Gallery.Examples;

/// <summary>CSV files whose last column is what to learn. A seeded fifth of the rows is kept for the test.</summary>
public static class Tables
{
    private const double TrainingShare = 0.8;
    private const int FewestRows = 5;
    private const double Inks = 16;

    /// <summary>Handwritten digits: 64 pixels of 0 … 16, then the digit.</summary>
    /// <exception cref="DataFormatException">A row is malformed, or there are too few.</exception>
    /// <exception cref="IOException">The path is not a file, or cannot be read.</exception>
    public static TrainingExamples<int> ReadDigits(string path, int seed)
    {
        ImmutableArray<string> digits = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
        Dataset<float, int> images = Load(path, new CsvOptions { ClassNames = digits }).Dataset;
        var (training, test) = Split.Stratified(images, TrainingShare, seed);
        var share = new Standardization([.. Enumerable.Repeat(0.0, images.InputCount)], [.. Enumerable.Repeat(Inks, images.InputCount)]);
        return new TrainingExamples<int>(training, test, path).PreparedBy(_ => new Pipeline([share]));
    }

    /// <summary>Measurements, then the name of a class; standardised on the part to learn from.</summary>
    /// <exception cref="DataFormatException">A row is malformed, or there are too few.</exception>
    /// <exception cref="IOException">The path is not a file, or cannot be read.</exception>
    public static TrainingExamples<int> ReadClasses(string path, int seed) =>
        SplitByClass(path, Load(path, new CsvOptions()), seed);

    /// <summary>The Wisconsin diagnoses: a line that is no row, then 30 measurements and 0 (malignant) or 1 (benign); standardised.</summary>
    /// <param name="path">The file.</param>
    /// <param name="seed">Decides which rows are kept for the test.</param>
    /// <param name="negative">The target of a malignant tumour: 0 for a probability, −1 for a sign.</param>
    /// <exception cref="DataFormatException">A row is malformed, or there are too few.</exception>
    /// <exception cref="IOException">The path is not a file, or cannot be read.</exception>
    public static TrainingExamples<float> ReadDiagnoses(string path, int seed, float negative)
    {
        ClassificationData<float> data = Load(path, new CsvOptions { SkipLines = 1, ClassNames = ["0", "1"] });
        return SplitIntoNumbers(path, data, seed, negative) with { ClassNames = ["malignant", "benign"] };
    }

    /// <summary>Measurements, then 0 or 1; standardised.</summary>
    /// <exception cref="DataFormatException">A row is malformed, or there are too few.</exception>
    /// <exception cref="IOException">The path is not a file, or cannot be read.</exception>
    public static TrainingExamples<float> ReadProbabilities(string path, int seed) =>
        SplitIntoNumbers(path, Load(path, new CsvOptions { ClassNames = ["0", "1"] }), seed, negative: 0);

    /// <summary>Measurements, then a number; taken as they are.</summary>
    /// <exception cref="DataFormatException">A row is malformed, or there are too few.</exception>
    /// <exception cref="IOException">The path is not a file, or cannot be read.</exception>
    public static TrainingExamples<float> ReadValues(string path, int seed)
    {
        RequireFile(path);
        Dataset<float, float> rows = Csv.LoadRegression<float>(path, -1);
        RequireRows(path, rows.Count);
        var (training, test) = Split.Random(rows, TrainingShare, seed);
        return new TrainingExamples<float>(training, test, path);
    }

    /// <summary>Measurements, then a number; the measurements are standardised.</summary>
    /// <exception cref="DataFormatException">A row is malformed, or there are too few.</exception>
    /// <exception cref="IOException">The path is not a file, or cannot be read.</exception>
    public static TrainingExamples<float> ReadStandardizedValues(string path, int seed) => Standardized(ReadValues(path, seed));

    private static ClassificationData<float> Load(string path, CsvOptions options)
    {
        RequireFile(path);
        ClassificationData<float> data = Csv.LoadClassification<float>(path, -1, options);
        RequireRows(path, data.Dataset.Count);
        return data;
    }

    private static void RequireFile(string path)
    {
        if (Directory.Exists(path))
        {
            throw new FileNotFoundException($"{path}: a folder; expected a CSV file, or a folder that has it under its usual name.", path);
        }
    }

    private static void RequireRows(string path, int count)
    {
        if (count < FewestRows)
        {
            throw new DataFormatException(path, $"at least {FewestRows} rows, a fifth of them for the test", $"{count}");
        }
    }

    private static TrainingExamples<TTarget> Standardized<TTarget>(TrainingExamples<TTarget> examples)
        where TTarget : unmanaged =>
        examples.PreparedBy(static training => new Pipeline([Standardization.Fit(training)]));

    private static TrainingExamples<int> SplitByClass(string path, ClassificationData<float> data, int seed)
    {
        var (training, test) = Split.Stratified(data.Dataset, TrainingShare, seed);
        return Standardized(new TrainingExamples<int>(training, test, path) { ClassNames = data.ClassNames });
    }

    private static TrainingExamples<float> SplitIntoNumbers(string path, ClassificationData<float> data, int seed, float negative)
    {
        var (training, test) = Split.Stratified(data.Dataset, TrainingShare, seed);
        return Standardized(new TrainingExamples<float>(AsNumbers(training, negative), AsNumbers(test, negative), path));
    }

    private static Dataset<float, float> AsNumbers(Dataset<float, int> labelled, float negative)
    {
        float[] targets = [.. labelled.Targets.ToArray().Select(label => label == 0 ? negative : 1)];
        return new Dataset<float, float>(labelled.Inputs, labelled.InputCount, targets);
    }
}
