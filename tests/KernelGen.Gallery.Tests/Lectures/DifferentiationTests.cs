using System.Xml.Linq;
using KernelGen.Equations;
using KernelGen.Gallery.Models;

namespace KernelGen.Gallery.Tests.Lectures;

/// <summary>Derivatives and what they cost: rows D1, D3, D5, D6, D7 and D8.</summary>
public sealed class DifferentiationTests
{
    private const double InputValue = 1.5, TargetValue = 1, Weight = -0.8, Bias = 0.3, Lambda = 0.1;

    private static Point Unit => Point.Of<RegularisedLogisticUnit.DoublePrecision>().With("W", Weight).With("B", Bias);

    public static TheoryData<string> Trained => [.. ModelCatalog.Trained.Select(static entry => entry.Model.Name)];

    // D1, by the worked example: w reaches the cost in two ways, so its adjoint is a sum.
    [Fact]
    public void The_graph_is_drawn_with_its_values_and_their_adjoints()
    {
        ModelGraph graph = RegularisedLogisticUnit.Info.Graph;
        string[] symbols = ["x", "t", "w", "b", "lambda", "z", "y", "loss", "regulariser", "cost", "y\u0304", "z\u0304", "w\u0304", "b\u0304"];
        string[] drawn = [.. XDocument.Parse(graph.ToSvg()).Descendants().Where(static e => e.Name.LocalName == "text").Select(static e => e.Value)];
        string dot = graph.ToDot();
        Assert.All(symbols, symbol => Assert.Single(drawn, symbol));
        Assert.All(symbols, symbol => Assert.Contains($"[label=\"{symbol}\\n", dot, StringComparison.Ordinal));
        Assert.Equal("Add", graph.Nodes.Single(static node => node.AdjointOf == "w").Operation);
        Assert.Equal("Multiply", graph.Nodes.Single(static node => node.AdjointOf == "z").Operation);
    }

    // D1.
    [Theory]
    [MemberData(nameof(Trained))]
    public void The_graph_is_in_topological_order_and_ends_in_an_adjoint_for_every_trained_parameter(string name)
    {
        ModelInfo info = ModelCatalog.Find(name)!.Info;
        ModelGraph graph = info.Graph;
        Assert.All(graph.Nodes.Index(), static node => Assert.All(node.Item.Operands, operand => Assert.InRange(operand, 0, node.Index - 1)));
        ModelGraphRoot[] gradients = [.. graph.Roots.Where(static root => root.Role == ModelGraphRole.Gradient)];
        Assert.Equal(info.Parameters.Count(static parameter => !parameter.IsFrozen), gradients.Length);
        Assert.All(gradients, root => Assert.Equal(graph.Nodes[root.Of].Name, graph.Nodes[root.Node].AdjointOf));
    }

    // D3.
    [Fact]
    public void The_worked_example_has_the_lectures_forward_and_backward_pass()
    {
        double z = Weight * InputValue + Bias;
        double y = 1 / (1 + Math.Exp(-z));
        double loss = (y - TargetValue) * (y - TargetValue) / 2;
        double regulariser = Weight * Weight / 2;
        double yBar = y - TargetValue;
        double zBar = yBar * y * (1 - y);
        Assert.Equal(loss + Lambda * regulariser, Unit.Cost([InputValue], TargetValue), 1e-15);
        Assert.Equal(zBar * InputValue + Lambda * Weight, Unit.Gradient("W", [InputValue], TargetValue)[0], 1e-15);
        Assert.Equal(zBar, Unit.Gradient("B", [InputValue], TargetValue)[0], 1e-15);
    }

    // D5: two multiply-adds a weight, but one in the first layer, whose inputs need no gradient.
    [Fact]
    public void The_backward_pass_costs_twice_the_forward_pass_less_the_share_of_the_first_layer()
    {
        Assert.Equal(2 - 100352.0 / 101632, BackwardToForward(Mlp784x128x10.Info), 1e-12);
        Assert.Equal(1.013, BackwardToForward(Mlp784x128x10.Info), 0.0005);
        Assert.Equal(1.40, BackwardToForward(Mlp784x512x512x10.Info), 0.005);
    }

