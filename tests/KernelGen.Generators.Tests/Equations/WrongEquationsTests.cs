using KernelGen.Generators.Tests.Declarations;
using KernelGen.Generators.Tests.Running;
using Microsoft.CodeAnalysis;
using static KernelGen.Generators.Tests.Equations.EquationRefusal;

namespace KernelGen.Generators.Tests.Equations;

/// <summary>C# that is no part of equations, refused on the exact token with what to write instead.</summary>
public class WrongEquationsTests
{
    [Theory]
    [InlineData("{ if ({|KG0035:b.Value > 0|}) return b; return -b; }")]
    [InlineData("=> {|KG0035:b.Value > 0 && x.Length > 2|} ? b : -b;")]
    [InlineData("=> {|KG0035:!(b == 0)|} ? b : -b;")]
    [InlineData("{ for (int i = 0; {|KG0035:i < b.Value|}; i++) b += 1; return b; }")]
    [InlineData("{ bool positive = {|KG0035:b.Value > 0|}; return positive ? b : -b; }")]
    public Task A_branch_on_data_is_refused_at_its_condition(string body) => RefusesBody(body, "write Where(condition, a, b)");

    [Theory]
    [InlineData("{ if ({|KG0035:b > 0|}) return b; return -b; }")]
    [InlineData("=> {|KG0035:x[0] > 0|} ? b : 0;")]
    [InlineData("=> {|KG0035:x[0] > 0 && b <= 1|} ? b : 0;")]
    [InlineData("{ if ({|KG0035:b|}) return b; return -b; }")]
    [InlineData("{ bool positive = {|KG0035:b > 0|}; return positive ? b : -b; }")]
    public Task A_comparison_of_values_is_refused_in_words_of_equations(string body) =>
        RefusesBody(body, "whose condition is a number: it is a where that is > 0, else b (for u > v give it u - v)");

    [Theory]
    [InlineData("=> {|KG0041:w * x|};", "'w * x' multiplies entry by entry: write Dot(w, x)")]
    [InlineData("=> {|KG0041:w * x|} + b;", "write Dot(w, x)")]
    [InlineData("{ Scalar y = -({|KG0041:x * w|}) / 2; return y; }", "write Dot(x, w)")]
    [InlineData("{ Vector h = w * x; return {|KG0041:h|}; }", "A Vector where a Scalar is needed cannot be part of equations; Sum(v) or Mean(v)")]
    [InlineData("=> {|KG0041:Outer(w, x)|};", "A Matrix where a Scalar is needed")]
    [InlineData("{ Matrix m = {|KG0041:x|}; return Sum(m); }", "Outer(a, b) makes one of two vectors")]
    [InlineData("{ Vector h = {|KG0041:Outer(w, x)|}; return h[0]; }", "the product of a matrix with a vector is one")]
    [InlineData("{ Label c = {|KG0041:b|}; return b; }", "only what is declared [Target] Label is one")]
    [InlineData("{ Vector h = {|KG0041:b|}; return h[0]; }", "Concat(…) makes one of scalars")]
    [InlineData("{ Vector h = {|KG0041:0|}; return h[0]; }", "A number where a Vector is needed")]
    public Task A_value_of_another_type_is_refused_with_what_makes_one(string body, string message) => RefusesBody(body, message);

    [Theory]
    [InlineData("{ Vector h = x; {|KG0041:h[0]|} = b; return h[0]; }")]
    [InlineData("{ Vector h = x; {|KG0041:h[0]|} += b; return h[0]; }")]
    [InlineData("{ Vector h = x; {|KG0041:h[0]|}++; return h[0]; }")]
    [InlineData("{ Vector h = x; for (int i = 0; i < 4; i++) {|KG0041:h[i]|} = w[i] * x[i]; return Sum(h); }")]
    public Task Values_are_never_changed(string body) =>
        RefusesBody(body, "values are never changed: put the parts together with Concat(…)");

    [Theory]
    [InlineData("=> {|KG0036:System.Math.Tanh|}(b);", "'System.Math.Tanh' takes plain numbers; write Tanh(…) alone")]
    [InlineData("=> {|KG0036:System.MathF.Exp|}(b);", "write Exp(…) alone")]
    [InlineData("=> {|KG0036:System.Math.Abs|}(Dot(w, x)) + b;", "write Abs(…) alone")]
    [InlineData("=> {|KG0036:System.Math.Pow|}(b, 3);", "'System.Math.Pow' takes plain numbers; no function of values has this name")]
    public Task A_function_of_plain_numbers_is_refused_with_that_of_values(string body, string message) => RefusesBody(body, message);

