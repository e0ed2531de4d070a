using KernelGen.Gallery.Models;

namespace KernelGen.Gallery.Tests.Edges;

/// <summary>Lengths, workspaces and overlaps that do not fit are refused before anything is changed.</summary>
public sealed class BadBatchTests
{
    private readonly Bench<Softmax4x3, float, int> bench = new(batchSize: 2, target: 1);

    private Softmax4x3 Model => bench.Model;

    public static TheoryData<int, string> WrongInputLengths => new()
    {
        { 0, "at least one; got 0" },
        { 3, "rows of 4 inputs, at least one; got 3" },
        { 9, "rows of 4 inputs, at least one; got 9" },
    };

    [Theory]
    [MemberData(nameof(WrongInputLengths))]
    public void Inputs_that_are_no_whole_number_of_examples_are_refused(int length, string message)
        => RefusedByAll<ArgumentException>("inputs", message, new float[length], bench.Workspace);

    [Fact]
    public void A_workspace_for_fewer_examples_is_refused()
        => RefusedByAll<ArgumentException>("workspace", "room for 1 examples; got 2. Make one with CreateWorkspace(maxBatch: 2)", bench.Inputs, Model.CreateWorkspace(1));

    [Fact]
    public void The_workspace_of_another_kind_of_model_is_refused()
        => RefusedByAll<ArgumentException>("workspace", "made for Mlp784x128x10", bench.Inputs, new Mlp784x128x10().CreateWorkspace(2));

    [Fact]
    public void No_workspace_is_refused()
        => RefusedByAll<ArgumentNullException>("workspace", "", bench.Inputs, null!);

    [Fact]
    public void A_workspace_for_no_example_is_refused()
        => bench.Refuses<ArgumentOutOfRangeException>("maxBatch", "", () => Model.CreateWorkspace(0));

    [Fact]
    public void A_workspace_that_fits_no_array_is_refused()
        => bench.Refuses<ArgumentOutOfRangeException>("maxBatch", "does not fit one array", () => Model.CreateWorkspace(int.MaxValue));

    [Theory]
    [InlineData(5)]
    [InlineData(7)]
    public void Outputs_of_the_wrong_length_are_refused(int length)
        => bench.Refuses<ArgumentException>(
            "outputs", $"Expected 6 elements for 2 predictions of 3; got {length}", () => Model.Predict(bench.Inputs, new float[length], bench.Workspace));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Classes_of_the_wrong_length_are_refused(int length)
        => bench.Refuses<ArgumentException>(
            "classes", $"Expected 2 elements for 2 examples; got {length}", () => Model.Classify(bench.Inputs, new int[length], bench.Workspace));

    [Theory]
    [InlineData(15)]
    [InlineData(1000)]
    public void A_gradient_of_the_wrong_length_is_refused(int length)
        => bench.Refuses<ArgumentException>(
            "gradient", $"Expected {Softmax4x3.Info.ParameterLength} elements", () => Model.Gradient(bench.Inputs, bench.Targets, new float[length], bench.Workspace));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Targets_of_the_wrong_length_are_refused(int length)
        => bench.RefusesToLearn<ArgumentException>("targets", $"Expected 2 elements for 2 labels; got {length}", bench.Inputs, new int[length], bench.Workspace);

    [Fact]
    public void Several_examples_without_a_workspace_are_refused()
        => bench.Refuses<ArgumentException>(
            "inputs", "One example has 4 values; got 8. For several examples pass a workspace", () => Model.Predict(bench.Inputs, bench.Outputs));

    [Fact]
    public void Outputs_of_several_examples_for_one_are_refused()
        => bench.Refuses<ArgumentException>(
            "outputs", "Expected 3 elements for one prediction; got 6", () => Model.Predict(bench.Inputs.AsSpan(0, 4), bench.Outputs));

    [Fact]
    public void Outputs_over_inputs_are_refused()
        => bench.Refuses<ArgumentException>(
            "outputs", "must not overlap inputs", () => Model.Predict(bench.Inputs, bench.Inputs.AsSpan(0, 6), bench.Workspace));

    [Fact]
    public void Outputs_over_the_input_of_one_example_are_refused()
        => bench.Refuses<ArgumentException>(
            "outputs", "must not overlap inputs", () => Model.Predict(bench.Inputs.AsSpan(0, 4), bench.Inputs.AsSpan(3, 3)));

    [Fact]
    public void Outputs_over_parameters_are_refused()
        => bench.Refuses<ArgumentException>(
            "outputs", "must not overlap the parameters", () => Model.Predict(bench.Inputs, Model.Parameters[..6], bench.Workspace));

    [Fact]
    public void Outputs_in_the_workspace_are_refused()
        => bench.Refuses<ArgumentException>(
            "outputs", "must not overlap workspace", () => Model.Predict(bench.Inputs, bench.Workspace.Span[..6], bench.Workspace));

    [Fact]
    public void Inputs_in_the_workspace_are_refused()
        => bench.Refuses<ArgumentException>(
            "inputs", "must not overlap workspace", () => Model.Predict(bench.Workspace.Span[..8], bench.Outputs, bench.Workspace));

    [Fact]
    public void Targets_in_the_workspace_are_refused()
    {
        var values = new Bench<Regression, float, float>(batchSize: 2, target: 0.5f);
        int count = 2 * Regression.TargetCount;
        values.Refuses<ArgumentException>(
            "targets", "must not overlap workspace", () => values.Model.Cost(values.Inputs, values.Workspace.Span[..count], values.Workspace));
    }

    [Fact]
    public void A_gradient_over_the_parameters_is_refused()
        => bench.Refuses<ArgumentException>(
            "gradient", "must not overlap the parameters", () => Model.Gradient(bench.Inputs, bench.Targets, Model.Parameters, bench.Workspace));

    [Fact]
    public void A_step_on_inputs_that_are_parameters_is_refused()
        => bench.Refuses<ArgumentException>(
            "inputs", "must not overlap the parameters", () => Model.SgdStep(Model.Parameters[..8], bench.Targets, 0.1f, bench.Workspace));

    [Fact]
    public void A_gradient_over_the_targets_is_refused()
    {
        var values = new Bench<Regression, float, float>(batchSize: 2, target: 0.5f);
        var shared = new float[values.Gradient.Length];
        values.Refuses<ArgumentException>(
            "gradient", "must not overlap targets", () => values.Model.Gradient(values.Inputs, shared.AsSpan(0, 4), shared, values.Workspace));
    }

    [Fact]
    public void Spans_side_by_side_are_accepted()
    {
        var memory = new float[8 + 6];
        Model.Predict(memory.AsSpan(0, 8), memory.AsSpan(8), bench.Workspace);
        Assert.Equal(2, memory.AsSpan(8).ToArray().Sum(), 1e-5);
    }

    private void RefusedByAll<TException>(string argument, string message, float[] inputs, Workspace<float> workspace)
        where TException : ArgumentException
    {
        bench.Refuses<TException>(argument, message, () => Model.Predict(inputs, bench.Outputs, workspace));
        bench.Refuses<TException>(argument, message, () => Model.Classify(inputs, bench.Classes, workspace));
        bench.RefusesToLearn<TException>(argument, message, inputs, bench.Targets, workspace);
    }
}
