using System.Runtime.InteropServices;
using KernelGen.Benchmarks.Measuring;
using KernelGen.Benchmarks.Workloads;

namespace KernelGen.Benchmarks.Compare;

/// <summary>The verb <c>measure</c>, which <c>compare</c> starts: our side, called just as the peers are.</summary>
internal static class MeasureCommand
{
    public static int Run(IReadOnlyList<string> arguments)
    {
        switch (arguments)
        {
            case ["list"]:
                Console.WriteLine(RuntimeInformation.FrameworkDescription);
                foreach (Workload workload in WorkloadCatalog.All)
                {
                    Console.WriteLine(workload.Name);
                }

                return 0;

            case [var name] when WorkloadCatalog.All.SingleOrDefault(w => w.Name == name) is { } found:
                IKernelLoop kernel = found.Start();
                using (kernel as IDisposable)
                {
                    Sampling.WarmUp([kernel]);
                    Timing timing = Sampling.Time(kernel);
                    Console.WriteLine(new Measurement(name, "ours", timing.Seconds * 1e9, timing.BestSeconds * 1e9));
                }

                return 0;

            default:
                Console.Error.WriteLine("usage: measure list | WORKLOAD");
                return 2;
        }
    }
}
