using System.Linq;
using KernelGen.Generators.Planning;

namespace KernelGen.Generators.Emitting;

/// <summary>Addresses as they are written.</summary>
internal static class AddressText
{
    /// <summary>The offset of a row, or the place in it.</summary>
    public static string At(this Address address, string row, string? column = null)
    {
        string start = address.Stride == 0 || row.Length == 0 ? ""
            : address.Stride == 1 ? row
            : $"{(row.Contains(" ") ? $"({row})" : row)} * {address.Stride.Text()}";
        string[] parts = [start, address.Start == 0 ? "" : address.Start.Text(), column ?? ""];
        string sum = string.Join(" + ", parts.Where(static p => p.Length > 0));
        return sum.Length == 0 ? "0" : sum;
    }
}
