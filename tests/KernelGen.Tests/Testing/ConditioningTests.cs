using KernelGen.Equations;
using KernelGen.Testing;
using static KernelGen.Equations.Functions;

namespace KernelGen.Tests.Testing;

/// <summary>Kernels in single precision may be off by what rounded arguments do to the equations, and by no more.</summary>
public class ConditioningTests
{
    private const int Seeds = 50;

    // x = 1000·w rounds by up to 2⁻¹⁵: sin x by far more than a result of about 1 usually may.
    private static Scalar Wave(Arguments a) => Sin(1000 * (a.ParameterScalar(0) * a.Input[0]));

    private static (float Cost, float[] Gradient) WaveKernel(float[] w, float[] x)
    {
        float z = 1000 * (w[0] * x[0]);
        return (MathF.Sin(z), [1000 * x[0] * MathF.Cos(z)]);
    }

    [Fact]
    public void Ill_conditioned_equations_pass_although_their_kernels_miss_the_usual_bound()
    {
        int beyond = 0;
        for (int seed = 1; seed <= Seeds; seed++)
        {
            GradientCheckReport report = GradientCheck.Run(new EquationProbe(Wave) { Kernel = WaveKernel }, seed).ThrowIfFailed();
            GradientComponent c = report.Blocks[0].Components[0];
            beyond += Math.Abs(c.Generated - c.Dual) > report.NormwiseErrorLimit * Math.Max(0.1, Math.Abs(c.Dual)) ? 1 : 0;
        }

        Assert.True(beyond > 0, "No kernel missed the usual bound: conditioning was not put to the test.");
    }

    [Fact]
    public void A_fault_of_one_per_cent_of_the_magnitude_is_caught_in_ill_conditioned_equations()
    {
        for (int seed = 1; seed <= Seeds; seed++)
        {
            var probe = new EquationProbe(Wave)
            {
                Kernel = static (w, x) =>
                {
                    (float cost, float[] gradient) = WaveKernel(w, x);
                    return (cost, [gradient[0] + 0.01f * 1000 * MathF.Abs(x[0])]);
                },
            };
            Assert.False(GradientCheck.Run(probe, seed).Passed);
        }
    }

    [Fact]
    public void A_difference_of_large_terms_may_be_off_by_their_roundings()
    {
        static Scalar Objective(Arguments a) => 1e3 * a.ParameterScalar(0) * a.Input[0] - 1e3 * a.ParameterScalar(0) * a.Input[1];
        var probe = new EquationProbe(Objective, inputs: 2)
        {
            Kernel = static (w, x) => (1e3f * w[0] * x[0] - 1e3f * w[0] * x[1], [1e3f * x[0] - 1e3f * x[1]]),
        };
        for (int seed = 1; seed <= Seeds; seed++)
        {
            GradientCheck.Run(probe, seed).ThrowIfFailed();
        }
    }

    [Fact]
    public void A_deep_recurrence_that_amplifies_its_roundings_passes()
    {
        // h ← sin(4·w·h + x), a hundred times: 4·w·cos is above 1 for many a w.
        const int Steps = 100;
        static Scalar Objective(Arguments a)
        {
            Scalar h = a.ParameterScalar(0);
            for (int i = 0; i < Steps; i++)
            {
                h = Sin(4 * a.ParameterScalar(0) * h + a.Input[0]);
            }

            return h;
        }

        static (float Cost, float[] Gradient) Kernel(float[] w, float[] x)
        {
            (float h, float dH) = (w[0], 1);
            for (int i = 0; i < Steps; i++)
            {
                float z = 4 * w[0] * h + x[0];
                dH = MathF.Cos(z) * 4 * (h + w[0] * dH);
                h = MathF.Sin(z);
            }

            return (h, [dH]);
        }

        for (int seed = 1; seed <= Seeds; seed++)
        {
            GradientCheck.Run(new EquationProbe(Objective) { Kernel = Kernel }, seed).ThrowIfFailed();
        }
    }

    [Fact]
    public void An_unstable_kernel_of_well_conditioned_equations_is_caught()
    {
        var probe = new EquationProbe(static a => a.ParameterScalar(0) * a.Input[0])
        {
            Kernel = static (w, x) => (w[0] * x[0] + 1e3f - 1e3f, [x[0]]),
        };
        Assert.Contains(GradientCheck.Run(probe).Failures, static f => f.StartsWith("Predict", StringComparison.Ordinal));
    }

    [Fact]
    public void Layers_and_double_precision_keep_their_bounds()
    {
        var single = new EquationProbe(Wave) { Kernel = WaveKernel };
        var layers = new EquationProbe(Wave) { Kernel = WaveKernel, Info = single.Info with { Layers = ["Dense(1)"] } };
        Assert.Contains(Enumerable.Range(1, Seeds), seed => !GradientCheck.Run(layers, seed).Passed);

        var wrong = new EquationProbe(Wave) { Kernel = WaveKernel, Info = single.Info with { Precision = Precision.Double } };
        Assert.All(Enumerable.Range(1, 5), seed => Assert.False(GradientCheck.Run(wrong, seed).Passed));
    }
}
