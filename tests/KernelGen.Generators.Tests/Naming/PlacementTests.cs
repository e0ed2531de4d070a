using KernelGen.Generators.Tests.Running;

namespace KernelGen.Generators.Tests.Naming;

/// <summary>Models in every place where a class may stand.</summary>
public class PlacementTests
{
    private const string Layers = """
        [KernelGen.Model(Inputs = 2)]
        [KernelGen.Dense(2, KernelGen.Activation.Tanh)]
        [KernelGen.Dense(1)]
        [KernelGen.Loss(KernelGen.Loss.SquaredError)]

        """;

    private const string Model = "/// <summary>Nested.</summary>\n" + Layers + "public sealed partial class Inner;";

    [Theory]
    [InlineData("public partial class Outer")]
    [InlineData("public abstract partial class Outer")]
    [InlineData("public static partial class Outer")]
    [InlineData("public partial struct Outer")]
    [InlineData("public readonly ref partial struct Outer")]
    [InlineData("public partial interface Outer")]
    [InlineData("public partial record Outer")]
    [InlineData("public sealed partial record class Outer")]
    [InlineData("public readonly partial record struct Outer")]
    public void A_model_runs_inside(string container)
    {
        GeneratorRun run = GeneratorRun.Of($"namespace Models;\n\n/// <summary>Holds a model.</summary>\n{container}\n{{\n{Model}\n}}\n");
        Assert.Equal("Models.Outer.Inner.g.cs", Assert.Single(run.Files).Key);
        ModelExercise.RunAll(run);
    }

    [Fact]
    public void A_model_runs_deep_inside()
    {
        GeneratorRun run = GeneratorRun.Of(
            $$"""
            /// <summary>A.</summary>
            public partial interface A
            {
                /// <summary>B.</summary>
                public partial record struct B
                {
                    /// <summary>C.</summary>
                    public static partial class @class
                    {
                        {{Model}}
                    }
                }
            }
            """);
        Assert.Equal("A.B.class.Inner.g.cs", Assert.Single(run.Files).Key);
        ModelExercise.RunAll(run);
    }

    [Fact]
    public void A_private_model_runs() => ModelExercise.RunAll(GeneratorRun.Of(
        $"/// <summary>Hides a model.</summary>\npublic static partial class Outer\n{{\n{Layers}private sealed partial class Inner;\n}}\n"));

    [Fact]
    public void A_model_in_no_namespace_runs()
    {
        GeneratorRun run = GeneratorRun.Of(Model);
        Assert.Equal("Inner.g.cs", Assert.Single(run.Files).Key);
        ModelExercise.RunAll(run);
    }

    [Fact]
    public void Keywords_are_names_too()
    {
        GeneratorRun run = GeneratorRun.Of(
            $"namespace @namespace.@int;\n\n/// <summary>A keyword.</summary>\n{Layers}public sealed partial class @class;\n");
        Assert.Equal("namespace.int.class.g.cs", Assert.Single(run.Files).Key);
        ModelExercise.RunAll(run);
    }

    [Fact]
    public void Letters_beyond_ascii_are_names_too()
    {
        GeneratorRun run = GeneratorRun.Of($"namespace Größe;\n\n/// <summary>Letters.</summary>\n{Layers}public sealed partial class 数字;\n");
        Assert.Equal("Größe.数字.g.cs", Assert.Single(run.Files).Key);
        ModelExercise.RunAll(run);
    }

    [Fact]
    public void Models_whose_names_differ_only_in_case_get_files_of_their_own()
    {
        GeneratorRun run = GeneratorRun.Of(
            $"namespace Models;\n\n/// <summary>One.</summary>\n{Layers}public partial class Digits;\n\n/// <summary>Two.</summary>\n{Layers}public partial class DIGITS;\n");
        Assert.Equal(["Models.DIGITS.0.g.cs", "Models.Digits.1.g.cs"], run.Files.Keys.Order(StringComparer.Ordinal));
        ModelExercise.RunAll(run);
    }

    [Fact]
    public void Models_of_one_name_in_different_places_get_files_of_their_own()
    {
        string model = $"/// <summary>One of three.</summary>\n{Layers}public partial class Digits;\n";
        GeneratorRun run = GeneratorRun.Of(
            $"namespace A\n{{\n{model}\n}}\n\nnamespace B\n{{\n{model}\n/// <summary>Holds the third.</summary>\npublic partial class C\n{{\n{model}\n}}\n}}\n");
        Assert.Equal(["A.Digits.g.cs", "B.C.Digits.g.cs", "B.Digits.g.cs"], run.Files.Keys.Order(StringComparer.Ordinal));
        ModelExercise.RunAll(run);
    }

    [Fact]
    public void Two_parts_of_one_model_make_one_file() =>
        Assert.Single(GeneratorRun.Of($"{Model}\n\npublic sealed partial class Inner\n{{\n    private int Seed {{ get; set; }}\n}}\n").Files);
}
