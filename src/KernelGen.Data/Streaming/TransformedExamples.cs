using System.Numerics;

namespace KernelGen.Data;

/// <summary>The examples of a reader, their inputs transformed. Disposing of it leaves that reader open.</summary>
internal sealed class TransformedExamples<T, TTarget>(ExampleReader<T, TTarget> examples, Transformation transformation) : ExampleReader<T, TTarget>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TTarget : unmanaged
{
    private readonly T[] row = new T[examples.InputCount];

    public override int InputCount => transformation.OutputCount;

    public override int TargetCount => examples.TargetCount;

    public override void Rewind() => examples.Rewind();

    protected override bool ReadNext(Span<T> inputs, Span<TTarget> targets)
    {
        if (!examples.Read(row, targets))
        {
            return false;
        }

        transformation.Apply<T>(row, inputs);
        return true;
    }

    protected override void Dispose(bool disposing)
    {
    }
}
