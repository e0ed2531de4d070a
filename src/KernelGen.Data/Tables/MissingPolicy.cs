namespace KernelGen.Data;

/// <summary>What becomes of a row that has a mark of <see cref="CsvOptions.MissingMarks"/> in the place of a number.</summary>
public enum MissingPolicy
{
    /// <summary>The file is refused, with the place of the mark.</summary>
    Refuse,

    /// <summary>The row is left out.</summary>
    DropRow,

    /// <summary>
    /// An input becomes NaN, to be filled with the mean of the training data by <see cref="MeanFill"/>; the trainer refuses what is not
    /// filled. A target cannot be filled: where it is missing, the row is left out.
    /// </summary>
    Fill,
}
