namespace KernelGen.Generators.Emitting;

/// <summary>
/// The ends of rows that have no padding. A register that is only partly there is expensive to load; where a row is at least as long
/// as the longest register, the last one is loaded whole and overlaps the one before.
/// </summary>
internal static class RowEnds
{
    /// <summary>Whether the last register may overlap the one before, whatever the width of registers.</summary>
    public static bool Overlap(int length) => Padding.FillsRegister(length);

    /// <summary>The condition that whole registers do not make up the row: known to the JIT.</summary>
    public static string IsRagged(int length) => $"{Length(length)} > 0";

    /// <summary>Entries of the last register that the one before has not had.</summary>
    public static string Length(int length) => $"{length.Text()} % Count";

    /// <summary>Declares where the last register starts.</summary>
    public static string Last(string name, int length) => $"nuint {name} = {Start(length)}; // the last register overlaps the one before";

    /// <summary>Where the last register starts.</summary>
    public static string Start(int length) => $"{length.Text()} - Count";

    /// <summary>Declares the mask of what the last register and the one before both have.</summary>
    public static string Shared(int length) => $"V shared = V.First(Count - {Length(length)}); // of the last register of a row, what the one before has had";

    /// <summary>The last register without what the one before has had, or of a short row what is there of its only one.</summary>
    public static string Load(int length, string array, string at) =>
        Overlap(length) ? $"V.Where(shared, V.Zero, V.Load(in {array}, {at}))" : $"V.LoadFirst(in {array}, {at}, live)";
}
