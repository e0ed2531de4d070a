using KernelGen.Tests.Numerics;

namespace KernelGen.Generators.Tests.Laws;

/// <summary>Cases of what only Linux lets a program ask for.</summary>
public sealed class LinuxTheoryAttribute : TheoryAttribute
{
    public LinuxTheoryAttribute() => Skip = new LinuxFactAttribute().Skip;
}
