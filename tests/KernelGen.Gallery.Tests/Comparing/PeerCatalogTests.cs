using KernelGen.Benchmarks.Compare;
using KernelGen.Benchmarks.Measuring;

namespace KernelGen.Gallery.Tests.Comparing;

public class PeerCatalogTests
{
    private static readonly string[] Absent = ["no-such-program"];

    [Fact]
    public void A_peer_that_works_tells_its_version_and_its_workloads()
    {
        FoundPeer peer = Assert.Single(Find(Listing("2.6.3", "exp/4096", "tanh/4096")).Found);
        Assert.Equal("2.6.3", peer.Version);
        Assert.Equal(["exp/4096", "tanh/4096"], peer.Workloads.Keys);
        Assert.Equal("tanh/4096", peer.Workloads["tanh/4096"][^1]);
    }

    [Fact]
    public void A_peer_that_is_not_there_is_named_with_its_package_and_the_reason() => Assert.Equal(
        [new MissingPeer("peer", "apt: libpeer-dev", "no-such-program is not there")], Find(new Ready(Absent)).Missing);

    [Fact]
    public void A_peer_that_cannot_be_built_is_missing_for_that_reason() => Assert.Equal(
        "peer.c:1: fatal error: peer.h", Assert.Single(Find(new Unbuilt("peer.c:1: fatal error: peer.h")).Missing).Reason);

    [Fact]
    public void Half_a_peer_is_missing()
    {
        var (found, missing) = Find(Listing("2.6.3", "exp/4096"), new Ready(Absent));
        Assert.Empty(found);
        Assert.Single(missing);
    }

    [Fact]
    public void The_first_command_that_works_is_used()
    {
        var program = new Ready(Absent, ["sh", "-c", "echo 1.24; echo exp/4096"], ["sh", "-c", "echo 2.0; echo exp/4096"]);
        Assert.Equal("1.24", Assert.Single(Find(program).Found).Version);
    }

    [Fact]
    public void A_program_that_lists_nothing_is_missing() =>
        Assert.Equal("it lists no workloads", Assert.Single(Find(new Ready(["sh", "-c", "true"])).Missing).Reason);

    [Fact]
    public void Every_peer_has_a_name_of_its_own() =>
        Assert.Equal(PeerCatalog.All.Count, PeerCatalog.All.DistinctBy(static p => p.Name).Count());

    [Theory]
    [InlineData("dnnl.h: No such file", "a.c:3:10: fatal error: dnnl.h: No such file\ncompilation terminated.\n")]
    [InlineData("cannot find -lfann", "/usr/bin/ld: cannot find -lfann\ncollect2: error: ld returned 1 exit status\n")]
    [InlineData("No module named 'torch'", "Traceback (most recent call last):\n  File\nModuleNotFoundError: No module named 'torch'\n")]
    [InlineData("exit code 139", "")]
    public void The_reason_is_the_line_that_says_what_is_missing(string reason, string errors) =>
        Assert.EndsWith(reason, ChildProgram.Reason(errors, 139), StringComparison.Ordinal);

    private static (List<FoundPeer> Found, List<MissingPeer> Missing) Find(params IPeerProgram[] programs) =>
        PeerCatalog.Find([new Peer("peer", "apt: libpeer-dev", programs)], "", "");

    private static Ready Listing(params string[] lines) => new(["sh", "-c", string.Join("; ", lines.Select(static l => $"echo {l}"))]);

    private sealed record Ready(params string[][] Commands) : IPeerProgram
    {
        public IReadOnlyList<string[]> Prepare(string sources, string output, out string? failure)
        {
            failure = null;
            return Commands;
        }
    }

    private sealed record Unbuilt(string Reason) : IPeerProgram
    {
        public IReadOnlyList<string[]> Prepare(string sources, string output, out string? failure)
        {
            failure = Reason;
            return [];
        }
    }
}
