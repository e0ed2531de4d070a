using KernelGen.Generators.Tests.Running;

namespace KernelGen.Generators.Tests.Naming;

/// <summary>Whatever a user's types and namespaces are called, generated code means its own.</summary>
public class CaptureTests
{
    /// <summary>Names that generated code uses, or could be written with: foreign types, aliases, type parameters, nested classes.</summary>
    private static readonly string[] Names =
    [
        "Span", "ReadOnlySpan", "Math", "MathF", "Unsafe", "MemoryMarshal", "Vector", "Vector128", "Vector256", "Vector512", "System",
        "KernelGen", "Lanes", "Kg", "Sys", "Memory", "Eq", "Simd", "Interop", "Compiler", "Equations", "Kernels", "Functions", "Scalar",
        "Matrix", "Label", "Info", "Probe", "Parameters", "ModelInfo", "Workspace", "ParameterView", "IModel", "Loss", "Precision",
        "Activation", "Require", "GeneratedCode", "GeneratedCodeAttribute", "V", "U", "T", "Single", "Double", "Int32", "Object",
    ];

    private const string Layers = """
        [global::KernelGen.Model(Inputs = 3, Precision = global::KernelGen.Precision.Both)]
        [global::KernelGen.Dense(5, global::KernelGen.Activation.Softplus)]
        [global::KernelGen.Dense(3)]
        [global::KernelGen.Loss(global::KernelGen.Loss.SoftmaxCrossEntropy)]
        [global::KernelGen.Regularize(L1 = 0.01, L2 = 0.1)]

        """;

    /// <summary>Nobody can declare a type with the full name of a namespace in use.</summary>
    private static string WithoutOurRoots(string types) => types
        .Replace("internal static class System;", "", StringComparison.Ordinal)
        .Replace("internal static class KernelGen;", "", StringComparison.Ordinal);

    private static string Types => string.Join('\n', Names.Select(static name => $"internal static class {name};"));

    [Fact]
    public void Types_beside_the_model_capture_nothing() => ModelExercise.RunAll(GeneratorRun.Of(
        $"namespace Models;\n\n/// <summary>Stands among them.</summary>\n{Layers}public sealed partial class Among;\n\n{Types}\n"));

    [Fact]
    public void Types_around_the_model_capture_nothing() => ModelExercise.RunAll(GeneratorRun.Of(
        $$"""
        namespace Models;

        /// <summary>Holds them.</summary>
        public static partial class Outer
        {
            /// <summary>Stands among them.</summary>
            {{Layers}}
            public sealed partial class Among;

            {{Types}}
        }
        """));

    [Fact]
    public void Types_inside_the_model_capture_nothing()
    {
        string[] refused = ["Equations", "Kernels", "Info", "Probe", "Parameters"];
        string types = string.Join('\n', Names.Except(refused).Select(static name => $"private static class {name};"));
        ModelExercise.RunAll(GeneratorRun.Of(
            $"namespace Models;\n\n/// <summary>Holds them.</summary>\n{Layers}public sealed partial class Among\n{{\n{types}\n}}\n"));
    }

    [Fact]
    public void Namespaces_around_the_model_capture_nothing()
    {
        string namespaces = string.Join('\n', Names.Select(static name => $"namespace Models.{name} {{ internal static class Something; }}"));
        ModelExercise.RunAll(GeneratorRun.Of(
            $"{namespaces}\n\nnamespace Models.System.KernelGen\n{{\n/// <summary>Stands among them.</summary>\n{Layers}public sealed partial class Among;\n}}\n"));
    }

    [Fact]
    public void Usings_for_the_whole_project_capture_nothing() => ModelExercise.RunAll(GeneratorRun.Of(
        $$"""
        global using System;
        global using System.Linq;
        global using System.Numerics;
        global using KernelGen;
        global using KernelGen.Equations;
        global using static System.Math;
        global using static KernelGen.Equations.Functions;

        namespace Models;

        /// <summary>Stands among them.</summary>
        {{Layers}}
        public sealed partial class Among;
        """));

    /// <summary>Aliases at the top of a file share a space with these.</summary>
    [Fact]
    public void Types_outside_any_namespace_capture_nothing() => ModelExercise.RunAll(GeneratorRun.Of(
        $"/// <summary>Stands among them.</summary>\n{Layers}public sealed partial class Among;\n\n{WithoutOurRoots(Types)}\n"));

    [Fact]
    public void Namespaces_outside_any_namespace_capture_nothing()
    {
        string namespaces = string.Join('\n', Names.Select(static name => $"namespace {name} {{ internal static class Something; }}"));
        ModelExercise.RunAll(GeneratorRun.Of(
            $"{namespaces}\n\nnamespace Sys\n{{\n/// <summary>Stands among them.</summary>\n{Layers}public sealed partial class Among;\n}}\n"));
    }

    [Fact]
    public void Members_of_the_model_capture_nothing() => ModelExercise.RunAll(GeneratorRun.Of(
        $$"""
        namespace Models;

        /// <summary>Has members with the names of parameters and locals.</summary>
        {{Layers}}
        public sealed partial class Among
        {
            private readonly int inputs = 1, outputs = 2, targets = 3, workspace = 4, gradient = 5, learningRate = 6, n = 7, seed = 8, maxBatch = 9;

            /// <summary>Uses them all.</summary>
            public int Sum => inputs + outputs + targets + workspace + gradient + learningRate + n + seed + maxBatch + Finish() + Count;

            private static int Count => 1;

            private static int Finish() => 1;
        }
        """));
}
