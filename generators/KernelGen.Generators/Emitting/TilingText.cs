using System;
using System.Collections.Generic;
using System.Linq;
using KernelGen.Generators.Planning;

namespace KernelGen.Generators.Emitting;

/// <summary>Blocks in a few letters: 8×2 are eight rows of two registers, 1×2:4 a row of two registers with four sums of each.</summary>
internal static class TilingText
{
    /// <summary>The blocks that a batch of n examples uses.</summary>
    public static string Describe(Tiling tiling, int n) => tiling switch
    {
        ProductTiling product => Join(Used(product.Blocks, n)) + $" of {product.Columns.Text()} columns",
        DotProductTiling product => Join(Used(product.Blocks, n)),
        OuterTiling outer => string.Join("; ", outer.Parts.Select(static p => Join(p.Stripes))),
        ColumnSumTiling sum => $"1×{sum.Registers.Text()}",
        _ => throw new ArgumentException("These blocks have no text.", nameof(tiling)),
    };

    private static IEnumerable<Block> Used(IEnumerable<Block> blocks, int n)
    {
        int left = n;
        foreach (Block block in blocks)
        {
            if (left >= block.Height)
            {
                left %= block.Height;
                yield return block;
            }
        }
    }

    private static string Join(IEnumerable<Block> blocks) => string.Join(", ", blocks.Select(static b =>
        $"{b.Height.Text()}×{b.Registers.Text()}{(b.Chains == 1 ? "" : ":" + b.Chains.Text())}"));
}
