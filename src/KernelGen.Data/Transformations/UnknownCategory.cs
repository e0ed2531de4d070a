namespace KernelGen.Data;

/// <summary>What becomes of a category that the training data do not have.</summary>
public enum UnknownCategory
{
    /// <summary>It is refused, with its row and column.</summary>
    Refuse,

    /// <summary>All columns of its categories are zero.</summary>
    Zeros,
}