    // D5.
    [Fact]
    public void The_ratio_of_backward_to_forward_nears_2_with_depth()
    {
        Assert.Equal(1.5, BackwardToForward(TwoLayersOf8.Info));
        Assert.Equal(1.75, BackwardToForward(FourLayersOf8.Info));
        Assert.Equal(1.875, BackwardToForward(EightLayersOf8.Info));
    }

    // D5.
    [Fact]
    public void Cost_is_linear_in_layers_and_quadratic_in_units()
    {
        Assert.Equal(2 * TwoLayersOf8.Info.ForwardFlops, FourLayersOf8.Info.ForwardFlops);
        Assert.Equal(4 * TwoLayersOf8.Info.ForwardFlops, EightLayersOf8.Info.ForwardFlops);
        Assert.Equal(4 * TwoLayersOf8.Info.ForwardFlops, TwoLayersOf16.Info.ForwardFlops);
        Assert.Equal(2 * 2 * 8 * 8, TwoLayersOf8.Info.ForwardFlops);
    }

    // D6: manual, symbolic, numerical, automatic, and as generated.
    [Fact]
    public void Five_ways_to_differentiate_give_the_same_derivative()
    {
        (double byHand, _) = ByHand();
        (double symbolic, _) = Symbolic();
        (double numerical, _) = Numerical();
        double automatic = RegularisedLogisticUnit.Probe.Objective(ArgumentsAt(new Matrix(1, 1, [Weight], [1]))).Tangent;
        double generated = Unit.Gradient("W", [InputValue], TargetValue)[0];
        Assert.Equal(byHand, symbolic, 1e-15);
        Assert.Equal(byHand, numerical, 1e-10);
        Assert.Equal(byHand, automatic, 1e-15);
        Assert.Equal(byHand, generated, 1e-15);
    }

    // D6: what the structured way computes once, the expanded formulas compute again and again.
    [Fact]
    public void Formulas_written_out_and_differences_need_more_operations_than_the_chain_rule_step_by_step()
    {
        Assert.Equal(19, ByHand().Operations);
        Assert.Equal(46, Symbolic().Operations);
        Assert.Equal(56, Numerical().Operations);
    }

    // D6: a difference needs two costs for each parameter, the backward pass costs at most twice the forward pass for all of them.
    [Fact]
    public void Differences_cost_a_hundred_thousand_times_the_backward_pass_of_a_digit_classifier()
    {
        ModelInfo info = Mlp784x128x10.Info;
        double differences = 2.0 * info.ParameterCount * info.ForwardFlops;
        Assert.InRange(differences / (info.ForwardFlops + info.BackwardFlops), 1e5, 1.1e5);
    }

    // D7.
    [Fact]
    public void The_multivariate_chain_rule_gives_2_41048()
    {
        Assert.Equal(1 + Math.Exp(Math.Cos(1)), Point.Of<ChainRule.DoublePrecision>().Cost([1]), 1e-15);
        Assert.Equal(2.41048, Point.Of<ChainRule.DoublePrecision>().InputGradient([1])[0], 0.000005);
        Assert.Equal(2.41048, ChainRule.DoublePrecision.Probe.Objective(
            new Arguments(new Vector([1], [1]), new Vector([]), [])).Tangent, 0.000005);
    }

    // D8: the cost is a mean, so a sum over n examples has n times its learning rate.
    [Fact]
    public void A_step_on_summed_squared_residuals_adds_2_eta_times_the_sum_of_delta_x()
    {
        double[] x = [1, 2, -0.5, 1, 3, -1];
        double[] y = [1, 0.5, -2];
        double[] w = [0.25, -0.75];
        const double rate = 0.01;
        double[] delta = [.. y.Select((target, i) => target - (w[0] * x[2 * i] + w[1] * x[2 * i + 1]))];
        double[] expected = [.. w.Select((weight, j) => weight + 2 * rate * delta.Select((d, i) => d * x[2 * i + j]).Sum())];
        Close.To(expected, Point.Of<SquaredResiduals.DoublePrecision>().With("W", w).Step(rate * y.Length, x, y).Parameter("W"), 1e-15);
    }

    private static double BackwardToForward(ModelInfo info) => (double)info.BackwardFlops / info.ForwardFlops;

    private static Arguments ArgumentsAt(Matrix weight)
        => new(new Vector([InputValue]), new Vector([TargetValue]), [weight, new Matrix(1, 1, [Bias])]) { Hyperparameters = [Lambda] };

