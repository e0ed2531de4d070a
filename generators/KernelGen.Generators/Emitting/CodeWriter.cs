using System;
using System.Text;

namespace KernelGen.Generators.Emitting;

/// <summary>Indented lines of text: always '\n', never the machine's culture.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder text = new();
    private int depth;

    /// <summary>Writes one line, or several separated by '\n', at the current indentation.</summary>
    public void Line(string lines = "")
    {
        foreach (string line in lines.Split('\n'))
        {
            if (line.Length > 0)
            {
                text.Append(' ', depth * 4).Append(line);
            }

            text.Append('\n');
        }
    }

    /// <summary>Writes a header, if there is one, and an opening brace; the closing one follows when the result is disposed of.</summary>
    public Block Braces(string header)
    {
        if (header.Length > 0)
        {
            Line(header);
        }

        Line("{");
        return Opened();
    }

    /// <summary>After an opening brace was written: indents, and writes the closing one when the result is disposed of.</summary>
    public Block Opened()
    {
        depth++;
        return new Block(this);
    }

    /// <summary>Indents the lines that follow until the result is disposed of.</summary>
    public Indentation Indent()
    {
        depth++;
        return new Indentation(this);
    }

    public override string ToString() => text.ToString();

    /// <summary>What <see cref="Braces"/> began; the default began nothing.</summary>
    internal readonly struct Block(CodeWriter? writer) : IDisposable
    {
        public void Dispose()
        {
            if (writer is not null)
            {
                writer.depth--;
                writer.Line("}");
            }
        }
    }

    /// <summary>What <see cref="Indent"/> began; the default began nothing.</summary>
    internal readonly struct Indentation(CodeWriter? writer) : IDisposable
    {
        public void Dispose()
        {
            if (writer is not null)
            {
                writer.depth--;
            }
        }
    }
}
