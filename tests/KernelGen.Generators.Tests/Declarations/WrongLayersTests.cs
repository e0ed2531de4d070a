using static KernelGen.Generators.Tests.Declarations.DeclarationAnalysis;

namespace KernelGen.Generators.Tests.Declarations;

/// <summary>Layers, losses and regularisers that make no model.</summary>
public class WrongLayersTests
{
    private const string Class = "public partial class Digits;";

    [Fact]
    public Task A_model_without_layers_is_refused_at_its_name() =>
        Refuses("[Model(Inputs = 4)] public partial class {|KG0003:Digits|};", "such as [Dense(10)]");

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("int.MinValue")]
    [InlineData("3 - 4")]
    public Task Inputs_that_are_not_positive_are_refused(string inputs) =>
        Refuses($"[Model(Inputs = {{|KG0004:{inputs}|}})] [Dense(1)] {Class}", "The number of inputs is ");

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("units: 0")]
    public Task Units_that_are_not_positive_are_refused(string units)
    {
        string value = units.Split(' ')[^1];
        string marked = units.Replace(value, $"{{|KG0004:{value}|}}", StringComparison.Ordinal);
        return Refuses($"[Model(Inputs = 4)] [Dense(2)] [Dense({marked}, Bias = false)] {Class}", $"The number of units is {value}, but it must be at least 1");
    }

    [Fact]
    public Task Inputs_that_are_left_out_are_refused_at_the_attribute() =>
        Refuses($"[{{|KG0005:Model(Precision = Precision.Double)|}}] [Dense(1)] {Class}", "write [Model(Inputs = …)]");

    [Theory]
    [InlineData("Model(Inputs = 4, Precision = {|KG0006:(Precision)3|}), Dense(1), Loss(Loss.Hinge)", "Precision has no member with the value 3; choose one of Single, Double, Both")]
    [InlineData("Model(Inputs = 4), Dense(1, {|KG0006:(Activation)99|}), Loss(Loss.Hinge)", "Activation has no member with the value 99")]
    [InlineData("Model(Inputs = 4), Dense(1, Bias = true, activation: {|KG0006:(Activation)(-1)|})", "Activation has no member with the value -1")]
    [InlineData("Model(Inputs = 4), Dense(1), Loss({|KG0006:(Loss)6|})", "Loss has no member with the value 6")]
    [InlineData("Model(Inputs = 4), Dense(3), Loss(Loss.SoftmaxCrossEntropy, Targets = {|KG0006:(Targets)2|})", "Targets has no member with the value 2")]
    public Task Values_that_an_enumeration_does_not_have_are_refused(string attributes, string message) =>
        Refuses($"[{attributes}] {Class}", message);

    [Fact]
    public Task Layers_on_several_declarations_are_refused_where_they_leave_the_model() => Refuses(
        "[Model(Inputs = 4)] [Dense(2)] public partial class Digits; [{|KG0007:Dense(1)|}] [Loss(Loss.Hinge)] public partial class Digits;",
        "the order of the layers would depend on the order of the files");

    [Theory]
    [InlineData("[Dense(2, {|KG0008:Activation.HardThreshold|})] [Dense(1)]")]
    [InlineData("[Dense(2)] [Dense(1, activation: {|KG0008:Activation.HardThreshold|})]")]
    public Task A_hard_threshold_before_a_loss_is_refused(string layers) => Refuses(
        $"[Model(Inputs = 4)] {layers} [Loss(Loss.SquaredError)] {Class}", "The gradient of a hard threshold is zero almost everywhere");

    [Theory]
    [InlineData("SoftmaxCrossEntropy", "LogisticCrossEntropy")]
    [InlineData("MulticlassHinge", "Hinge")]
    public Task A_loss_between_classes_with_one_output_is_refused(string loss, string instead) =>
        Refuses($"[Model(Inputs = 4)] [Dense(1)] [Loss({{|KG0009:Loss.{loss}|}})] {Class}", $"use Loss.{instead} for one unit");

    [Theory]
    [InlineData("LogisticCrossEntropy", "SoftmaxCrossEntropy")]
    [InlineData("Hinge", "MulticlassHinge")]
    public Task A_loss_of_one_score_with_more_outputs_is_refused(string loss, string instead) => Refuses(
        $"[Model(Inputs = 4)] [Dense(3)] [Loss({{|KG0010:Loss.{loss}|}})] {Class}",
        $"Loss.{loss} takes one score, but the last layer has 3 units; give it 1, or use Loss.{instead}");

    [Theory]
    [InlineData("SquaredError", 3)]
    [InlineData("MulticlassHinge", 3)]
    [InlineData("Hinge", 1)]
    public Task A_distribution_without_softmax_is_refused(string loss, int units) => Refuses(
        $"[Model(Inputs = 4)] [Dense({units})] [Loss(Loss.{loss}, Targets = {{|KG0012:Targets.Distribution|}})] {Class}",
        "which only Loss.SoftmaxCrossEntropy takes");

    [Theory]
    [InlineData("L2", "-1e-3", "L2 is -0.001")]
    [InlineData("L1", "double.NaN", "L1 is NaN")]
    [InlineData("L2", "double.PositiveInfinity", "L2 is Infinity")]
    [InlineData("L1", "double.NegativeInfinity", "L1 is -Infinity")]
    public Task A_factor_that_is_negative_or_not_finite_is_refused(string name, string value, string message) => Refuses(
        $"[Model(Inputs = 4)] [Dense(1)] [Loss(Loss.Hinge)] [Regularize({name} = {{|KG0013:{value}|}})] {Class}", message);

    [Theory]
    [InlineData("1", "LabelSmoothing is 1")]
    [InlineData("-0.1", "LabelSmoothing is -0.1")]
    [InlineData("double.NaN", "LabelSmoothing is NaN")]
    public Task Smoothing_that_is_no_share_is_refused(string value, string message) => Refuses(
        $"[Model(Inputs = 4)] [Dense(3)] [Loss(Loss.SoftmaxCrossEntropy, LabelSmoothing = {{|KG0053:{value}|}})] {Class}", message);

    [Theory]
    [InlineData("1", "The rate is 1,")]
    [InlineData("-0.5", "The rate is -0.5,")]
    [InlineData("rate: double.NaN", "The rate is NaN,")]
    public Task A_dropout_of_what_is_no_share_is_refused(string rate, string message)
    {
        string value = rate.Split(' ')[^1];
        string marked = rate.Replace(value, $"{{|KG0056:{value}|}}", StringComparison.Ordinal);
        return Refuses($"[Model(Inputs = 4)] [Dense(3)] [Dropout({marked})] [Dense(2)] [Loss(Loss.SquaredError)] {Class}", message);
    }

    [Theory]
    [InlineData("[{|KG0057:Dropout(0.5)|}] [Dense(3)] [Dense(2)] [Loss(Loss.SquaredError)]", "before the first layer")]
    [InlineData("[Dense(3)] [Dense(2)] [Loss(Loss.SquaredError)] [{|KG0057:Dropout(0.5)|}]", "below the last layer")]
    [InlineData("[Dense(3)] [Dropout(0.5)] [{|KG0057:Dropout(0.1)|}] [Dense(2)] [Loss(Loss.SquaredError)]", "below another one")]
    [InlineData("[Dense(1)] [{|KG0057:Dropout(0.5)|}] [Dense(2)] [Loss(Loss.SquaredError)]", "a layer of one unit")]
    [InlineData("[Dense(3)] [{|KG0057:Dropout(0.5)|}] [Dense(2)]", "nothing is trained")]
    public Task A_dropout_where_nothing_can_be_left_out_is_refused(string layers, string message) =>
        Refuses($"[Model(Inputs = 4)] {layers} {Class}", message);

    [Theory]
    [InlineData("Hinge")]
    [InlineData("SquaredError")]
    public Task Smoothing_of_what_is_no_probability_is_refused(string loss) => Refuses(
        $"[Model(Inputs = 4)] [Dense(1)] [Loss(Loss.{loss}, LabelSmoothing = {{|KG0054:0.1|}})] {Class}", $"which Loss.{loss} does not take");

    [Fact]
    public Task A_regulariser_without_a_loss_is_refused() =>
        Refuses($"[Model(Inputs = 4)] [Dense(1)] [{{|KG0014:Regularize(L2 = 0.1)|}}] {Class}", "there is nothing to regularise");

    [Fact]
    public Task More_parameters_than_an_array_holds_are_refused_at_the_layer_that_exceeds_it() => Refuses(
        $"[Model(Inputs = 4)] [Dense(65536)] [Dense({{|KG0017:65536|}})] [Dense(2)] {Class}", "more than 2147483591 parameters");

    [Fact]
    public Task Sizes_beyond_any_sum_are_refused_without_overflow() =>
        Refuses($"[Model(Inputs = int.MaxValue)] [Dense({{|KG0017:int.MaxValue|}})] {Class}", "more than 2147483591 parameters");

    [Fact]
    public Task Several_errors_are_all_reported() => Refuses(
        """
        [Model(Inputs = {|KG0004:0|}, Precision = {|KG0006:(Precision)7|})]
        [Dense({|KG0004:-2|}, {|KG0006:(Activation)8|})]
        [Loss({|KG0006:(Loss)9|})]
        [Regularize(L1 = {|KG0013:-1|}, L2 = {|KG0013:double.NaN|})]
        public class {|KG0001:Digits|}{|KG0002:<T>|};
        """,
        "inputs", "Precision", "units", "Activation", "Loss", "L1", "L2", "partial", "type parameters");

    [Fact]
    public Task Several_errors_of_meaning_are_all_reported() => Refuses(
        """
        [Model(Inputs = 4)]
        [Dense(3)]
        [Loss({|KG0010:Loss.Hinge|}, Targets = {|KG0012:Targets.Distribution|})]
        public partial class Digits { public void {|KG0011:Predict|}() { } }
        """,
        "one score", "Targets.Distribution", "'Predict'");

    [Fact]
    public Task Every_hard_threshold_before_the_loss_is_reported() => Refuses(
        """
        [Model(Inputs = 4)]
        [Dense(3, {|KG0008:Activation.HardThreshold|})]
        [Dense(3, Activation.Relu)]
        [Dense(1, activation: {|KG0008:Activation.HardThreshold|})]
        [Loss(Loss.SquaredError)]
        public partial class Digits;
        """,
        "hard threshold", "hard threshold");

    [Fact]
    public Task Every_wrong_model_of_a_file_is_reported() => Refuses(
        "[Model(Inputs = 4)] public partial class {|KG0003:A|}; [Model(Inputs = 4)] public partial class {|KG0003:B|};", "'A'", "'B'");
}
