using System.Diagnostics;
using KernelGen.Consumer.Tests;

namespace KernelGen.Gallery.Tests.Browsing;

/// <summary>A headless browser in a process of its own, with a profile of its own that goes with it.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process process;
    private readonly string profile;
    private DevTools? tools;

    private Chromium(Process process, string profile)
    {
        this.process = process;
        this.profile = profile;
    }

    /// <summary>The first of its usual names on the path that runs; null where none does. Some systems have a stub that only says how to install it.</summary>
    public static string? Program { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(static folder => Names.Select(name => Path.Combine(folder, name))).FirstOrDefault(static path => File.Exists(path) && ProcessRun.Of(path, Path.GetTempPath(), "--version").ExitCode == 0);

    /// <summary>Why a test that needs it cannot run, or null if it can.</summary>
    public static string? ReasonToSkip => Program is null ? $"None of {string.Join(", ", Names)} is on the path and runs." : null;

    /// <summary>What it listens to.</summary>
    public DevTools Tools => tools ?? throw new InvalidOperationException("The browser is not connected yet.");

    public static async Task<Chromium> StartAsync()
    {
        string profile = Directory.CreateTempSubdirectory("kernelgen-browser-").FullName;
        var start = new ProcessStartInfo(Program!) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (string argument in (string[])
            [
                "--headless=new", "--remote-debugging-port=0", $"--user-data-dir={profile}", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
                "--disable-extensions", "--disable-background-networking", "--hide-scrollbars", "about:blank",

                // The sandbox needs a user other than root, or user namespaces, which containers lack; the only page opened is ours.
                "--no-sandbox",
            ])
        {
            start.ArgumentList.Add(argument);
        }

        var browser = new Chromium(Process.Start(start)!, profile);
        try
        {
            using var patience = new CancellationTokenSource(Patience);
            browser.tools = await DevTools.ConnectAsync(await browser.AddressAsync(patience.Token), Patience);
            return browser;
        }
        catch
        {
            await browser.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        tools?.Dispose();
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        try
        {
            Directory.Delete(profile, recursive: true);
        }
        catch (IOException)
        {
            // A child that is still ending may write once more; what is left lies among temporary files.
        }
    }

    /// <summary>It says on its standard error where it listens, and goes on talking there.</summary>
    private async Task<Uri> AddressAsync(CancellationToken cancellation)
    {
        const string before = "DevTools listening on ";
        var said = new List<string>();
        while (await process.StandardError.ReadLineAsync(cancellation) is { } line)
        {
            said.Add(line);
            if (line.StartsWith(before, StringComparison.Ordinal))
            {
                process.BeginOutputReadLine();
                _ = process.StandardError.ReadToEndAsync(CancellationToken.None);
                return new Uri(line[before.Length..]);
            }
        }

        throw new InvalidOperationException($"{Program} ended without a word of where it listens: {string.Join(' ', said)}");
    }
}

/// <summary>A fact that a browser decides: skipped, with the reason, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = Chromium.ReasonToSkip;
}
