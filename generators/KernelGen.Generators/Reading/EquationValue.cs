namespace KernelGen.Generators.Reading;

/// <summary>What an expression is to the reader: a step of the model, or something already known.</summary>
/// <param name="Step">The step, where <paramref name="Known"/> is null.</param>
/// <param name="Known">
/// A number or truth value of C#, an <see cref="EntryIndex"/>, an <see cref="EntryRange"/>, or <see cref="RunTimeData"/>.
/// </param>
internal readonly record struct EquationValue(int Step, object? Known)
{
    /// <summary>A plain number or truth value that is taken out of a step: nothing known, and no step either.</summary>
    public static EquationValue RunTimeData { get; } = Of(new object());

    public bool IsStep => Known is null;

    public bool IsRunTimeData => ReferenceEquals(Known, RunTimeData.Known);

    public static EquationValue OfStep(int step) => new(step, null);

    public static EquationValue Of(object known) => new(-1, known);
}

/// <summary>An index as C# writes it: <c>2</c> or <c>^1</c>.</summary>
internal sealed record EntryIndex(int Value, bool FromEnd)
{
    public long Offset(int length) => FromEnd ? (long)length - Value : Value;
}

/// <summary>A range as C# writes it: <c>2..^1</c>, the end not part of it.</summary>
internal sealed record EntryRange(EntryIndex Start, EntryIndex End);
