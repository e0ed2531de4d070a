using KernelGen.Generators.Tests.Running;
using Microsoft.CodeAnalysis;

namespace KernelGen.Generators.Tests.Caching;

/// <summary>What an edit makes the generator do again, and what it does not.</summary>
public class RunReasonTests
{
    private const string First = """
        [Model(Inputs = 4)]
        [Dense(3, Activation.Tanh)]
        [Dense(1)]
        [Loss(Loss.SquaredError)]
        [Regularize(L2 = 0.001)]
        public sealed partial class First;

        """;

    private const string Second = """
        [Model(Inputs = 5)]
        [Dense(2)]
        [Loss(Loss.SoftmaxCrossEntropy)]
        public sealed partial class Second;

        """;

    private const string Third = """
        [Model]
        public sealed partial class Third
        {
            [Objective]
            static Scalar Objective([Input(4)] Vector x, [Target] Scalar t, [Parameter(4)] Vector w) => SquaredError(Dot(w, x), t) + 0.5 * Penalty(w);

            [Output]
            static Scalar Output(Vector x, Vector w) => Dot(w, x);

            static Scalar Penalty(Vector w) => SumOfSquares(w);
        }

        """;

    private const string Head =
        "using KernelGen;\nusing KernelGen.Equations;\nusing static KernelGen.Equations.Functions;\n\nnamespace Models;\n\n";

    [Fact]
    public void An_unrelated_edit_runs_nothing_again() =>
        AssertReasons(Start(First).Edit(GeneratorRun.UnrelatedEdit(Head + First)), "First", RunReasons.Untouched);

    [Fact]
    public void A_moved_declaration_runs_nothing_again() =>
        AssertReasons(Edit(First, "\n\n" + First.Replace("\n", "\n\n", StringComparison.Ordinal)), "First", RunReasons.Untouched);

    [Fact]
    public void An_edit_of_another_file_runs_nothing_again()
    {
        TrackedRun before = TrackedRun.Start(SourceCompilation.Of("internal static class Elsewhere;", Head + First));
        AssertReasons(before.Edit("internal static class SomewhereElse;"), "First", RunReasons.Untouched);
    }

    [Theory]
    [InlineData("Inputs = 4", "Inputs = 8")]
    [InlineData("Dense(3", "Dense(7")]
    [InlineData("L2 = 0.001", "L2 = 0.01")]
    [InlineData("Activation.Tanh", "Activation.Relu")]
    public void A_changed_declaration_runs_every_step_of_its_model_again(string before, string after) =>
        AssertReasons(Edit(First, First.Replace(before, after, StringComparison.Ordinal)), "First", RunReasons.Changed);

    [Theory]
    [InlineData("L2 = 0.001", "L2 = 1e-3")]
    [InlineData("Dense(1)", "Dense(activation: Activation.Linear, units: 2 - 1, Bias = true)")]
    [InlineData("class First;", "class First { public int Seed { get; init; } }")]
    [InlineData("public sealed partial", "internal partial")]
    public void The_same_model_in_other_words_runs_nothing_again(string before, string after) =>
        AssertReasons(Edit(First, First.Replace(before, after, StringComparison.Ordinal)), "First", RunReasons.Untouched);

    [Fact]
    public void An_edit_of_one_model_runs_only_its_own_steps_again()
    {
        TrackedRun after = Edit(First + Second, First + Second.Replace("Inputs = 5", "Inputs = 6", StringComparison.Ordinal));
        AssertReasons(after, "First", RunReasons.Untouched);
        AssertReasons(after, "Second", RunReasons.Changed);
    }

    [Fact]
    public void An_edit_elsewhere_runs_nothing_of_equations_again()
    {
        AssertReasons(Edit(First + Third, First.Replace("Inputs = 4", "Inputs = 8", StringComparison.Ordinal) + Third), "Third", RunReasons.Untouched);
        AssertReasons(Edit(Third, "\n" + Third.Replace("\n", "\n\n", StringComparison.Ordinal)), "Third", RunReasons.Untouched);
    }

    [Theory]
    [InlineData("0.5 *", "0.25 *")]
    [InlineData("Penalty(w);", "Penalty(2 * w);")]
    [InlineData("=> SumOfSquares", "=> Norm1")]
    public void An_edit_of_equations_runs_only_their_own_steps_again(string before, string after)
    {
        TrackedRun run = Edit(First + Third, First + Third.Replace(before, after, StringComparison.Ordinal));
        AssertReasons(run, "First", RunReasons.Untouched);
        AssertReasons(run, "Third", RunReasons.Changed);
    }

    [Fact]
    public void A_second_model_leaves_the_first_as_it_was()
    {
        TrackedRun after = Edit(First, First + Second);
        AssertReasons(after, "First", RunReasons.BesideAnAddedOne);
        AssertReasons(after, "Second", RunReasons.Added);
    }

    [Fact]
    public void A_model_whose_name_differs_only_in_case_renames_the_file_of_the_first()
    {
        TrackedRun after = Edit(First, First + Second.Replace("class Second", "class FIRST", StringComparison.Ordinal));
        AssertReasons(after, "First", RunReasons.Renamed);
        AssertReasons(after, "FIRST", RunReasons.Added with { Names = IncrementalStepRunReason.Modified });
    }

    [Fact]
    public void A_removed_model_leaves_the_other_as_it_was()
    {
        TrackedRun after = Edit(First + Second, First);
        AssertReasons(after, "First", RunReasons.BesideAnAddedOne);
        Assert.Equal("Models.First.g.cs", Assert.Single(after.Result.GeneratedSources).HintName);
    }

    [Fact]
    public void A_declaration_that_goes_wrong_takes_its_file_away_and_no_other()
    {
        TrackedRun after = Edit(First + Second, First + Second.Replace("Inputs = 5", "Inputs = 0", StringComparison.Ordinal));
        AssertReasons(after, "First", RunReasons.BesideAnAddedOne);
        Assert.Equal("Models.First.g.cs", Assert.Single(after.Result.GeneratedSources).HintName);
    }

    private static TrackedRun Start(string models) => TrackedRun.Start(SourceCompilation.Of(Head + models));

    private static TrackedRun Edit(string before, string after) => Start(before).Edit(Head + after);

    private static void AssertReasons(TrackedRun run, string model, RunReasons expected) => Assert.Equal(
        expected.All.OrderBy(static r => r.Key, StringComparer.Ordinal),
        run.Reasons("Models." + model).OrderBy(static r => r.Key, StringComparer.Ordinal));
}
