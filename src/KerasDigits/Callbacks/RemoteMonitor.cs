using System.Globalization;
using System.Text;
using System.Text.Json;
using KerasDigits.Training;

namespace KerasDigits.Callbacks;

/// <summary>Posts each epoch's logs to a server, as JSON or as a form's field.</summary>
/// <param name="root">The server's address.</param>
/// <param name="path">URL path that events are posted to.</param>
/// <param name="field">The form's field, where the logs are not sent as JSON.</param>
/// <param name="headers">Headers of the request; null: none.</param>
/// <param name="send_as_json">Whether the body is JSON.</param>
/// <remarks>A server that is not there is a warning, and training goes on. Source: tf.keras 2.3.1, callbacks.py.</remarks>
[KerasExport("keras.callbacks.RemoteMonitor")]
public sealed class RemoteMonitor(string root = "http://localhost:9000", string path = "/publish/epoch/end/", string field = "data",
    Dictionary<string, string>? headers = null, bool send_as_json = false) : Callback
{
    internal override bool IsChiefs => true;

    private static readonly HttpClient s_client = new() { Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>The server's address.</summary>
    public string root { get; } = root;

    /// <summary>URL path that events are posted to.</summary>
    public string path { get; } = path;

    /// <summary>The form's field.</summary>
    public string field { get; } = field;

    /// <summary>Headers of the request.</summary>
    public Dictionary<string, string>? headers { get; } = headers;

    /// <summary>Whether the body is JSON.</summary>
    public bool send_as_json { get; } = send_as_json;

    /// <inheritdoc/>
    public override void on_epoch_end(int epoch, Logs? logs = null)
    {
        string json = WriteJson(epoch, logs ?? []);
        using var request = new HttpRequestMessage(HttpMethod.Post, root + path)
        {
            Content = send_as_json
            ? new StringContent(json, Encoding.UTF8, "application/json")
            : new FormUrlEncodedContent([new(field, json)]),
        };
        foreach (var (name, value) in headers ?? []) { request.Headers.TryAddWithoutValidation(name, value); }
        try { s_client.Send(request).Dispose(); }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            Log.Warning($"Could not reach RemoteMonitor root server at {root}");
        }
    }

    /// <summary>Python's json.dumps: NaN and Infinity by their names.</summary>
    private static string WriteJson(int epoch, Logs logs) =>
        $"{{\"epoch\": {epoch.ToString(CultureInfo.InvariantCulture)}"
        + $"{string.Concat(logs.Select(l => $", {JsonSerializer.Serialize(l.Key)}: {FormatNumber(l.Value)}"))}}}";

    private static string FormatNumber(double value) => double.IsNaN(value) ? "NaN" : double.IsInfinity(value)
        ? (value > 0 ? "Infinity" : "-Infinity") : PythonNumber.FormatRepr(value);
}
