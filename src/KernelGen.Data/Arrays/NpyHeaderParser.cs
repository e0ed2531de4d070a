using System.Collections.Immutable;
using System.Globalization;

namespace KernelGen.Data;

/// <summary>Reads the text of an NPY header: a Python dictionary with exactly three keys, spaces, and a line end.</summary>
/// <param name="path">The file, for messages.</param>
/// <param name="text">The text.</param>
internal sealed class NpyHeaderParser(string path, string text)
{
    private int position;

    public NpyHeader Parse()
    {
        string? type = null;
        NpyOrder? order = null;
        ImmutableArray<int>? shape = null;
        Expect('{');
        while (!Accept('}'))
        {
            int start = position;
            string key = ReadText();
            Expect(':');
            switch (key)
            {
                case "descr" when type is null:
                    type = ReadText();
                    break;
                case "fortran_order" when order is null:
                    order = ReadTruth() ? NpyOrder.ColumnMajor : NpyOrder.RowMajor;
                    break;
                case "shape" when shape is null:
                    shape = ReadShape();
                    break;
                default:
                    position = start;
                    throw Fault("'descr', 'fortran_order' and 'shape', each once");
            }

            if (!Accept(','))
            {
                Expect('}');
                break;
            }
        }

        if (type is null || order is null || shape is null)
        {
            throw Fault("'descr', 'fortran_order' and 'shape', each once");
        }

        if (text[position..] is not [.., '\n'] end || end.AsSpan(0, end.Length - 1).ContainsAnyExcept(' '))
        {
            throw Fault("nothing but spaces and a line end");
        }

        return new NpyHeader(type, order.Value, shape.Value);
    }

    private ImmutableArray<int> ReadShape()
    {
        var shape = ImmutableArray.CreateBuilder<int>();
        Expect('(');
        while (!Accept(')'))
        {
            shape.Add(ReadDimension());
            bool more = Accept(',');
            if (!more && shape.Count == 1)
            {
                throw Fault("',' (in Python parentheses around one number are no tuple)");
            }

            if (!more)
            {
                Expect(')');
                break;
            }
        }

        return shape.Count <= NpyHeader.MostDimensions ? shape.ToImmutable() : throw Fault($"at most {NpyHeader.MostDimensions} dimensions");
    }

    private int ReadDimension()
    {
        SkipSpaces();
        int start = position;
        while (position < text.Length && char.IsAsciiDigit(text[position]))
        {
            position++;
        }

        if (int.TryParse(text.AsSpan(start, position - start), NumberStyles.None, CultureInfo.InvariantCulture, out int dimension))
        {
            return dimension;
        }

        position = start;
        throw Fault($"a dimension from 0 to {int.MaxValue}");
    }

    private bool ReadTruth()
    {
        SkipSpaces();
        foreach (bool value in (ReadOnlySpan<bool>)[true, false])
        {
            string word = value ? "True" : "False";
            if (text.AsSpan(position).StartsWith(word, StringComparison.Ordinal))
            {
                position += word.Length;
                return value;
            }
        }

        throw Fault("True or False");
    }

    private string ReadText()
    {
        SkipSpaces();
        char quote = position < text.Length ? text[position] : '\0';
        int end = quote is '\'' or '"' ? text.IndexOf(quote, position + 1) : -1;
        if (end < 0)
        {
            throw Fault("a text in quotes");
        }

        string content = text[(position + 1)..end];
        position = end + 1;
        return content;
    }

    private void Expect(char character)
    {
        if (!Accept(character))
        {
            throw Fault($"'{character}'");
        }
    }

    private bool Accept(char character)
    {
        SkipSpaces();
        bool isThere = position < text.Length && text[position] == character;
        position += isThere ? 1 : 0;
        return isThere;
    }

    private void SkipSpaces()
    {
        while (position < text.Length && text[position] == ' ')
        {
            position++;
        }
    }

    private DataFormatException Fault(string expected) => new(
        path, $"{expected} at character {position.ToString(CultureInfo.InvariantCulture)} of the header",
        position < text.Length ? $"\"{text[position..].TrimEnd()}\"" : "its end");
}
