namespace KernelGen.Generators.Tests.Laws;

/// <summary>Every legal loss × activation × depth × precision × batch keeps to its own equations, on every width of registers.</summary>
public sealed class MatrixTests(MatrixRuns runs) : IClassFixture<MatrixRuns>
{
    [Fact]
    public async Task Every_model_passes_its_checks_here() => AssertPassed(await runs.Here);

    [Fact]
    public async Task Every_model_passes_its_checks_without_512_bit_registers() => AssertPassed(await runs.Without512Bits);

    [Fact]
    public async Task Every_model_passes_its_checks_without_256_bit_registers() => AssertPassed(await runs.Without256Bits);

    [Fact]
    public async Task Every_model_passes_its_checks_without_vector_instructions() => AssertPassed(await runs.WithoutVectors);

    private static void AssertPassed((int ExitCode, string Output) run) => Assert.True(run.ExitCode == 0, run.Output);
}
