namespace KernelGen;

/// <summary>A number that is set at run time and not trained.</summary>
/// <param name="Name">The name of the model's property.</param>
/// <param name="Value">Its value until it is set.</param>
public sealed record HyperparameterInfo(string Name, double Value);
