using System;
using Microsoft.CodeAnalysis;

namespace KernelGen.Generators.Reading;

/// <summary>What is wrong with a declaration: told to an analyzer, only remembered for the generator.</summary>
internal sealed class Complaints(Action<Diagnostic>? report)
{
    /// <summary>How much is wrong.</summary>
    public int Count { get; private set; }

    /// <summary>Whether anything is wrong.</summary>
    public bool Any => Count > 0;

    /// <summary>Something is wrong that the compiler itself reports.</summary>
    public void AddSilently() => Count++;

    public void Add(DiagnosticDescriptor descriptor, SyntaxNodeOrToken where, params object[] arguments)
    {
        Count++;
        report?.Invoke(Diagnostic.Create(descriptor, where.GetLocation(), arguments));
    }
}
