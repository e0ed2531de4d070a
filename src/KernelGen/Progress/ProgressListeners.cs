namespace KernelGen.Training;

/// <summary>Several listeners to one training.</summary>
public static class ProgressListeners
{
    /// <summary>Tells both, the first one first, on the thread that reports.</summary>
    /// <typeparam name="T">What is reported, e.g. <see cref="EpochReport"/>.</typeparam>
    /// <param name="first">Told first.</param>
    /// <param name="second">Told then, unless the first one throws.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IProgress<T> And<T>(this IProgress<T> first, IProgress<T> second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        return new Both<T>(first, second);
    }

    private sealed class Both<T>(IProgress<T> first, IProgress<T> second) : IProgress<T>
    {
        public void Report(T value)
        {
            first.Report(value);
            second.Report(value);
        }
    }
}
