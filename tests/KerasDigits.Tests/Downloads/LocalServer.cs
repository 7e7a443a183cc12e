using System.Net;

namespace KerasDigits.Tests.Downloads;

/// <summary>Serves files by name, with ranges, on a free port of this machine.</summary>
internal sealed class LocalServer : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Dictionary<string, byte[]> _files;

    public LocalServer(Dictionary<string, byte[]> files)
    {
        _files = files;
        for (int port = 20000 + (Environment.ProcessId % 20000); ; port++)
        {
            Address = $"http://127.0.0.1:{port}/";
            _listener.Prefixes.Clear();
            _listener.Prefixes.Add(Address);
            try
            {
                _listener.Start();
                break;
            }
            catch (HttpListenerException) { }
        }
        _ = Task.Run(Serve);
    }

    public string Address { get; private set; } = "";

    public int? BreakAfter { get; set; }

    public List<string?> Ranges { get; } = [];

    public void Dispose() => _listener.Close();

    private async Task Serve()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try { context = await _listener.GetContextAsync(); }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException) { return; }
            Answer(context);
        }
    }

    private void Answer(HttpListenerContext context)
    {
        HttpListenerResponse response = context.Response;
        if (!_files.TryGetValue(context.Request.Url!.AbsolutePath[1..], out byte[]? content))
        {
            response.StatusCode = 404;
            response.Close();
            return;
        }
        string? range = context.Request.Headers["Range"];
        Ranges.Add(range);
        int start = range is null ? 0 : int.Parse(range["bytes=".Length..^1], System.Globalization.CultureInfo.InvariantCulture);
        response.StatusCode = range is null ? 200 : 206;
        response.ContentLength64 = content.Length - start;
        if (BreakAfter is { } count)
        {
            response.OutputStream.Write(content, start, count);
            response.OutputStream.Flush();
            response.Abort();
            return;
        }
        response.OutputStream.Write(content, start, content.Length - start);
        response.Close();
    }
}
