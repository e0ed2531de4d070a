using KernelGen.Generators.Tests.Declarations;

namespace KernelGen.Generators.Tests.Equations;

/// <summary>Asserts what is said of wrong equations and exactly where; the squiggles are drawn in as in <see cref="Markup"/>.</summary>
internal static class EquationRefusal
{
    private const string Usings = "using KernelGen.Equations;\nusing static KernelGen.Equations.Functions;\n\n";

    /// <summary>Of a whole source text.</summary>
    public static Task Refuses(string marked, params string[] messageParts) => DeclarationAnalysis.Refuses(Usings + marked, messageParts);

    /// <summary>Of a model with these members.</summary>
    public static Task RefusesMembers(string members, params string[] messageParts) =>
        Refuses($"[Model] public sealed partial class Sample {{ {members} }}", messageParts);

    /// <summary>Of a prediction from x [4], w [4] and b by this body.</summary>
    public static Task RefusesBody(string body, params string[] messageParts) => RefusesBodyWith("", body, messageParts);

    /// <summary>The same, with other members beside it.</summary>
    public static Task RefusesBodyWith(string others, string body, params string[] messageParts) =>
        RefusesMembers($"[Output] static Scalar Predict([Input(4)] Vector x, [Parameter(4)] Vector w, [Parameter] Scalar b) {body} {others}", messageParts);
}
