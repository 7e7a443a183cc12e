using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace KerasDigits.Board.Tests;

/// <summary>A headless Chromium with one page, told what to do by its DevTools protocol.</summary>
internal sealed class Browser : IDisposable
{
    private static readonly string[] s_programs = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    private readonly Process _process;
    private readonly ClientWebSocket _line = new();
    private int _calls;

    private Browser(Process process) => _process = process;

    /// <summary>The program; skips the test where there is none.</summary>
    public static string Program
    {
        get
        {
            string? program = Array.Find(s_programs, File.Exists);
            Skip.If(program is null, "Chromium (Debian: chromium) is not here.");
            return program!;
        }
    }

    public static async Task<Browser> Open(string folder, string address, int width, int height)
    {
        string[] arguments = ["--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0",
            $"--user-data-dir={Path.Combine(folder, "profile")}", "about:blank"];
        Process process = Process.Start(new ProcessStartInfo(Program, arguments) { RedirectStandardError = true,
            RedirectStandardOutput = true })!;
        var browser = new Browser(process);
        string said = "";
        // "DevTools listening on ws://127.0.0.1:PORT/devtools/browser/…"
        while (!said.Contains("ws://", StringComparison.Ordinal))
        {
            said = await process.StandardError.ReadLineAsync() ?? throw new InvalidOperationException("Chromium has ended.");
        }
        _ = process.StandardError.ReadToEndAsync();
        int port = new Uri(said[said.IndexOf("ws://", StringComparison.Ordinal)..]).Port;
        using var client = new HttpClient();
        JsonElement pages = JsonDocument.Parse(await client.GetStringAsync(new Uri($"http://127.0.0.1:{port}/json"))).RootElement;
        await browser._line.ConnectAsync(new Uri(pages.EnumerateArray().First(p => p.GetProperty("type").GetString() == "page")
            .GetProperty("webSocketDebuggerUrl").GetString()!), default);
        await browser.Call("Emulation.setDeviceMetricsOverride", new { width, height, deviceScaleFactor = 1, mobile = width < 500 });
        await browser.Call("Page.navigate", new { url = address });
        await browser.Until("document.body?.dataset?.ready === 'yes'");
        return browser;
    }

    /// <summary>What a line of JavaScript gives.</summary>
    public async Task<JsonElement> Ask(string script)
    {
        JsonElement answer = await Call("Runtime.evaluate", new { expression = script, returnByValue = true, awaitPromise = true });
        Assert.False(answer.TryGetProperty("exceptionDetails", out JsonElement wrong), $"{script}: {wrong}");
        return answer.GetProperty("result").TryGetProperty("value", out JsonElement value) ? value : default;
    }

    public async Task<string> Text(string script) => (await Ask(script)).ToString();

    /// <summary>Waits for something to become true.</summary>
    public async Task Until(string script)
    {
        long start = Stopwatch.GetTimestamp();
        while ((await Ask(script)).ValueKind != JsonValueKind.True)
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(30), $"It does not come true: {script}");
            await Task.Delay(50);
        }
    }

    /// <summary>Presses a key: Tab, Enter, Space, ArrowDown …</summary>
    public async Task Press(string key, bool shift = false)
    {
        (string name, int code, string text) = key switch
        {
            "Tab" => ("Tab", 9, ""),
            "Enter" => ("Enter", 13, "\r"),
            "Space" => (" ", 32, " "),
            "ArrowDown" => ("ArrowDown", 40, ""),
            "ArrowRight" => ("ArrowRight", 39, ""),
            _ => throw new ArgumentException(key)
        };
        object Event(string type) => new { type, key = name, code = key, windowsVirtualKeyCode = code, text = type == "keyDown" ? text : "",
            modifiers = shift ? 8 : 0 };
        await Call("Input.dispatchKeyEvent", Event(text.Length > 0 ? "keyDown" : "rawKeyDown"));
        await Call("Input.dispatchKeyEvent", Event("keyUp"));
    }

    public async Task Screenshot(string file, bool whole = true)
    {
        JsonElement answer = await Call("Page.captureScreenshot", new { format = "png", captureBeyondViewport = whole });
        File.WriteAllBytes(file, Convert.FromBase64String(answer.GetProperty("data").GetString()!));
    }

    public void Dispose()
    {
        _line.Dispose();
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    private async Task<JsonElement> Call(string method, object parameters)
    {
        int id = ++_calls;
        await _line.SendAsync(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { id, method, @params = parameters })),
            WebSocketMessageType.Text, true, default);
        while (true)
        {
            using var message = new MemoryStream();
            byte[] part = new byte[65536];
            WebSocketReceiveResult got;
            do
            {
                got = await _line.ReceiveAsync(part, default);
                message.Write(part, 0, got.Count);
            }
            while (!got.EndOfMessage);
            JsonElement answer = JsonDocument.Parse(message.ToArray()).RootElement;
            if (!answer.TryGetProperty("id", out JsonElement of) || of.GetInt32() != id) { continue; }
            return answer.TryGetProperty("result", out JsonElement result)
                ? result
                : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{method}: {answer}"));
        }
    }
}
