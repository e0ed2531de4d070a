namespace KernelGen.Tests.Models;

/// <summary>Where the gradients in the inputs may be written.</summary>
public class RequireInputGradientsTests
{
    private static readonly ModelInfo info = Training.Centroid.Info;

    private readonly float[] memory = new float[12];
    private readonly float[] parameters = new float[4];
    private readonly Workspace<float> workspace = new(info, 2);

    [Fact]
    public void Room_of_its_own_is_accepted() => Check(memory.AsSpan(8, 4));

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    public void Another_length_is_refused(int length)
    {
        string message = Assert.Throws<ArgumentException>("inputGradients", () => Check(new float[length])).Message;
        Assert.Contains($"Expected 4 elements for the gradients of 2 examples in 2 inputs; got {length}.", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "inputs")]
    [InlineData(3, "inputs")]
    [InlineData(4, "targets")]
    [InlineData(7, "targets")]
    public void Memory_that_is_read_is_refused(int start, string other) => Refused(() => Check(memory.AsSpan(start, 4)), other);

    [Fact]
    public void The_parameters_and_the_workspace_are_refused()
    {
        Refused(() => Check(parameters), "the parameters");
        Refused(() => Check(workspace.Span[..4]), "workspace");
    }

    private static void Refused(Action check, string other) => Assert.Contains(
        $"must not overlap {other}", Assert.Throws<ArgumentException>("inputGradients", check).Message, StringComparison.Ordinal);

    private void Check(Span<float> inputGradients) => Require.InputGradients<float, float>(
        memory.AsSpan(0, 4), memory.AsSpan(4, 4), inputGradients, 2, 2, parameters, workspace);
}
