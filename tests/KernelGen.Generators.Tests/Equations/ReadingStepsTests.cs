using static KernelGen.Generators.Tests.Equations.EquationSource;

namespace KernelGen.Generators.Tests.Equations;

/// <summary>What each piece of C# becomes.</summary>
public class ReadingStepsTests
{
    [Theory]
    [InlineData("=> b;", "y = b")]
    [InlineData("=> 3;", "y = 3")]
    [InlineData("=> default;", "y = 0")]
    [InlineData("=> -b;", "#3 = Negate(b)\ny = #3")]
    [InlineData("=> b + 1;", "#4 = Add(b, 1)\ny = #4")]
    [InlineData("=> 1 - b;", "#4 = Subtract(1, b)\ny = #4")]
    [InlineData("=> (b * b) / 2;", "#3 = Multiply(b, b)\n#5 = Divide(#3, 2)\ny = #5")]
    [InlineData("=> Sum(w * x);", "#3 = Multiply(w, x)\n#4 = Sum(#3)\ny = #4")]
    [InlineData("=> Functions.Dot(b: x, a: w);", "#3 = Dot(w, x)\ny = #3")]
    [InlineData("=> Max(b, 0);", "#4 = Max(b, 0)\ny = #4")]
    [InlineData("=> Sum(Where(x, 1, w));", "#4 = Where(x, 1, w)\n#5 = Sum(#4)\ny = #5")]
    public void Operators_and_functions(string body, string expected) => AssertSteps(body, expected);

    [Theory]
    [InlineData("=> x[3];", "#3 = x[3]\ny = #3")]
    [InlineData("=> x[^1];", "#3 = x[3]\ny = #3")]
    [InlineData("=> Sum(x[1..3]);", "#3 = x[1..+2]\n#4 = Sum(#3)\ny = #4")]
    [InlineData("=> Sum(x[..^1]);", "#3 = x[0..+3]\n#4 = Sum(#3)\ny = #4")]
    [InlineData("=> Sum(x[2..]);", "#3 = x[2..+2]\n#4 = Sum(#3)\ny = #4")]
    [InlineData("=> Concat(x, b, 1, w)[^2];", "#4 = Concat(x, b, 1, w)\n#5 = #4[8]\ny = #5")]
    [InlineData("=> Outer(x, w[1..]).Columns;", "#3 = w[1..+3]\n#4 = Outer(x, #3)\ny = 3")]
    [InlineData("=> (Transpose(Outer(x, w[1..])) * x)[^1];", "#3 = w[1..+3]\n#4 = Outer(x, #3)\n#5 = Transpose(#4)\n#6 = Multiply(#5, x)\n#7 = #6[2]\ny = #7")]
    [InlineData("=> x[x.Length - 1];", "#3 = x[3]\ny = #3")]
    public void Entries_slices_and_lengths(string body, string expected) => AssertSteps(body, expected);

    [Theory]
    [InlineData("{ const int last = 3; int first = last - 2; return x[first]; }", "#3 = x[1]\ny = #3")]
    [InlineData("=> 1.0 / 4 * b;", "#4 = Multiply(0.25, b)\ny = #4")]
    [InlineData("{ double rate = 1; for (int k = 1; k <= 3; k++) rate /= k + 1; return rate * b; }", "#4 = Multiply(0.041666666666666664, b)\ny = #4")]
    [InlineData("{ int n = 7; return (n / 2 + n % 4 - (int)2.9 << 1) * b; }", "#4 = Multiply(8, b)\ny = #4")]
    [InlineData("{ int n = 4; return b / System.Math.Sqrt(n); }", "#4 = Divide(b, 2)\ny = #4")]
    [InlineData("=> System.Math.PI * b;", "#4 = Multiply(3.141592653589793, b)\ny = #4")]
    public void Constant_arithmetic(string body, string expected) => AssertSteps(body, expected);

    [Theory]
    [InlineData("{ Scalar s = 0; for (int i = 0; i < 2; i++) { s += x[i]; } return s; }", "#4 = x[0]\ns#5 = Add(0, #4)\n#6 = x[1]\ns#7 = Add(s#5, #6)\ny = s#7")]
    [InlineData("{ var s = b; for (int i = x.Length; i-- > 0; ) { if (i == 2) continue; if (i < 1) break; s *= w[i]; } return s; }", "#3 = w[3]\ns#4 = Multiply(b, #3)\n#5 = w[1]\ns#6 = Multiply(s#4, #5)\ny = s#6")]
    [InlineData("{ for (int i = 0; ; i++) { if (i == 3) return x[i]; } }", "#3 = x[3]\ny = #3")]
    [InlineData("{ Scalar s; if (x.Length > 4 || !(2 < 3)) s = b; else s = -b; return s; }", "s#3 = Negate(b)\ny = s#3")]
    [InlineData("=> x.Length > 3 ? b : x[9];", "y = b")]
    public void Loops_and_constant_branches(string body, string expected) => AssertSteps(body, expected);

    [Theory]
    [InlineData("=> Twice(b);", "static Scalar Twice(Scalar v) => v + v;", "#3 = Add(b, b)\ny = #3")]
    [InlineData("=> Twice(Twice(b));", "static Scalar Twice(Scalar v) => v + v;", "#3 = Add(b, b)\n#4 = Add(#3, #3)\ny = #4")]
    [InlineData("=> Power(exponent: 2, v: b);", "static Scalar Power(Scalar v, int exponent = 3, Scalar scale = default) { for (int k = 1; k < exponent; k++) v *= v; return v + scale; }", "v#4 = Multiply(b, b)\n#5 = Add(v#4, 0)\ny = #5")]
    [InlineData("=> x[Last(x)];", "static int Last(Vector v) => v.Length - 1;", "#3 = x[3]\ny = #3")]
    [InlineData("{ return Half(b); static Scalar Half(Scalar v) => v / 2; }", "", "#4 = Divide(b, 2)\ny = #4")]
    [InlineData("=> b.Cubed();", "} static class Powers { public static Scalar Cubed(this Scalar v) => v * v * v;", "#3 = Multiply(b, b)\n#4 = Multiply(#3, b)\ny = #4")]
    [InlineData("=> Part(b);", "private static partial Scalar Part(Scalar v); private static partial Scalar Part(Scalar v) => -v;", "#3 = Negate(b)\ny = #3")]
    public void Calls_of_other_methods(string body, string others, string expected) => AssertSteps(body, expected, others);

    [Fact]
    public void What_is_computed_twice_of_the_same_values_is_read_once() =>
        AssertSteps("=> Twice(b) * Twice(b);", "#3 = Add(b, b)\n#4 = Multiply(#3, #3)\ny = #4", "static Scalar Twice(Scalar v) => v + v;");

    [Fact]
    public void A_value_keeps_the_first_name_that_its_method_gives_it() =>
        AssertSteps("{ var z = -b; var alias = z; b = alias; return b; }", "z#3 = Negate(b)\ny = z#3");

    private static void AssertSteps(string body, string expected, string others = "") => Assert.Equal(expected, StepsOf(body, others));
}
