namespace KernelGen.Equations;

/// <summary>A number that may carry its derivative in one direction (a dual number).</summary>
/// <param name="Value">The number.</param>
/// <param name="Tangent">Its directional derivative; 0 where none is followed.</param>
public readonly record struct Scalar(double Value, double Tangent = 0);
