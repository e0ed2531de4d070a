using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace KernelGen.Consumer.Tests;

/// <summary>The packages, used by projects outside the solution that know nothing else.</summary>
[Collection(PackedPackages.Name)]
public class FreshProjectTests(Packages packages)
{
    [Fact]
    public void A_fresh_program_trains_and_checks_models_of_both_forms_and_still_does_when_trimmed_and_self_contained()
    {
        string folder = packages.FreshFolder("Console");
        string built = ProcessRun.Of(
            "dotnet", folder, "publish", "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-o", "published", "--disable-build-servers").Succeeded();
        Assert.DoesNotContain("warning", built, StringComparison.OrdinalIgnoreCase);

        // Nothing of the machine's .NET is within its reach.
        string output = ProcessRun.Of(Path.Combine(folder, "published", "Console"), folder, [("DOTNET_ROOT", folder)], []).Succeeded();
        foreach (string form in new[] { "layers", "equations" })
        {
            Match line = Regex.Match(output, $@"^{form}: gradient right, epochs 200, cost (?<cost>[\d.]+), loaded alike$", RegexOptions.Multiline);
            Assert.True(line.Success, output);
            Assert.InRange(double.Parse(line.Groups["cost"].Value, CultureInfo.InvariantCulture), 0, 0.3);
        }

        long kept = new FileInfo(Path.Combine(folder, "published", "KernelGen.dll")).Length;
        using ZipArchive package = packages.Open("KernelGen");
        long packed = package.GetEntry("lib/net10.0/KernelGen.dll")!.Length;
        Assert.True(kept < packed, $"{kept} of {packed} bytes are left: nothing was trimmed");
    }

    [Fact]
    public void A_fresh_project_of_tests_with_one_package_checks_trains_and_compares_what_was_generated()
    {
        string folder = packages.FreshFolder("Testing");
        string tested = ProcessRun.Of("dotnet", folder, "test", "-c", "Release", "--disable-build-servers").Succeeded();
        Assert.DoesNotContain("warning", tested, StringComparison.OrdinalIgnoreCase);
        Assert.Matches(@"Failed: +0, Passed: +5, Skipped: +0", tested);

        // A build with a compiler that cannot load the generator says so.
        Assert.Contains("KernelGen.props", File.ReadAllText(Path.Combine(folder, "obj", "Testing.csproj.nuget.g.props")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_program_is_installed_as_a_tool_and_lists_its_models()
    {
        string folder = packages.FreshFolder();
        ProcessRun.Of("dotnet", folder, "tool", "install", "KernelGen.Gallery", "--version", Packages.Version, "--tool-path", "tools").Succeeded();
        string listed = ProcessRun.Of(Path.Combine(folder, "tools", "kernelgen"), folder, "list").Succeeded();
        Assert.Contains("xor-network", listed, StringComparison.Ordinal);
    }
}
