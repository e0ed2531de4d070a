using System;
using System.Collections.Generic;
using KernelGen.Generators.Planning;

namespace KernelGen.Generators.Emitting;

/// <summary>Loops over rows, a block at a time, each from where the one before it stopped.</summary>
internal static class RowLoops
{
    /// <summary>What a processor must have for a block.</summary>
    public static string Condition(Block block) => block.NeedsManyRegisters ? "V.HasManyRegisters && " : "";

    /// <summary>One loop for each block of a method; the last is that of single rows.</summary>
    public static void Write(CodeWriter text, IReadOnlyList<Block> blocks, Action<Block> body)
    {
        text.Line("nuint row = 0;");
        foreach (Block block in blocks)
        {
            using (text.Braces(Head(block)))
            {
                body(block);
            }

            if (block.Height > 1)
            {
                text.Line();
            }
        }
    }

    /// <summary>The same loops where each block is a call.</summary>
    public static void WriteCalls(CodeWriter text, IReadOnlyList<Block> blocks, Func<Block, string> call)
    {
        text.Line("nuint row = 0;");
        foreach (Block block in blocks)
        {
            text.Line($"{Head(block)} {call(block)}");
        }
    }

    private static string Head(Block block)
    {
        string height = block.Height.Text();
        return block.Height == 1 ? "for (; row < n; row++)" : $"for (; {Condition(block)}row + {height} <= n; row += {height})";
    }
}
