using System;
using System.Collections.Generic;

namespace KernelGen.Generators.Emitting;

/// <summary>The kernels of a file. Kernels with the same text are one; different ones with the same name are numbered.</summary>
internal sealed class KernelLibrary
{
    private readonly Dictionary<string, string> texts = [];
    private readonly List<string> order = [];

    /// <summary>The texts in the order they were first needed.</summary>
    public IEnumerable<string> Texts
    {
        get
        {
            foreach (string name in order)
            {
                yield return texts[name];
            }
        }
    }

    /// <summary>Adds what <paramref name="write"/> writes for a name, unless the same text is there already.</summary>
    /// <returns>The name under which it is to be called.</returns>
    public string Add(string preferred, Func<string, string> write)
    {
        string name = preferred;
        for (int i = 2; ; i++)
        {
            string text = write(name);
            if (!texts.TryGetValue(name, out string? existing))
            {
                texts[name] = text;
                order.Add(name);
                return name;
            }

            if (existing == text)
            {
                return name;
            }

            name = preferred + "Variant" + i.Text();
        }
    }
}
