using System.Buffers.Binary;
using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace KernelGen.Consumer.Tests;

/// <summary>What is in the packages.</summary>
[Collection(PackedPackages.Name)]
public class PackageContentTests(Packages packages)
{
    public static TheoryData<string> Names => [.. Packages.Names];

    public static TheoryData<string> Libraries => [.. Packages.Libraries];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_package_has_a_description_a_readme_a_licence_and_an_icon(string name)
    {
        XElement metadata = packages.Metadata(name);
        Assert.Equal("MIT", metadata.Element("license")!.Value);
        Assert.NotEqual("Package Description", metadata.Element("description")!.Value);
        using ZipArchive package = packages.Open(name);
        Assert.NotNull(package.GetEntry("LICENSE"));
        Assert.NotNull(package.GetEntry(metadata.Element("readme")!.Value));

        // A picture in PNG says its width and height in bytes 16 to 23.
        byte[] icon = Bytes(package, metadata.Element("icon")!.Value);
        Assert.Equal((128, 128), (BinaryPrimitives.ReadInt32BigEndian(icon.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(icon.AsSpan(20))));
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void A_library_has_documentation_beside_it_and_symbols_in_a_package_of_their_own(string name)
    {
        using ZipArchive package = packages.Open(name);
        Assert.Equal(
            [$"lib/net10.0/{name}.dll", $"lib/net10.0/{name}.xml"],
            package.Entries.Select(static e => e.FullName).Where(static n => n.StartsWith("lib/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        using ZipArchive symbols = packages.Open(name, "snupkg");
        Assert.Contains(symbols.Entries, e => e.FullName == $"lib/net10.0/{name}.pdb");
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void A_library_and_its_symbols_do_not_depend_on_the_folder_that_they_were_built_in(string name)
    {
        using ZipArchive package = packages.Open(name);
        foreach (ZipArchiveEntry file in package.Entries.Where(static e => e.FullName.EndsWith(".dll", StringComparison.Ordinal)))
        {
            using var image = new PEReader(new MemoryStream(Bytes(package, file.FullName)));
            Assert.Contains(image.ReadDebugDirectory(), static entry => entry.Type == DebugDirectoryEntryType.Reproducible);
        }
#if !DEBUG
        using ZipArchive symbols = packages.Open(name, "snupkg");
        using MetadataReaderProvider provider = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(Bytes(symbols, $"lib/net10.0/{name}.pdb")));
        MetadataReader reader = provider.GetMetadataReader();
        string[] sources = [.. reader.Documents.Select(handle => reader.GetString(reader.GetDocument(handle).Name))];
        Assert.NotEmpty(sources);
        Assert.All(sources, static path => Assert.StartsWith("/_/", path, StringComparison.Ordinal));
#endif
    }

    [Fact]
    public void The_runtime_brings_its_generator_its_code_fixes_and_settings_of_the_build_and_depends_on_nothing()
    {
        using ZipArchive package = packages.Open("KernelGen");
        Assert.NotNull(package.GetEntry("analyzers/dotnet/cs/KernelGen.Generators.dll"));
        Assert.NotNull(package.GetEntry("analyzers/dotnet/cs/KernelGen.CodeFixes.dll"));
        Assert.NotNull(package.GetEntry("buildTransitive/KernelGen.props"));
        Assert.Empty(packages.Metadata("KernelGen").Descendants("dependency"));
    }

    [Theory]
    [InlineData("KernelGen.Data")]
    [InlineData("KernelGen.Testing")]
    public void Whoever_references_another_library_has_the_generator_too(string name)
    {
        XElement runtime = packages.Metadata(name).Descendants("dependency").Single(static d => d.Attribute("id")!.Value == "KernelGen");
        Assert.Equal(Packages.Version, runtime.Attribute("version")!.Value);
        Assert.DoesNotContain("Analyzers", runtime.Attribute("exclude")!.Value, StringComparison.Ordinal);
    }

    private static byte[] Bytes(ZipArchive package, string file)
    {
        using Stream stored = (package.GetEntry(file) ?? throw new FileNotFoundException("The package lacks it.", file)).Open();
        using var bytes = new MemoryStream();
        stored.CopyTo(bytes);
        return bytes.ToArray();
    }
}
