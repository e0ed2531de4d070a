using System.IO.Compression;

namespace KernelGen.Consumer.Tests.Surface;

/// <summary>
/// The public surface of each package, as a person has read and verified it. A difference is what users see change. Accept it on purpose:
/// <code>
/// find tests/KernelGen.Consumer.Tests -name '*.received.txt' -exec sh -c 'mv "$1" "${1%.received.txt}.verified.txt"' _ {} ';'
/// </code>
/// </summary>
[Collection(PackedPackages.Name)]
public class PublicSurfaceTests(Packages packages)
{
    public static TheoryData<string> Libraries => [.. Packages.Libraries];

    [Theory]
    [MemberData(nameof(Libraries))]
    public async Task A_library_offers_what_was_reviewed(string name)
    {
        byte[][] others = [.. Packages.Libraries.Where(other => other != name).Select(Library)];
        await Verifier.Verify(PublicSurface.Of(Library(name), others)).UseDirectory("snapshots").UseFileName(name);
    }

    private byte[] Library(string name)
    {
        using ZipArchive package = packages.Open(name);
        using Stream stored = package.GetEntry($"lib/net10.0/{name}.dll")!.Open();
        using var bytes = new MemoryStream();
        stored.CopyTo(bytes);
        return bytes.ToArray();
    }
}
