using KernelGen.Generators.Graphs;
using KernelGen.Generators.Reading;
using KernelGen.Generators.Tests.Equations;

namespace KernelGen.Generators.Tests.Pipeline;

/// <summary>How the parameters of equations start follows from what is done with them.</summary>
public class InitializationTests
{
    [Theory]
    [InlineData("[Parameter(3, 4)] Matrix p", "Sum(Relu(p * x))", global::KernelGen.Generators.Graphs.Initialization.He, false)]
    [InlineData("[Parameter(3, 4)] Matrix p", "Sum(Tanh(p * x))", global::KernelGen.Generators.Graphs.Initialization.Glorot, false)]
    [InlineData("[Parameter(4)] Vector p", "Dot(p, x)", global::KernelGen.Generators.Graphs.Initialization.Glorot, true)]
    [InlineData("[Parameter(4)] Vector p", "Relu(Dot(p, x))", global::KernelGen.Generators.Graphs.Initialization.He, true)]
    [InlineData("[Parameter(4)] Vector p", "Sum(p * x)", global::KernelGen.Generators.Graphs.Initialization.Glorot, false)]
    [InlineData("[Parameter(4)] Vector p", "Sum(Relu(x + p))", global::KernelGen.Generators.Graphs.Initialization.Zero, false)]
    [InlineData("[Parameter(4)] Vector p", "x[0] + p[0] + (x[1] - p[1])", global::KernelGen.Generators.Graphs.Initialization.Zero, false)]
    [InlineData("[Parameter(4)] Vector p", "x[0] * p[0] + p[1]", global::KernelGen.Generators.Graphs.Initialization.Glorot, false)]
    [InlineData("[Parameter] Scalar p", "x[0] + p", global::KernelGen.Generators.Graphs.Initialization.Zero, false)]
    internal void From_their_use(string parameter, string output, global::KernelGen.Generators.Graphs.Initialization expected, bool isRow)
    {
        ModelSpec spec = EquationSource.Read(EquationSource.Model($"[Output] static Scalar Output([Input(4)] Vector x, {parameter}) => {output};")).Spec;
        Assert.Equal(new ParameterFacts(expected, isRow), Assert.Single(ModelCompiler.Lower(spec)!.Facts.Parameters));
    }
}
