namespace KernelGen.Equations;

/// <summary>The index of a class.</summary>
/// <param name="Index">0 for the first class.</param>
public readonly record struct Label(int Index);