    // ∂L_reg/∂w and ∂L_reg/∂b, one step of the chain rule after the other.
    private static (double Derivative, int Operations) ByHand()
    {
        Counter c = new();
        double z = c.Add(c.Times(Weight, InputValue), Bias);
        double y = c.Divide(1, c.Add(1, c.Exp(c.Negate(z))));
        double residual = c.Subtract(y, TargetValue);
        _ = c.Add(c.Times(0.5, c.Times(residual, residual)), c.Times(Lambda, c.Times(0.5, c.Times(Weight, Weight))));
        double zBar = c.Times(residual, c.Times(y, c.Subtract(1, y)));
        return (c.Add(c.Times(zBar, InputValue), c.Times(Lambda, Weight)), c.Operations);
    }

    // L_reg, ∂L_reg/∂w = (σ(wx + b) − t)·σ′(wx + b)·x + λw and ∂L_reg/∂b = (σ(wx + b) − t)·σ′(wx + b), each from its formula.
    private static (double Derivative, int Operations) Symbolic()
    {
        Counter c = new();
        _ = Cost(c, Weight);
        _ = c.Times(c.Subtract(Sigma(c), TargetValue), SigmaPrime(c));
        double slope = c.Times(c.Times(c.Subtract(Sigma(c), TargetValue), SigmaPrime(c)), InputValue);
        return (c.Add(slope, c.Times(Lambda, Weight)), c.Operations);

        static double Sigma(Counter c) => SigmaOf(c, c.Add(c.Times(Weight, InputValue), Bias));

        static double SigmaPrime(Counter c)
        {
            double e = c.Exp(c.Negate(c.Add(c.Times(Weight, InputValue), Bias)));
            double below = c.Add(1, e);
            return c.Divide(e, c.Times(below, below));
        }
    }

    // Two costs for each of the two parameters.
    private static (double Derivative, int Operations) Numerical()
    {
        Counter c = new();
        double h = Math.Cbrt(double.BitIncrement(1) - 1);
        double slope = c.Divide(c.Subtract(Cost(c, Weight + h), Cost(c, Weight - h)), 2 * h);
        return (slope, 2 * c.Operations);
    }

    private static double Cost(Counter c, double weight)
    {
        double residual = c.Subtract(SigmaOf(c, c.Add(c.Times(weight, InputValue), Bias)), TargetValue);
        return c.Add(c.Times(0.5, c.Times(residual, residual)), c.Times(Lambda, c.Times(0.5, c.Times(weight, weight))));
    }

    private static double SigmaOf(Counter c, double z) => c.Divide(1, c.Add(1, c.Exp(c.Negate(z))));

    /// <summary>Arithmetic that counts itself.</summary>
    private sealed class Counter
    {
        public int Operations { get; private set; }

        public double Add(double a, double b) => Count(a + b);

        public double Subtract(double a, double b) => Count(a - b);

        public double Times(double a, double b) => Count(a * b);

        public double Divide(double a, double b) => Count(a / b);

        public double Negate(double a) => Count(-a);

        public double Exp(double a) => Count(Math.Exp(a));

        private double Count(double result)
        {
            Operations++;
            return result;
        }
    }
}

[Model(Inputs = 8)]
[Dense(8, Activation.Tanh)]
[Dense(8)]
[Loss(Loss.SquaredError)]
internal sealed partial class TwoLayersOf8;

[Model(Inputs = 16)]
[Dense(16, Activation.Tanh)]
[Dense(16)]
[Loss(Loss.SquaredError)]
internal sealed partial class TwoLayersOf16;

[Model(Inputs = 8)]
[Dense(8, Activation.Tanh)]
[Dense(8, Activation.Tanh)]
[Dense(8, Activation.Tanh)]
[Dense(8)]
[Loss(Loss.SquaredError)]
internal sealed partial class FourLayersOf8;

[Model(Inputs = 8)]
[Dense(8, Activation.Tanh)]
[Dense(8, Activation.Tanh)]
[Dense(8, Activation.Tanh)]
[Dense(8, Activation.Tanh)]
[Dense(8, Activation.Tanh)]
[Dense(8, Activation.Tanh)]
[Dense(8, Activation.Tanh)]
[Dense(8)]
[Loss(Loss.SquaredError)]
internal sealed partial class EightLayersOf8;
