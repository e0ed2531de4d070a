namespace KernelGen;

/// <summary>One of the inputs that the equations of a model take.</summary>
/// <param name="Name">What the equations call it.</param>
/// <param name="Start">The index of its first value in one example.</param>
/// <param name="Length">Its values in one example; 1 for a number.</param>
/// <param name="HasGradient">Whether the gradient of the cost in this input can be computed.</param>
public sealed record InputInfo(string Name, int Start, int Length, bool HasGradient = false);
