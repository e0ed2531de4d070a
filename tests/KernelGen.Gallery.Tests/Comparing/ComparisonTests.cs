using KernelGen.Benchmarks.Compare;
using KernelGen.Benchmarks.Measuring;
using KernelGen.Tests.Data;

namespace KernelGen.Gallery.Tests.Comparing;

public class ComparisonTests : TemporaryFolder
{
    private const string Workload = "exp/4096";

    private static readonly Dictionary<int, Pin> OneCore = new() { [1] = new Pin([]) };

    [Theory]
    [InlineData(new[] { 3.0 }, 3.0)]
    [InlineData(new[] { 9.0, 1.0, 2.0 }, 2.0)]
    [InlineData(new[] { 4.0, 1.0, 2.0, 100.0 }, 3.0)]
    public void The_median_is_in_the_middle(double[] values, double expected) => Assert.Equal(expected, Comparison.Median(values));

    [Fact]
    public void Programs_take_turns()
    {
        string log = PathOf("log");
        new Comparison(Program("ours", $"echo A >> {log}; {Took(5)}"), [Program("peer", $"echo B >> {log}; {Took(7)}")], OneCore, Rounds: 3)
            .Measure(Workload);
        Assert.Equal(["A", "B", "A", "B", "A", "B"], File.ReadAllLines(log));
    }

    [Fact]
    public void A_program_without_the_workload_is_not_asked()
    {
        var idle = new FoundPeer("idle", "1.0", new Dictionary<string, string[]> { ["tanh/4096"] = ["no-such-program"] });
        ComparedWorkload compared = new Comparison(Program("ours", Took(5)), [idle], OneCore, Rounds: 1).Measure(Workload);
        Assert.Equal(["ours"], compared.Nanoseconds.Keys);
        Assert.Empty(compared.Failures);
    }

    [Fact]
    public void A_failure_is_told_once_and_stops_nobody_else()
    {
        FoundPeer broken = Program("broken", "echo out of memory >&2; exit 3");
        var comparison = new Comparison(Program("ours", Took(5)), [broken, Program("peer", Took(7))], OneCore, Rounds: 2);
        ComparedWorkload compared = comparison.Measure(Workload);
        Assert.Equal([5.0, 7.0], compared.Nanoseconds.Values.Order());
        Assert.Equal(["broken, exp/4096: out of memory"], compared.Failures);
    }

    [Fact]
    public void What_is_no_measurement_is_a_failure()
    {
        ComparedWorkload compared = new Comparison(Program("ours", "echo surprise"), [], OneCore, Rounds: 1).Measure(Workload);
        Assert.Empty(compared.Nanoseconds);
        Assert.StartsWith("ours, exp/4096: No measurement: surprise", Assert.Single(compared.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public void What_only_peers_do_comes_after_ours()
    {
        var peer = new FoundPeer("peer", "1.0", new Dictionary<string, string[]> { ["lstm/b1"] = [], [Workload] = [] });
        Assert.Equal([Workload, "lstm/b1"], new Comparison(Program("ours", Took(5)), [peer], OneCore, Rounds: 1).Workloads);
    }

    [Fact]
    public void Libraries_get_as_many_threads_as_the_workload_says()
    {
        string log = PathOf("log");
        string[] script = ["sh", "-c", $"echo $OMP_NUM_THREADS $OPENBLAS_NUM_THREADS >> {log}; {Took(5)}"];
        var ours = new FoundPeer("ours", "1.0", new Dictionary<string, string[]> { ["step/b1"] = script, ["step/b1/2-threads"] = script });
        var comparison = new Comparison(ours, [], new Dictionary<int, Pin>(OneCore) { [2] = new Pin([]) }, Rounds: 1);
        Assert.All(comparison.Workloads, name => Assert.Empty(comparison.Measure(name).Failures));
        Assert.Equal(["1 1", "2 2"], File.ReadAllLines(log));
    }

    [Fact]
    public void Workloads_of_more_threads_than_there_are_cores_are_left_out()
    {
        var ours = new FoundPeer("ours", "1.0", new Dictionary<string, string[]> { [Workload] = [], [Workload + "/2-threads"] = [] });
        Assert.Equal([Workload], new Comparison(ours, [], OneCore, Rounds: 1).Workloads);
    }

    private static FoundPeer Program(string name, string script) =>
        new(name, "1.0", new Dictionary<string, string[]> { [Workload] = ["sh", "-c", script] });

    private static string Took(int nanoseconds) => $"echo '{new Measurement(Workload, "", nanoseconds, nanoseconds)}'";
}
