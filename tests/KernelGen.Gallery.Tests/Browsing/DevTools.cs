using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace KernelGen.Gallery.Tests.Browsing;

/// <summary>As much of the Chrome DevTools Protocol as it takes to open a page, emulate a screen and ask questions; one call at a time.</summary>
internal sealed class DevTools : IDisposable
{
    private readonly ClientWebSocket socket = new();
    private readonly TimeSpan patience;
    private int calls;

    private DevTools(TimeSpan patience) => this.patience = patience;

    public static async Task<DevTools> ConnectAsync(Uri address, TimeSpan patience)
    {
        var tools = new DevTools(patience);
        using var cancellation = new CancellationTokenSource(patience);
        await tools.socket.ConnectAsync(address, cancellation.Token);
        return tools;
    }

    /// <summary>Opens a page on a screen of a width, in a colour scheme.</summary>
    /// <param name="page">What to open.</param>
    /// <param name="width">In CSS pixels.</param>
    /// <param name="scheme"><c>light</c> or <c>dark</c>.</param>
    public async Task<BrowserPage> OpenAsync(Uri page, int width, string scheme)
    {
        string target = (string)(await CallAsync(null, "Target.createTarget", new() { ["url"] = "about:blank" }))["targetId"]!;
        string session = (string)(await CallAsync(null, "Target.attachToTarget", new() { ["targetId"] = target, ["flatten"] = true }))["sessionId"]!;
        await CallAsync(session, "Emulation.setDeviceMetricsOverride", new()
        {
            ["width"] = width,
            ["height"] = 900,
            ["deviceScaleFactor"] = 1,
            ["mobile"] = false,
        });
        await CallAsync(session, "Emulation.setEmulatedMedia", new()
        {
            ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = scheme }),
        });
        await CallAsync(session, "Page.enable", []);
        int call = await SendAsync(session, "Page.navigate", new() { ["url"] = page.AbsoluteUri });
        await UntilAsync(message => (int?)message["id"] == call && message["error"] is null);
        await UntilAsync(message => (string?)message["method"] == "Page.loadEventFired" && (string?)message["sessionId"] == session);
        return new BrowserPage(this, session);
    }

    public void Dispose()
    {
        // Whoever listened is killed next: there is nobody to say goodbye to.
        socket.Abort();
        socket.Dispose();
    }

    /// <summary>Calls a method and waits for what it returns.</summary>
    public async Task<JsonNode> CallAsync(string? session, string method, JsonObject arguments)
    {
        int call = await SendAsync(session, method, arguments);
        JsonNode answer = await UntilAsync(message => (int?)message["id"] == call);
        return answer["result"] ?? throw new InvalidOperationException($"{method}: {answer["error"]}");
    }

    private async Task<int> SendAsync(string? session, string method, JsonObject arguments)
    {
        JsonObject call = new() { ["id"] = ++calls, ["method"] = method, ["params"] = arguments };
        if (session is not null)
        {
            call["sessionId"] = session;
        }

        using var cancellation = new CancellationTokenSource(patience);
        await socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(call), WebSocketMessageType.Text, endOfMessage: true, cancellation.Token);
        return calls;
    }

    /// <summary>Messages are read until the one that is waited for; others are of no interest.</summary>
    private async Task<JsonNode> UntilAsync(Func<JsonNode, bool> isIt)
    {
        using var cancellation = new CancellationTokenSource(patience);
        var buffer = new byte[1 << 16];
        while (true)
        {
            using var text = new MemoryStream();
            WebSocketReceiveResult part;
            do
            {
                part = await socket.ReceiveAsync(buffer, cancellation.Token);
                text.Write(buffer, 0, part.Count);
            }
            while (!part.EndOfMessage);

            JsonNode message = JsonNode.Parse(text.ToArray())!;
            if (isIt(message))
            {
                return message;
            }
        }
    }
}

/// <summary>An open page.</summary>
internal sealed class BrowserPage(DevTools tools, string session)
{
    /// <summary>The value of an expression of JavaScript.</summary>
    /// <exception cref="InvalidOperationException">It threw.</exception>
    public async Task<T> EvaluateAsync<T>(string expression)
    {
        JsonNode answer = await tools.CallAsync(
            session, "Runtime.evaluate", new() { ["expression"] = expression, ["returnByValue"] = true, ["awaitPromise"] = true });
        return answer["exceptionDetails"] is { } fault
            ? throw new InvalidOperationException(fault.ToJsonString())
            : answer["result"]!["value"]!.Deserialize<T>()!;
    }

    /// <summary>The whole page as a PNG file.</summary>
    public async Task<byte[]> PictureAsync()
    {
        JsonNode answer = await tools.CallAsync(session, "Page.captureScreenshot", new() { ["captureBeyondViewport"] = true });
        return Convert.FromBase64String((string)answer["data"]!);
    }
}
