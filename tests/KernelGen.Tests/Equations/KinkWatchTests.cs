using KernelGen.Equations;
using static KernelGen.Equations.Functions;

namespace KernelGen.Tests.Equations;

public class KinkWatchTests
{
    [Fact]
    public void Every_function_with_a_kink_reports_its_distance_from_it()
    {
        (Action Evaluate, int Count, double Margin)[] cases =
        [
            (() => Relu(new Vector([2, -0.5])), 2, 0.5),
            (() => HardThreshold(-0.25), 1, 0.25),
            (() => AbsoluteError(new Vector([1, 2]), new Vector([3, 2.125])), 2, 0.125),
            (() => Hinge(0.5, 1), 1, 0.5),
            (() => MulticlassHinge(new Vector([1, 1.75, -3]), new Label(1)), 2, 0.25),
            (() => Norm1(new Matrix(1, 2, [3, -4])), 2, 3),
            (() => Max(new Vector([1, 2]), new Vector([4, 1.5])), 2, 0.5),
            (() => Min(new Vector([1, 2]), 2.25), 2, 0.25),
            (() => Where(new Vector([-0.25, 3]), 1, 2), 2, 0.25),
            (() => Where(-0.5, new Vector([1, 2, 3]), new Vector([0, 0, 0])), 1, 0.5),
            (() => Sqrt(new Vector([0.125, 2])), 2, 0.125),
        ];
        foreach ((Action evaluate, int count, double margin) in cases)
        {
            using KinkWatch watch = Kinks.Watch();
            evaluate();
            Assert.Equal(count, watch.Count);
            Assert.Equal(margin, watch.Margin);
        }
    }

    [Fact]
    public void Smooth_functions_report_nothing()
    {
        using KinkWatch watch = Kinks.Watch();
        var x = new Vector([1, 2]);
        SoftmaxCrossEntropy(Tanh(Logistic(Softplus(Sin(Cos(Square(Exp(Log(x / 3)))))))), new Label(0));
        KullbackLeibler(Softmax(x), Concat(0, 1));
        Assert.Equal(0, watch.Count);
        Assert.Equal(double.PositiveInfinity, watch.Margin);
    }

    [Fact]
    public void The_two_sides_of_a_kink_have_different_signatures()
    {
        ulong above = Signature([1, 0.1]);
        Assert.NotEqual(above, Signature([1, -0.1]));
        Assert.NotEqual(above, Signature([1, 0]));
        Assert.NotEqual(Signature([1, -1]), Signature([-1, 1]));
        Assert.Equal(above, Signature([3, 2]));

        static ulong Signature(double[] z)
        {
            using KinkWatch watch = Kinks.Watch();
            Relu(new Vector(z));
            return watch.Signature;
        }
    }

    [Fact]
    public void A_watch_sees_nothing_after_it_is_disposed()
    {
        KinkWatch watch = Kinks.Watch();
        watch.Dispose();
        Relu(1);
        Assert.Equal(0, watch.Count);
    }

    [Fact]
    public void A_watch_sees_what_an_inner_one_sees_in_whatever_order_they_end()
    {
        KinkWatch outer = Kinks.Watch();
        KinkWatch inner = Kinks.Watch();
        Relu(1);
        outer.Dispose();
        Relu(1);
        inner.Dispose();
        Relu(1);
        Assert.Equal(1, outer.Count);
        Assert.Equal(2, inner.Count);
    }

    [Fact]
    public void A_watch_sees_only_its_own_thread()
    {
        using KinkWatch watch = Kinks.Watch();
        var other = new Thread(() => Relu(1));
        other.Start();
        other.Join();
        Assert.Equal(0, watch.Count);
    }
}