    [Theory]
    [InlineData("=> CrossEntropy(Logistic(b), b, {|KG0053:1|});", "The smoothing is 1, but it must be in [0, 1)")]
    [InlineData("=> LogisticCrossEntropy(b, b, {|KG0053:0.1 - 0.2|});", "The smoothing is -0.1,")]
    public Task A_smoothing_that_is_no_share_is_refused(string body, string message) => RefusesBody(body, message);

    [Theory]
    [InlineData("=> Dot(w, Dropout(x, {|KG0056:1|}));", "The rate is 1, but it must be a constant in [0, 1)")]
    [InlineData("=> Dot(w, Dropout(x, {|KG0056:b|}));", "The rate is b, but it must be a constant")]
    [InlineData("=> Dot(w, Dropout(x, 0.5, {|KG0057:0.5|}));", "a constant 0, 1, 2 … 255, not '0.5'")]
    [InlineData("=> Dot(w, {|KG0057:Dropout(Dropout(x, 0.5), 0.5, 1)|});", "of what another Dropout leaves")]
    [InlineData("=> Sum({|KG0057:Dropout(Concat(b), 0.5)|});", "of one entry")]
    [InlineData("=> Dot(Dropout(w, 0.5), {|KG0057:Dropout(x, 0.5)|});", "the same entries as another one; give it a number")]
    public Task A_dropout_that_makes_no_sense_is_refused(string body, string message) => RefusesBody(body, message);

    [Fact]
    public Task Code_in_a_message_stands_on_one_line() =>
        RefusesBody("=> {|KG0035:b.Value\n    > 0|} ? b : -b;", "What 'b.Value > 0' is, each example says for itself");

    [Theory]
    [InlineData("=> {|KG0036:b.GetHashCode|}();", "'b.GetHashCode' is not a static method")]
    [InlineData("=> {|KG0036:Scalar.FromDouble|}(2);", "is not part of this project")]
    [InlineData("=> {|KG0036:System.Convert.ToInt32|}(2.5) * b;", "is not part of this project")]
    [InlineData("=> {|KG0036:System.Math.Cbrt|}(2.5) * b;", "is none of Abs, Min, Max, Sqrt, Exp, Log, Pow, Sin, Cos and Tanh")]
    [InlineData("=> {|KG0036:Generic<int>|}(b);", "has type parameters", "static Scalar Generic<T>(Scalar v) => v;")]
    [InlineData("=> {|KG0036:Refer|}(ref b);", "takes 'v' by reference", "static Scalar Refer(ref Scalar v) => v;")]
    [InlineData("=> {|KG0036:Text|}(\"a\") * b;", "takes 'text', a value of another type", "static int Text(string text) => text.Length;")]
    [InlineData("{ {|KG0036:Nothing|}(b); return b; }", "returns no value of equations", "static void Nothing(Scalar v) { }")]
    [InlineData("=> {|KG0036:Foreign|}(b);", "has no body of its own", "static extern Scalar Foreign(Scalar v);")]
    public Task A_call_that_cannot_be_read_is_refused_at_its_name(string body, string message, string others = "") =>
        RefusesBodyWith(others, body, message);

    [Theory]
    [InlineData("=> {|KG0037:Rate|} * b;", "'Rate' is a field", "static double Rate = 2;")]
    [InlineData("=> {|KG0037:Rate|} * b;", "'Rate' is a field", "static readonly double Rate = 2;")]
    [InlineData("=> {|KG0037:Rate|} * b;", "'Rate' is a property", "static double Rate => 2;")]
    [InlineData("{ double rate = 2; return Scaled(b); Scalar Scaled(Scalar v) => {|KG0037:rate|} * v; }", "'rate' belongs to the method around this one", "")]
    [InlineData("{ double rate = 2; return Scaled(b); Scalar Scaled(Scalar v) { {|KG0037:rate|} = 3; return v; } }", "'rate' belongs to the method around this one", "")]
    public Task A_value_from_outside_is_refused_where_it_is_used(string body, string message, string others) => RefusesBodyWith(others, body, message);

