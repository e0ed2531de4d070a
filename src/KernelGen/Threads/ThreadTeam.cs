namespace KernelGen.Threads;

/// <summary>Work that a team does together.</summary>
internal interface ITeamWork
{
    /// <summary>Does the share of one member.</summary>
    /// <param name="member">0 for the thread that called, which works too.</param>
    void Work(int member);
}

/// <summary>A fixed number of threads that do their shares of the same work, again and again. For one calling thread at a time.</summary>
internal sealed class ThreadTeam : IDisposable
{
    // About ten hand-overs of work, and less than the time to gather a batch: a thread parks between calls, not within them.
    private static readonly TimeSpan Spin = TimeSpan.FromMicroseconds(100);

    private readonly ITeamWork work;
    private readonly Member[] members;
    private bool isStopping;

    /// <summary>Starts the threads, which wait for the first <see cref="Run"/>.</summary>
    /// <param name="work">What there is to do. It must not throw.</param>
    /// <param name="size">Threads, the calling one included; at least 1.</param>
    /// <param name="name">What debuggers show.</param>
    public ThreadTeam(ITeamWork work, int size, string name)
    {
        this.work = work;

        // With more threads than processors, a thread that spins keeps the one that it waits for from running.
        TimeSpan spin = size <= Environment.ProcessorCount ? Spin : TimeSpan.Zero;
        members = new Member[size - 1];
        for (int i = 0; i < members.Length; i++)
        {
            Member member = new(i + 1, new Gate(spin), new Gate(spin));
            Thread thread = new(() => Serve(member)) { IsBackground = true, Name = $"{name} {member.Number}" };
            members[i] = member;
            thread.Start();
        }
    }

    /// <summary>Does the work of the first <paramref name="count"/> members and returns when all have done their share.</summary>
    public void Run(int count)
    {
        for (int i = 0; i < count - 1; i++)
        {
            members[i].Start.Open();
        }

        work.Work(0);
        for (int i = 0; i < count - 1; i++)
        {
            members[i].Done.Pass();
        }
    }

    /// <summary>Ends the threads.</summary>
    public void Dispose()
    {
        isStopping = true;
        foreach (Member member in members)
        {
            member.Start.Open();
        }

        foreach (Member member in members)
        {
            member.Done.Pass();
        }
    }

    private void Serve(Member member)
    {
        member.Start.Pass();
        while (!isStopping)
        {
            work.Work(member.Number);
            member.Done.Open();
            member.Start.Pass();
        }

        member.Done.Open();
    }

    private sealed record Member(int Number, Gate Start, Gate Done);
}
