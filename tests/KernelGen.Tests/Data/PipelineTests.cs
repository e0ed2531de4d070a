using FsCheck.Fluent;
using KernelGen.Data;
using KernelGen.Numerics;
using KernelGen.Testing;
using KernelGen.Training;

namespace KernelGen.Tests.Data;

public class PipelineTests : TemporaryFolder
{
    [Fact]
    public void Each_step_is_fitted_on_what_the_steps_before_it_give()
    {
        var training = Rows(2, double.NaN, 10, 1, 20, 3, 40);
        var pipeline = Pipeline.Fit(training, PipelineStep.MeanFill, PipelineStep.MinMax, PipelineStep.Squares, PipelineStep.Ones);

        Assert.Equal(2, Assert.IsType<MeanFill>(pipeline.Steps[0]).Means[0], 1e-12);
        Assert.Equal([2, 30], Assert.IsType<MinMaxScaling>(pipeline.Steps[1]).Ranges.ToArray());
        Assert.Equal((2, 5), (pipeline.InputCount, pipeline.OutputCount));
        Assert.Equal([0.5, 0.5, 0.25, 0.25, 1], pipeline.Apply(Rows(2, double.NaN, 25)).Inputs.ToArray());
    }

    [Fact]
    public void What_a_pipeline_gives_is_what_its_steps_give_in_turn()
    {
        var training = Random(60, 3, seed: 1);
        var pipeline = Pipeline.Fit(training, PipelineStep.Standardize, PipelineStep.Polynomial(3), PipelineStep.MinMax);
        var standardization = Standardization.Fit(training);
        var polynomials = FeatureMap.Polynomial(3, 3).Apply(standardization.Apply(training));
        var expected = MinMaxScaling.Fit(polynomials).Apply(polynomials);

        Assert.Equal(expected.Inputs.ToArray(), pipeline.Apply(training).Inputs.ToArray());
    }

    [Fact]
    public void A_saved_pipeline_gives_the_same_bits() => Draws.Check(Prop.ForAll(Gen.Choose(1, 1000).ToArbitrary(), seed =>
    {
        var training = Categories(Random(40, 4, seed));
        Pipeline pipeline = EveryKindOfStep(training);
        string path = PathOf("pipeline.json");
        pipeline.Save(path);
        Pipeline loaded = Pipeline.Load(path);
        var fresh = Categories(Random(30, 4, seed + 5000));
        var expected = pipeline.Apply(fresh).Inputs.ToArray().Select(BitConverter.DoubleToInt64Bits);
        return loaded.Apply(fresh).Inputs.ToArray().Select(BitConverter.DoubleToInt64Bits).SequenceEqual(expected)
            && loaded.ToJson() == pipeline.ToJson();
    }), count: 30);

    [Fact]
    public void Numbers_at_the_edges_are_saved_to_the_bit()
    {
        double[] means = [-0.0, double.Epsilon, double.MaxValue, 0.1 + 0.2, -1e-310];
        var loaded = Assert.IsType<MeanFill>(Pipeline.Parse(new Pipeline([new MeanFill([.. means])]).ToJson()).Steps[0]);

        Assert.Equal(means.Select(BitConverter.DoubleToInt64Bits), loaded.Means.Select(BitConverter.DoubleToInt64Bits));
    }

    [Fact]
    public void A_pipeline_is_saved_as_text_that_can_be_read()
    {
        string json = new Pipeline([new Standardization([1.5], [2]), FeatureMap.WithOnes(1)]).ToJson();

        Assert.Equal("""
            {
              "format": "KernelGen.Data.Pipeline",
              "version": 1,
              "steps": [
                {
                  "kind": "standardization",
                  "means": [
                    1.5
                  ],
                  "deviations": [
                    2
                  ]
                },
                {
                  "kind": "featureMap",
                  "map": "ones",
                  "inputs": 1,
                  "degree": 0,
                  "crossTermsOnly": false
                }
              ]
            }

            """, json, ignoreLineEndingDifferences: true);
    }

