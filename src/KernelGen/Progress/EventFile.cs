using System.Buffers.Binary;
using System.Globalization;

namespace KernelGen.Training;

/// <summary>
/// A file of events that TensorBoard reads. A record is the length of its data (8 bytes, little-endian), the masked checksum of that
/// length (4 bytes), the data, their masked checksum. The data are a message <c>Event</c> of tensorflow/core/util/event.proto.
/// </summary>
internal sealed class EventFile : IDisposable
{
    private const int WallTime = 1, Step = 2, FileVersion = 3, Summary = 5, SessionLog = 7;
    private const int SessionStatus = 1, SessionStart = 1;
    private const int SummaryValue = 1;

    private readonly TimeProvider clock;
    private readonly FileStream file;

    /// <summary>Starts a file that is not there yet, whose name comes after those of files that were started before.</summary>
    public EventFile(string folder, TimeProvider clock)
    {
        this.clock = clock;
        file = Create(folder, clock.GetUtcNow().ToUnixTimeSeconds());
        Write(At().Add(FileVersion, "brain.Event:2"));
    }

    /// <summary>Says that events of this step and of later ones, written before, are of a training that was stopped.</summary>
    public void WriteStart(int step) =>
        Write(At().Add(Step, step).Add(SessionLog, new ProtobufMessage().Add(SessionStatus, SessionStart)));

    /// <param name="step">The epoch.</param>
    /// <param name="values">Messages <c>Summary.Value</c>.</param>
    public void Write(int step, IEnumerable<ProtobufMessage> values)
    {
        ProtobufMessage summary = new();
        foreach (ProtobufMessage value in values)
        {
            summary.Add(SummaryValue, value);
        }

        Write(At().Add(Step, step).Add(Summary, summary));
    }

    public void Dispose() => file.Dispose();

    private ProtobufMessage At() =>
        new ProtobufMessage().Add(WallTime, (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds);

    private void Write(ProtobufMessage message)
    {
        byte[] data = message.ToArray();
        byte[] record = new byte[sizeof(ulong) + sizeof(uint) + data.Length + sizeof(uint)];
        BinaryPrimitives.WriteUInt64LittleEndian(record, (ulong)data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(sizeof(ulong)), Crc32C.MaskedOf(record.AsSpan(0, sizeof(ulong))));
        data.CopyTo(record, sizeof(ulong) + sizeof(uint));
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(record.Length - sizeof(uint)), Crc32C.MaskedOf(data));
        file.Write(record);
        file.Flush();
    }

    // TensorBoard reads the files of a folder in the order of their names.
    private static FileStream Create(string folder, long seconds)
    {
        for (int number = 0; ; number++)
        {
            string path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"events.out.tfevents.{seconds:D10}.{number:D4}"));
            if (!File.Exists(path))
            {
                return new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
            }
        }
    }
}
