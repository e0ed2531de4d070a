using System;
using System.Collections.Generic;
using System.Linq;

namespace KernelGen.Generators.Emitting;

/// <summary>
/// The text of tiles of accumulators: rows have numbers, the registers of a row letters, so that <c>s3b</c> is the second register
/// of the fourth row.
/// </summary>
internal static class Tile
{
    private const int LineLength = 135;

    public static string Letter(int register) => ((char)('a' + register)).ToString();

    /// <summary>Where a register begins, from where the tile does.</summary>
    public static string Column(int register, string first = "column") =>
        register switch { 0 => first, 1 => $"{first} + Count", _ => $"{first} + {register.Text()} * Count" };

    public static string Lanes(int registers) => registers == 1 ? "Count" : $"{registers.Text()} * Count";

    /// <summary>Whether tiles call one of their registers so, such as <c>s3b</c>, <c>x0</c> or <c>wa</c>.</summary>
    public static bool IsRegister(string name) =>
        name.Length > 1 && "abgswx".Contains(name[0]) && name.Skip(1).All(static c => char.IsDigit(c) || c is >= 'a' and <= 'h') && name.Count(char.IsLetter) <= 2;

    /// <summary>Declares one register for each column.</summary>
    public static void Declare(CodeWriter text, int registers, Func<int, string> item)
    {
        foreach (string line in Packed(Enumerable.Range(0, registers).Select(item), ", "))
        {
            text.Line($"V {line};");
        }
    }

    /// <summary>Declares one number for each column.</summary>
    public static void Scalars(CodeWriter text, string type, int count, Func<int, string> item)
    {
        foreach (string line in Packed(Enumerable.Range(0, count).Select(item), ", "))
        {
            text.Line($"{type} {line};");
        }
    }

    /// <summary>Adds the products of one operand with every register of the other.</summary>
    public static void Accumulate(CodeWriter text, string load, int registers, string a, string b, string sum) =>
        Accumulate(text, load, registers, a, c => b + Letter(c), c => sum + Letter(c));

    /// <summary>The same with names for the registers of the other, and for the sums.</summary>
    public static void Accumulate(CodeWriter text, string load, int registers, string a, Func<int, string> b, Func<int, string> sum)
    {
        string Add(int c) => $"V.AddProduct(ref {sum(c)}, {a}, {b(c)});";
        foreach (string line in Packed(Enumerable.Range(0, registers).Select(Add).Prepend(load), " "))
        {
            text.Line(line);
        }
    }

    /// <summary>One statement for each column.</summary>
    public static void Statements(CodeWriter text, int registers, Func<int, string> statement)
    {
        foreach (string line in Packed(Enumerable.Range(0, registers).Select(statement), " "))
        {
            text.Line(line);
        }
    }

    /// <summary>The sum of several, in pairs: no addition waits for all before it.</summary>
    public static string Total(IReadOnlyList<string> sums)
    {
        while (sums.Count > 1)
        {
            IReadOnlyList<string> terms = sums;
            bool last = terms.Count == 2;
            sums = [.. Enumerable.Range(0, (terms.Count + 1) / 2).Select(i =>
                2 * i + 1 == terms.Count ? terms[2 * i] : last ? $"{terms[0]} + {terms[1]}" : $"({terms[2 * i]} + {terms[2 * i + 1]})")];
        }

        return sums[0];
    }

    /// <summary>Items in as few lines as a reader's eye allows.</summary>
    private static IEnumerable<string> Packed(IEnumerable<string> items, string separator)
    {
        string line = "";
        foreach (string item in items)
        {
            if (line.Length > 0 && line.Length + separator.Length + item.Length > LineLength)
            {
                yield return line;
                line = "";
            }

            line = line.Length == 0 ? item : line + separator + item;
        }

        yield return line;
    }

    /// <summary>A grid of items in lines of a readable length.</summary>
    public static IEnumerable<string> Grid(int height, int registers, Func<int, int, string> item) =>
        Packed(Enumerable.Range(0, height * registers).Select(i => item(i / registers, i % registers)), ", ");
}
