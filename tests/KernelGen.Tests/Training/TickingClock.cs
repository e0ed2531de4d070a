namespace KernelGen.Tests.Training;

/// <summary>A clock that goes on by a second whenever it is looked at: 0 at first.</summary>
internal sealed class TickingClock : TimeProvider
{
    private long seconds;

    public override long TimestampFrequency => 1;

    public override long GetTimestamp() => seconds++;
}
