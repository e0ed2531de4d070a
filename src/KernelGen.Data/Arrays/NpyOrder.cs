namespace KernelGen.Data;

/// <summary>In which order the elements of an array lie in a file.</summary>
public enum NpyOrder
{
    /// <summary>The last index runs fastest, as in C.</summary>
    RowMajor,

    /// <summary>The first index runs fastest, as in Fortran.</summary>
    ColumnMajor,
}