    [Theory]
    [InlineData("\"version\": 1", "\"version\": 2", "expected version 1 of the format; got 2")]
    [InlineData("\"version\": 1", "\"version\": \"1\"", "expected version 1 of the format; got \"1\"")]
    [InlineData("\"version\": 1,", "", "expected version 1 of the format; got none")]
    [InlineData("KernelGen.Data.Pipeline", "Something.Else", "expected an object with the format")]
    [InlineData("\"kind\": \"standardization\"", "\"kind\": \"wisdom\"", "a pipeline of version 1")]
    [InlineData("\"kind\": \"standardization\",", "", "a pipeline of version 1")]
    [InlineData("\"means\"", "\"Means\"", "a pipeline of version 1")]
    [InlineData("\"inputs\": 1,", "\"inputs\": 1, \"more\": 2,", "a pipeline of version 1")]
    [InlineData("\"inputs\": 1,", "\"inputs\": 1, \"inputs\": 1,", "a pipeline of version 1")]
    [InlineData("\"inputs\": 1,", "", "a pipeline of version 1")]
    [InlineData("\"inputs\": 1,", "\"inputs\": null,", "a pipeline of version 1")]
    [InlineData("\"map\": \"ones\"", "\"map\": null", "a pipeline of version 1")]
    [InlineData("\"map\": \"ones\"", "\"map\": \"cubes\"", "There is no feature map \"cubes\"")]
    [InlineData("\"inputs\": 1,", "\"inputs\": 2,", "expected steps that fit each other")]
    [InlineData("\"inputs\": 1,", "\"inputs\": 0,", "expected steps that fit each other")]
    [InlineData("1.5", "1.5, 2", "expected steps that fit each other")]
    [InlineData("1.5", "NaN", "a pipeline of version 1")]
    [InlineData("1.5", "1e999", "expected steps that fit each other")]
    [InlineData("\"crossTermsOnly\": false\n    }\n  ]\n}", "", "a pipeline of version 1")]
    public void A_text_that_is_no_pipeline_is_refused_with_what_is_wrong(string there, string instead, string message)
    {
        string json = new Pipeline([new Standardization([1.5], [2]), FeatureMap.WithOnes(1)]).ToJson();
        Assert.Contains(there, json, StringComparison.Ordinal);
        string path = Write("bad.json", json.Replace(there, instead, StringComparison.Ordinal));
        var fault = Assert.Throws<DataFormatException>(() => Pipeline.Load(path));

        Assert.Equal(path, fault.File);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("3")]
    [InlineData("{\"format\":\"KernelGen.Data.Pipeline\",\"version\":1,\"steps\":[]}")]
    [InlineData("{\"format\":\"KernelGen.Data.Pipeline\",\"version\":1,\"steps\":[null]}")]
    [InlineData("{\"format\":\"KernelGen.Data.Pipeline\",\"version\":1}")]
    [InlineData("{\"format\":\"KernelGen.Data.Pipeline\",\"version\":1,\"steps\":[{\"kind\":\"meanFill\",\"means\":null}]}")]
    [InlineData("{\"format\":\"KernelGen.Data.Pipeline\",\"version\":1,\"steps\":[{\"kind\":\"oneHot\",\"inputs\":1,\"columns\":[null],\"unknownAsZeros\":true}]}")]
    public void Other_texts_are_refused(string json) => Assert.Throws<DataFormatException>(() => Pipeline.Parse(json));

    [Fact]
    public void A_function_of_ones_own_cannot_be_saved()
    {
        var pipeline = new Pipeline([new FeatureMap(1, 1, static (x, y) => y[0] = x[0])]);

        Assert.Throws<InvalidOperationException>(pipeline.ToJson);
        Assert.Throws<InvalidOperationException>(() => pipeline.Save(PathOf("none.json")));
        Assert.False(File.Exists(PathOf("none.json")));
    }

