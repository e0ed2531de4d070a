using System;
using Microsoft.CodeAnalysis;

namespace KernelGen.Generators.Reading;

/// <summary>What is wrong with a declaration: told to an analyzer, only remembered for the generator.</summary>
internal sealed class Complaints(Action<Diagnostic>? report)
{
    /// <summary>Whether anything is wrong.</summary>
    public bool Any { get; private set; }

    /// <summary>Something is wrong that the compiler itself reports.</summary>
    public void AddSilently() => Any = true;

    public void Add(DiagnosticDescriptor descriptor, SyntaxNodeOrToken where, params object[] arguments)
    {
        Any = true;
        report?.Invoke(Diagnostic.Create(descriptor, where.GetLocation(), arguments));
    }
}
