namespace KernelGen.Generators.Graphs;

/// <summary>How operations treat the entries of their operands.</summary>
internal static class OperationKinds
{
    /// <summary>Each entry of the result is a function of the entry of the one operand.</summary>
    public static bool IsFunctionOfEntry(this Operation operation) => operation
        is Operation.Negate or Operation.Relu or Operation.Softplus or Operation.Logistic or Operation.Tanh
        or Operation.HardThreshold or Operation.Exp or Operation.Log or Operation.Sqrt or Operation.Sin or Operation.Cos
        or Operation.Abs or Operation.Sign or Operation.Square;

    /// <summary>Each entry of the result is a function of the entries of two or three operands; a scalar serves every entry.</summary>
    public static bool CombinesEntries(this Operation operation) => operation
        is Operation.Add or Operation.Subtract or Operation.Multiply or Operation.Divide or Operation.Minimum or Operation.Maximum
        or Operation.WherePositive or Operation.Select or Operation.LogisticCrossEntropy or Operation.TimesLog;

    /// <summary>The values a model is given; they stay in its graph even where nothing uses them.</summary>
    public static bool IsSurface(this Operation operation) => operation
        is Operation.Input or Operation.Target or Operation.Label or Operation.Weight or Operation.Parameter or Operation.Hyperparameter;
}