    [Theory]
    [InlineData("=> Power(b, 3);", "static Scalar Power(Scalar v, int n) => n == 0 ? 1 : v * {|KG0038:Power|}(v, n - 1);", "'Power' calls itself")]
    [InlineData("=> Even(b);", "static Scalar Even(Scalar v) => Odd(v); static Scalar Odd(Scalar v) => {|KG0038:Even|}(v);", "'Even' calls itself")]
    [InlineData("=> {|KG0038:Predict|}(x, w, b);", "", "'Predict' calls itself")]
    public Task A_recursion_is_refused_at_the_call(string body, string others, string message) => RefusesBodyWith(others, body, message);

    [Theory]
    [InlineData("{ {|KG0039:for|} (int i = 0; i < 1001; i++) b += 1; return b; }", "This loop runs more than 1000 times")]
    [InlineData("{ {|KG0039:for|} (;;) b += 1; }", "This loop runs more than 1000 times")]
    [InlineData("{ for (int i = 0; i < 1000; i++) { b += w[0]; b += w[1]; b += w[2]; b += w[3]; b = b * b; b = b + {|KG0039:b * b|}; } return b; }", "more than 10000 steps")]
    [InlineData("{ int n = 0; for (int i = 0; i < 1000; i++) {|KG0039:for|} (int j = 0; j < 1000; j++) n++; return b; }", "Calls and iterations make more than 20000")]
    public Task Equations_that_grow_too_long_are_refused(string body, string message) => RefusesBody(body, message);

    [Fact]
    public Task Calls_that_multiply_are_refused()
    {
        // F0 calls F1 twice, which calls F2 twice …: of the numbers that reach F16, no two are alike.
        string others = string.Concat(Enumerable.Range(0, 16).Select(static i => $"static int F{i}(int n) => F{i + 1}(2 * n) + {(i == 15 ? "{|KG0039:F16|}" : $"F{i + 1}")}(2 * n + 1); "));
        return RefusesBodyWith(others + "static int F16(int n) => n;", "=> F0(0) * b;", "Calls and iterations make more than 20000");
    }

