using KernelGen.Benchmarks.Compare;

namespace KernelGen.Gallery.Tests.Comparing;

public class ComparisonTableTests
{
    private static readonly FoundPeer Ours = new("ours", ".NET 10.0.12", new Dictionary<string, string[]>());
    private static readonly FoundPeer Blas = new("OpenBLAS", "0.3.21", new Dictionary<string, string[]>());
    private static readonly FoundPeer Fann = new("FANN", "2.2.0", new Dictionary<string, string[]>());

    [Fact]
    public void The_ratio_is_ours_over_the_fastest_peer() => Assert.Contains(
        "| step | 98.0 µs | 122 µs | 196 µs | OpenBLAS | 0.80 |",
        Table(Row("step", ("ours", 98e3), ("OpenBLAS", 122e3), ("FANN", 196e3))), StringComparison.Ordinal);

    [Fact]
    public void Who_does_not_do_a_workload_gets_a_dash() => Assert.Contains(
        "| b | 2.00 ms | 1.00 ms | – | OpenBLAS | 2.00 |",
        Table(Row("a", ("ours", 1), ("FANN", 1)), Row("b", ("ours", 2e6), ("OpenBLAS", 1e6))), StringComparison.Ordinal);

    [Fact]
    public void Without_peers_there_is_no_ratio() =>
        Assert.Contains("| step | 56.0 ns | – | – |", Table(Row("step", ("ours", 56))), StringComparison.Ordinal);

    [Fact]
    public void Without_ours_there_is_no_ratio_either() =>
        Assert.Contains("| step | – | 1.50 µs | FANN | – |", Table(Row("step", ("FANN", 1500))), StringComparison.Ordinal);

    [Fact]
    public void A_peer_that_did_nothing_here_has_no_column() =>
        Assert.Contains("| workload | ours | FANN | best peer |", Table(Row("step", ("ours", 1), ("FANN", 1))), StringComparison.Ordinal);

    [Theory]
    [InlineData(0.1234, "0.12 ns")]
    [InlineData(9.996, "10.0 ns")]
    [InlineData(999.4, "999 ns")]
    [InlineData(999.6, "1.00 µs")]
    [InlineData(999_600, "1.00 ms")]
    [InlineData(1.7e9, "1700 ms")]
    public void Durations_have_three_digits_and_a_unit(double nanoseconds, string expected) =>
        Assert.Contains($"| step | {expected} |", Table(Row("step", ("ours", nanoseconds))), StringComparison.Ordinal);

    [Fact]
    public void Machine_and_versions_stand_around_the_table()
    {
        string table = Table(Row("step", ("ours", 1), ("OpenBLAS", 1)));
        Assert.StartsWith("on a machine\n\n| workload |", table, StringComparison.Ordinal);
        Assert.Contains("\n\nVersions: ours .NET 10.0.12; OpenBLAS 0.3.21; FANN 2.2.0.\n", table, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_peers_are_named_below() => Assert.EndsWith(
        "\nMissing:\n- PyTorch (apt: python3-torch): No module named 'torch'\n",
        Table(Row("step", ("ours", 1))), StringComparison.Ordinal);

    [Fact]
    public void Failures_are_named_below() => Assert.EndsWith(
        "\nFailed:\n- FANN, step: out of memory\n",
        Table(new ComparedWorkload("step", new Dictionary<string, double>(), ["FANN, step: out of memory"])), StringComparison.Ordinal);

    private static string Table(params ComparedWorkload[] workloads) => new ComparisonTable(
        "on a machine", Ours, [Blas, Fann], [new MissingPeer("PyTorch", "apt: python3-torch", "No module named 'torch'")], workloads)
        .ToString();

    private static ComparedWorkload Row(string name, params (string Program, double Nanoseconds)[] times) =>
        new(name, times.ToDictionary(static t => t.Program, static t => t.Nanoseconds), []);
}
