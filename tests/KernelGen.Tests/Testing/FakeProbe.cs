using System.Numerics;
using KernelGen.Equations;
using Vector = KernelGen.Equations.Vector;

namespace KernelGen.Tests.Testing;

/// <summary>A model written by hand: plain loops over <typeparamref name="T"/> beside the same model's equations.</summary>
internal abstract class FakeProbe<T>(ModelInfo info, Fault fault) : IModelProbe
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public ModelInfo Info { get; } = info with { Precision = typeof(T) == typeof(float) ? Precision.Single : Precision.Double };

    protected Fault Fault { get; } = fault;

    public double[] Predict(ReadOnlySpan<double> parameters, ReadOnlySpan<double> inputs)
    {
        T[] theta = Convert(parameters);
        double[] outputs = [.. Rows(Convert(inputs), Info.InputCount).SelectMany(x => Outputs(theta, x)).Select(double.CreateChecked)];
        outputs[^1] += Fault == Fault.WrongOutput ? 1e-3 : 0;
        return outputs;
    }

    public int[] Classify(ReadOnlySpan<double> parameters, ReadOnlySpan<double> inputs)
    {
        double[] outputs = Predict(parameters, inputs);
        double threshold = Fault == Fault.WrongClass ? 0.9 : 0.5;
        return Info.ClassCount == 2
            ? [.. outputs.Select(y => y > threshold ? 1 : 0)]
            : throw new NotSupportedException("This model decides between no classes.");
    }

    public double Cost(ReadOnlySpan<double> parameters, ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets)
        => Gradient(parameters, inputs, targets, new double[Info.ParameterLength]);

    public double Gradient(
        ReadOnlySpan<double> parameters, ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets, Span<double> gradient)
    {
        T[] theta = Convert(parameters);
        var own = new T[gradient.Length];
        T[][] rows = Rows(Convert(inputs), Info.InputCount);
        T[][] targetRows = Info.TargetCount == 0 ? [.. rows.Select(static _ => Array.Empty<T>())] : Rows(Convert(targets), Info.TargetCount);
        T weight = Fault == Fault.MissingMean ? T.One : T.One / T.CreateChecked(rows.Length);
        T loss = T.Zero;
        for (int n = 0; n < rows.Length; n++)
        {
            loss += Accumulate(theta, rows[n], targetRows[n], weight, own);
        }

        T cost = loss / T.CreateChecked(rows.Length) + Regularise(theta, own);
        if (Fault == Fault.DirtyPadding)
        {
            own[^1] = T.One;
        }

        for (int i = 0; i < own.Length; i++)
        {
            gradient[i] = double.CreateChecked(own[i]);
        }

        return double.CreateChecked(cost);
    }

    public double SgdStep(Span<double> parameters, ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets, double learningRate)
    {
        var gradient = new double[parameters.Length];
        double cost = Gradient(parameters, inputs, targets, gradient);
        for (int i = 0; i < gradient.Length; i++)
        {
            bool tooFar = Fault == Fault.WrongStep && i >= Info.Parameters[^1].Offset;
            T step = T.CreateChecked((tooFar ? 2 : 1) * learningRate) * T.CreateChecked(gradient[i]);
            parameters[i] = double.CreateChecked(T.CreateChecked(parameters[i]) - step);
        }

        foreach (ParameterLayout layout in Info.Parameters.Where(p => p.IsFrozen && Fault == Fault.FrozenStep))
        {
            parameters[layout.Offset] = double.CreateChecked(T.BitIncrement(T.CreateChecked(parameters[layout.Offset])));
        }

        return cost;
    }

    public void InputGradient(
        ReadOnlySpan<double> parameters, ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets, Span<double> inputGradients)
    {
        T[] theta = Convert(parameters);
        T[][] rows = Rows(Convert(inputs), Info.InputCount);
        T weight = Fault == Fault.InputMissingMean ? T.One : T.One / T.CreateChecked(rows.Length);
        double[] gradients = [.. rows.SelectMany(x => InputGradients(theta, x, weight)).Select(double.CreateChecked)];
        gradients[^1] *= Fault == Fault.OneWrongInput ? 1.01 : 1;
        gradients.AsSpan(0, gradients.Length - (Fault == Fault.InputNotWritten ? 1 : 0)).CopyTo(inputGradients);
    }

    public abstract Scalar Objective(Arguments arguments);

    public abstract Vector Output(Arguments arguments);

    /// <summary>The outputs of one example.</summary>
    protected abstract T[] Outputs(T[] theta, T[] x);

    /// <summary>Adds weight times the gradient of one example's loss, and returns the loss.</summary>
    protected abstract T Accumulate(T[] theta, T[] x, T[] t, T weight, T[] gradient);

    /// <summary>Adds the gradient of the regulariser, and returns it.</summary>
    protected abstract T Regularise(T[] theta, T[] gradient);

    /// <summary>Weight times the gradient of one example's loss in the inputs that ask for it.</summary>
    protected virtual T[] InputGradients(T[] theta, T[] x, T weight)
        => throw new NotSupportedException("No input of this model asks for its gradient.");

    protected static T[] Convert(ReadOnlySpan<double> values)
    {
        var result = new T[values.Length];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = T.CreateChecked(values[i]);
        }

        return result;
    }

    private static T[][] Rows(T[] values, int length) => [.. values.Chunk(length)];

    /// <summary>Columns one after the other, each padded to four elements, as a generated model might lay them out.</summary>
    internal static ParameterLayout[] Layout(params (string Name, int Rows, int Columns)[] shapes)
    {
        var layouts = new ParameterLayout[shapes.Length];
        int offset = 0;
        for (int i = 0; i < shapes.Length; i++)
        {
            (string name, int rows, int columns) = shapes[i];
            int stride = (rows + 3) / 4 * 4;
            layouts[i] = new(name, rows, columns, offset, 1, stride, stride * columns, Initialization.Glorot);
            offset += stride * columns;
        }

        return layouts;
    }
}