    [Fact]
    public Task Expressions_nested_too_deep_are_refused() =>
        RefusesBody($"=> {string.Concat(Enumerable.Repeat("-(", 398))}{{|KG0039:-b|}}{new string(')', 398)};", "stand within one another more than 400 deep");

    [Theory]
    [InlineData("static Scalar {|KG0040:Logistic|}(Scalar z) => z;", "[Model]", "")]
    [InlineData("Scalar {|KG0040:Dot|}(Scalar z) => z;", "[Model]", "")]
    [InlineData("", "public partial class Outer { static Scalar {|KG0040:Norm1|}(Scalar z) => z; [Model]", "}")]
    public Task A_method_that_hides_the_vocabulary_is_refused_at_its_name(string method, string before, string after) => Refuses(
        $"{before} public sealed partial class Sample {{ [Output] static Scalar Y([Input] Scalar x) => x; {method} }} {after}",
        "is also the name of a function of KernelGen.Equations.Functions");

    [Fact]
    public Task A_called_method_of_another_class_must_not_have_a_name_of_the_vocabulary() => RefusesBodyWith(
        "} public static class Mine { public static Scalar {|KG0040:Relu|}(Scalar z) => z;", "=> Mine.Relu(b);", "'Relu' is also the name of a function");

    [Theory]
    [InlineData("{ {|KG0041:while|} (x.Length > 5) b += 1; return b; }", "A while loop cannot be part of equations; write a for loop")]
    [InlineData("{ {|KG0041:do|} b += 1; while (x.Length > 5); return b; }", "A while loop")]
    [InlineData("{ {|KG0041:foreach|} (double v in x.Values) b += v; return b; }", "A foreach loop")]
    [InlineData("{ {|KG0041:try|} { return b; } finally { } }", "Exception handling")]
    [InlineData("{ {|KG0041:throw|} new System.InvalidOperationException(); }", "An exception")]
    [InlineData("{ {|KG0041:switch|} (x.Length) { default: return b; } }", "A switch")]
    [InlineData("=> {|KG0041:x.Length switch { _ => b }|};", "A switch")]
    [InlineData("=> {|KG0041:x is { Length: 4 }|} ? b : -b;", "A pattern")]
    [InlineData("{ System.Func<Scalar, Scalar> f = {|KG0041:v => v|}; return b; }", "A delegate")]
    [InlineData("{ var (p, q) = (b, b); return p; }", "A tuple", "var (p, q) = (b, b)")]
    [InlineData("=> {|KG0041:new Scalar(2)|} * b;", "new Scalar(…)")]
    [InlineData("{ int[] sizes = {|KG0041:[1, 2]|}; return b; }", "An array")]
    [InlineData("{ int[] sizes = {|KG0041:new int[2]|}; return b; }", "An array")]
    [InlineData("{ goto end; end: return b; }", "A jump", "goto")]
    [InlineData("{ ref Scalar {|KG0041:r = ref b|}; return r; }", "A reference to another variable")]
    [InlineData("=> 2 * {|KG0041:b.Value|};", "The number inside a value ('b.Value')")]
    [InlineData("=> Outer(x, w)[1, 2];", "An entry of a matrix", "Outer(x, w)[1, 2]")]
    [InlineData("{ x.Values[0] = 1; return b; }", "An assignment to 'x.Values[0]'", "x.Values[0]")]
    [InlineData("{ Vector v = {|KG0041:null|}!; return b; }", "null cannot be part")]
    [InlineData("=> {|KG0041:Concat()|}[0];", "A vector without entries")]
    [InlineData("{ long n = {|KG0041:x.Length|}; return b; }", "This expression")]
    public Task Other_statements_and_expressions_are_refused(string body, string message, string squiggle = "") =>
        RefusesBody(squiggle.Length == 0 ? body : Mark(body, squiggle), message);

    [Theory]
    [InlineData("=> x[{|KG0042:4|}];", "'x' has 4 entries, so there is no entry 4; entries count from 0")]
    [InlineData("=> x[{|KG0042:-1|}];", "no entry -1")]
    [InlineData("=> x[{|KG0042:^5|}];", "no entry -1")]
    [InlineData("=> x[{|KG0042:^0|}];", "no entry 4")]
    [InlineData("=> Sum(x[{|KG0042:2..5|}]);", "no slice of at least one entry from 2 to before 5")]
    [InlineData("=> Sum(x[{|KG0042:2..2|}]);", "no slice of at least one entry from 2 to before 2")]
    [InlineData("=> Concat(b)[{|KG0042:1|}];", "'Concat(b)' has 1 entry")]
    [InlineData("{ for (int i = 0; i < 5; i++) b += x[{|KG0042:i|}]; return b; }", "no entry 4")]
    public Task An_index_outside_its_vector_is_refused(string body, string message) => RefusesBody(body, message);

    [Theory]
    [InlineData("{ int zero = 0; return {|KG0043:1 / zero|} * b; }", "'1 / zero' divides by zero")]
    [InlineData("{ int n = int.MaxValue; {|KG0043:n += 1|}; return n * b; }", "beyond what an int holds")]
    [InlineData("{ double zero = 0; return {|KG0043:1 / zero|} * b; }", "is not a finite number")]
    [InlineData("=> {|KG0043:double.NaN|} * b;", "is not a finite number")]
    public Task A_constant_that_cannot_be_computed_is_refused(string body, string message) => RefusesBody(body, message);

    [Fact]
    public Task Everything_wrong_in_a_method_is_said_once() => RefusesBodyWith(
        "static Scalar Twice(Scalar v) { for (int i = 0; i < 3; i++) v += {|KG0037:Rate|} * {|KG0036:System.Math.Cbrt|}(i); return v; } static double Rate;",
        "=> Twice(b) + Twice(2 * b) + x[{|KG0042:7|}];",
        "no entry 7", "field", "is none of");

    [Fact]
    public async Task What_is_wrong_in_another_file_is_reported_there()
    {
        const string shared = "using KernelGen.Equations; static class Shared { static double Rate = 2; public static Scalar Scaled(Scalar v) => Rate * v; }";
        Diagnostic said = Assert.Single(await DeclarationAnalysis.Of(SourceCompilation.Of(EquationSource.Predicting("=> Shared.Scaled(b);"), shared)));
        Assert.Equal("KG0037", said.Id);
        Assert.Equal("Rate", shared.Substring(said.Location.SourceSpan.Start, said.Location.SourceSpan.Length));
        Assert.NotEqual(SourceCompilation.Path, said.Location.SourceTree!.FilePath);
    }

    private static string Mark(string body, string squiggle) => body.Replace(squiggle, $"{{|KG0041:{squiggle}|}}", StringComparison.Ordinal);
}
