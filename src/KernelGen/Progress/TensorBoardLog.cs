using System.Numerics;
using KernelGen.Persistence;

namespace KernelGen.Training;

/// <summary>Writes every epoch of a training as events that TensorBoard shows while it goes on.</summary>
/// <remarks>
/// <para>
/// The step of an event is the epoch. Scalars are <c>cost/training</c>, <c>cost/validation</c>, <c>error_rate/training</c>,
/// <c>error_rate/validation</c>, <c>learning_rate</c> and <c>examples_per_second</c>, rounded to single precision; what a report does
/// not have is left out. Histograms, where asked for, are <c>parameters/W1</c> and so on.
/// </para>
/// <para>
/// A log is a file of its own in its folder, which is one curve in TensorBoard: give every training a folder, and a training that is
/// resumed the folder it had. A file says at which epoch it starts, so that what was written of that epoch and of later ones, before
/// the training was stopped, is no longer shown. For one thread at a time.
/// </para>
/// </remarks>
public sealed class TensorBoardLog : IProgress<EpochReport>, IDisposable
{
    private const int Tag = 1, SimpleValue = 2, Histogram = 5;

    private readonly EventFile file;
    private Func<IEnumerable<ProtobufMessage>> histograms = static () => [];
    private int last = int.MaxValue;

    /// <summary>Starts a file of events.</summary>
    /// <param name="folder">The folder of the training; it is made where it is not there.</param>
    /// <param name="clock">Tells when an event was written; the system's where it is null.</param>
    /// <exception cref="ArgumentException"><paramref name="folder"/> is empty.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public TensorBoardLog(string folder, TimeProvider? clock = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        _ = Directory.CreateDirectory(folder);
        file = new EventFile(folder, clock ?? TimeProvider.System);
    }

    /// <summary>From the next epoch on, also writes how the numbers of every parameter are spread, in 30 buckets of equal width.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="model">The model that is trained.</param>
    /// <exception cref="ArgumentNullException"><paramref name="model"/> is null.</exception>
    public void AddHistograms<T>(IModel<T> model)
        where T : unmanaged, INumber<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        ModelInfo info = ModelFile.InfoOf(model);
        histograms = () => info.Parameters.Select(layout =>
        {
            T[] values = new T[layout.Count];
            new ParameterView<T>(layout, model.Parameters).CopyTo(values);
            return new ProtobufMessage().Add(Tag, $"parameters/{layout.Name}").Add(Histogram, ParameterHistogram.Of<T>(values));
        });
    }

    /// <summary>Writes the events of an epoch, and hands them to the operating system.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="ObjectDisposedException">The log is closed.</exception>
    public void Report(EpochReport value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.Epoch <= last)
        {
            file.WriteStart(value.Epoch);
        }

        last = value.Epoch;
        file.Write(value.Epoch, ScalarsOf(value).Concat(histograms()));
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => file.Dispose();

    private static IEnumerable<ProtobufMessage> ScalarsOf(EpochReport report)
    {
        (string Name, double? Value)[] scalars =
        [
            ("cost/training", report.TrainingCost),
            ("cost/validation", report.ValidationCost),
            ("error_rate/training", report.TrainingErrorRate),
            ("error_rate/validation", report.ValidationErrorRate),
            ("learning_rate", report.LearningRate),
            ("examples_per_second", report.ExamplesPerSecond),
        ];
        foreach ((string name, double? known) in scalars)
        {
            if (known is { } value)
            {
                yield return new ProtobufMessage().Add(Tag, name).Add(SimpleValue, (float)value);
            }
        }
    }
}
