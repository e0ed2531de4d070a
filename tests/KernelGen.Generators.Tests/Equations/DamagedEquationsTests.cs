using System.Collections.Immutable;
using KernelGen.Generators.Tests.Declarations;
using KernelGen.Generators.Tests.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace KernelGen.Generators.Tests.Equations;

/// <summary>Right equations with a token missing, exchanged or all after it missing, as they are while being typed: nothing may break.</summary>
public class DamagedEquationsTests
{
    private const string Source = EquationSource.Usings + """
        [Model(Precision = Precision.Double)]
        public sealed partial class Sample
        {
            private const int Steps = 2;

            [Objective(Convex = false)]
            static Scalar Loss(
                [Input(6, Gradient = true)] Vector x, [Target(2)] Vector t, [Parameter(4, 3)] Matrix u, [Parameter(2, 4, Frozen = true)] Matrix o,
                [Hyperparameter(Value = 1e-3)] Scalar lambda)
            {
                var y = Read(x, u, o: o);
                Scalar loss = 0;
                for (int i = 0; i < y.Length; i++)
                {
                    if (i > 0 && t.Length == 2)
                        loss += SquaredError(y[i], t[^1]);
                }

                return loss + lambda * Square(Sum(u));
            }

            [Output]
            static Vector Read(Vector x, Matrix u, Matrix o)
            {
                Vector state = Tanh(u * x[..3]);
                for (int step = 1, width = 3; step < Steps; ++step)
                    state = Cell(x[(step * width)..((step + 1) * width)], state, scale: 1.0 / step);
                return o * state;

                static Vector Cell(Vector part, Vector state, double scale = 2) => scale > 0 ? Concat(part, 1) + scale * state : -state;
            }
        }
        """;

    private static readonly ImmutableArray<string> Tokens =
        [.. CSharpSyntaxTree.ParseText(Source).GetRoot().DescendantTokens().Select(static t => t.ToFullString())];

    [Fact]
    public async Task Undamaged_equations_are_right() => Assert.Empty(await DeclarationAnalysis.Of(Source));

    [Fact]
    public Task A_missing_token_breaks_nothing() => AssertNothingBreaks(
        static i => string.Concat(Tokens.RemoveAt(i)));

    [Fact]
    public Task An_end_in_the_middle_breaks_nothing() => AssertNothingBreaks(
        static i => string.Concat(Tokens.Take(i)));

    [Fact]
    public Task Another_token_in_its_place_breaks_nothing() => AssertNothingBreaks(
        static i => string.Concat(Tokens.SetItem(i, Tokens[new Random(i).Next(Tokens.Length)])));

    private static async Task AssertNothingBreaks(Func<int, string> damage)
    {
        // Every third token, from another start each time that Source changes its length, is enough to meet every construct.
        for (int i = Tokens.Length % 3; i < Tokens.Length; i += 3)
        {
            string source = damage(i);
            TrackedRun run = TrackedRun.Start(SourceCompilation.Of(source));
            Assert.True(run.Result.Exception is null, $"The generator threw {run.Result.Exception} on\n{source}");
            Diagnostic? broken = (await DeclarationAnalysis.Of(run.Source)).FirstOrDefault(static d => !d.Id.StartsWith("KG", StringComparison.Ordinal));
            Assert.True(broken is null, $"The analyzer broke, {broken}, on\n{source}");
        }
    }
}