    [Fact]
    public void Saving_replaces_what_was_there_and_leaves_nothing_else()
    {
        string path = Write("pipeline.json", "old");
        new Pipeline([FeatureMap.WithOnes(3)]).Save(path);

        Assert.Equal(3, Pipeline.Load(path).InputCount);
        Assert.Equal([path], Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void A_value_that_a_step_refuses_is_named_with_the_step()
    {
        var pipeline = Pipeline.Fit(Rows(2, 1, 5, 2, 6), PipelineStep.MeanFill, PipelineStep.OneHot(0));

        Assert.Contains("Row 0, column 0: expected one of the 2 categories of the training data (step 1, OneHot); got 9",
            Assert.Throws<ArgumentException>(() => pipeline.Apply(Rows(2, 9, 5))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Steps_that_do_not_fit_are_refused()
    {
        Assert.Contains("FeatureMap gives 3 values; FeatureMap after it takes 2",
            Assert.Throws<ArgumentException>(static () => new Pipeline([FeatureMap.WithOnes(2), FeatureMap.WithOnes(2)])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(static () => new Pipeline([]));
        Assert.Throws<ArgumentException>(static () => new Pipeline(default));
        Assert.Throws<ArgumentException>(static () => Pipeline.Fit(Rows(1, 1)));
    }

    [Fact]
    public void A_single_example_is_transformed_without_allocating()
    {
        var training = Categories(Random(40, 4, seed: 1));
        Pipeline pipeline = Pipeline.Fit(
            training, PipelineStep.MeanFill, PipelineStep.OneHot(1), PipelineStep.Standardize, PipelineStep.Polynomial(2), PipelineStep.Ones);
        float[] example = [0.5f, 1, 0.25f, 2], features = new float[pipeline.OutputCount];

        Assert.Equal(0, AllocationCheck.BytesAllocatedBy(() => pipeline.Apply<float>(example, features)));
    }

    [RealDataFact("breast_cancer.csv")]
    public void Tumours_are_prepared_as_their_training_part_says()
    {
        var tumours = Csv.LoadRegression<float>(RealData.PathOf("breast_cancer.csv"), -1, new CsvOptions { SkipLines = 1 });
        var (training, validation) = Split.Random(tumours, 0.8, seed: 1);
        Pipeline pipeline = Pipeline.Fit(training, PipelineStep.Standardize, PipelineStep.Ones);

        Assert.Equal(Standardization.Fit(training).Apply(validation).Inputs.Span[..30], pipeline.Apply(validation).Inputs.Span[..30]);
        Assert.Equal(31, pipeline.OutputCount);
    }

    private static Pipeline EveryKindOfStep(Dataset<double, int> training) => Pipeline.Fit(
        training, PipelineStep.MeanFill, PipelineStep.OneHot(UnknownCategory.Zeros, 1), PipelineStep.Standardize,
        PipelineStep.Polynomial(2, crossTermsOnly: true), PipelineStep.MinMax, PipelineStep.Squares, PipelineStep.CrossTerms,
        PipelineStep.Of(new Pipeline([FeatureMap.WithOnes(CrossTermsOf(training))])));

    // Every category of the second column, three others, and twice the products of two at a time.
    private static int CrossTermsOf(Dataset<double, int> training)
    {
        int columns = 3 + OneHot.Fit(training, [1]).EncodedColumns[0].Categories.Length;
        columns = 2 * (columns * (columns + 1) / 2);
        return columns * (columns + 1) / 2;
    }

    private static Dataset<double, int> Categories(Dataset<double, int> data)
    {
        double[] inputs = data.Inputs.ToArray();
        for (int i = 1; i < inputs.Length; i += data.InputCount)
        {
            inputs[i] = Math.Floor(Math.Abs(inputs[i])) % 3;
        }

        return new Dataset<double, int>(inputs, data.InputCount, data.Targets);
    }

    private static Dataset<double, int> Random(int rows, int columns, int seed)
    {
        var random = new RandomSource((ulong)seed);
        return new Dataset<double, int>(Enumerable.Range(0, rows * columns).Select(_ => 10 * random.NextNormal()).ToArray(), columns, new int[rows]);
    }

    private static Dataset<double, int> Rows(int columns, params double[] inputs) => new(inputs, columns, new int[inputs.Length / columns]);
}
