using System.Globalization;
using System.Text;

namespace KernelGen.Gallery.Drawing;

/// <summary>Writes SVG, and the HTML around it: elements that close in order, escaped text, numbers in the invariant culture.</summary>
internal sealed class MarkupWriter
{
    private readonly StringBuilder text = new();
    private readonly Stack<string> open = [];

    /// <summary>Begins an element that has content.</summary>
    public MarkupWriter Open(string element, params ReadOnlySpan<(string Name, AttributeValue Value)> attributes)
    {
        Tag(element, attributes).Append('>');
        open.Push(element);
        return this;
    }

    /// <summary>Ends the innermost element.</summary>
    /// <exception cref="InvalidOperationException">None is open.</exception>
    public MarkupWriter Close()
    {
        text.Append("</").Append(open.Pop()).Append('>');
        return this;
    }

    /// <summary>An element without content.</summary>
    public MarkupWriter Empty(string element, params ReadOnlySpan<(string Name, AttributeValue Value)> attributes)
    {
        Tag(element, attributes).Append("/>");
        return this;
    }

    /// <summary>An element whose content is words.</summary>
    public MarkupWriter Element(string element, string words, params ReadOnlySpan<(string Name, AttributeValue Value)> attributes)
        => Open(element, attributes).Words(words).Close();

    /// <summary>Words, escaped.</summary>
    public MarkupWriter Words(string words)
    {
        Escape(words);
        return this;
    }

    /// <summary>Markup as it is, such as a style sheet.</summary>
    public MarkupWriter Raw(string markup)
    {
        text.Append(markup);
        return this;
    }

    /// <summary>A line feed between elements, so that a file can be read and compared by line.</summary>
    public MarkupWriter Line()
    {
        text.Append('\n');
        return this;
    }

    /// <summary>All that was written.</summary>
    /// <exception cref="InvalidOperationException">An element is still open.</exception>
    public override string ToString() => open.TryPeek(out string? element)
        ? throw new InvalidOperationException($"The element {element} is still open.")
        : text.ToString();

    private StringBuilder Tag(string element, ReadOnlySpan<(string Name, AttributeValue Value)> attributes)
    {
        text.Append('<').Append(element);
        foreach ((string name, AttributeValue value) in attributes)
        {
            text.Append(' ').Append(name).Append("=\"");
            Escape(value.Text);
            text.Append('"');
        }

        return text;
    }

    private void Escape(string words)
    {
        foreach (char c in words)
        {
            _ = c switch
            {
                '&' => text.Append("&amp;"),
                '<' => text.Append("&lt;"),
                '>' => text.Append("&gt;"),
                '"' => text.Append("&quot;"),
                _ => text.Append(c),
            };
        }
    }
}

/// <summary>The value of an attribute: words, or a number to two digits after the point.</summary>
internal readonly record struct AttributeValue(string Text)
{
    public static implicit operator AttributeValue(string words) => new(words);

    public static implicit operator AttributeValue(double number) => new(Number(number));

    /// <summary>A number as SVG reads it.</summary>
    /// <exception cref="ArgumentException">It is infinite or NaN: nothing can be drawn there.</exception>
    public static string Number(double number)
    {
        if (!double.IsFinite(number))
        {
            throw new ArgumentException($"Expected a finite number to draw; got {number.ToString(CultureInfo.InvariantCulture)}.", nameof(number));
        }

        // Adding zero makes −0 into 0.
        return (Math.Round(number, 2) + 0.0).ToString("0.##", CultureInfo.InvariantCulture);
    }

    /// <summary>The points of a path: lines from one to the next.</summary>
    public static string Path(IEnumerable<(double X, double Y)> points, bool closed = false)
        => "M" + string.Join('L', points.Select(static p => $"{Number(p.X)} {Number(p.Y)}")) + (closed ? "Z" : "");
}
