using System.Globalization;
using System.Text.Json;

namespace KerasDigits.Distributed;

/// <summary>TensorFlow's variable TF_CONFIG: which processes there are, and which of them this is.</summary>
/// <param name="Hosts">Host and port of each process: the chief, if one is named, then the workers.</param>
/// <param name="Index">This process among them; null: the variable does not say.</param>
/// <param name="HasChief">Whether a chief is named.</param>
internal sealed record TfConfig(IReadOnlyList<string> Hosts, int? Index, bool HasChief)
{
    /// <summary>Reads the variable; null: it is not set, or names no processes.</summary>
    /// <exception cref="InvalidOperationException">It is none that TensorFlow would understand.</exception>
    public static TfConfig? Read(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) { return null; }
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            if (!document.RootElement.TryGetProperty("cluster", out JsonElement cluster)) { return null; }
            string[] Of(string kind) => cluster.TryGetProperty(kind, out JsonElement list)
                ? [.. list.EnumerateArray().Select(h => h.GetString()!)]
                : [];
            string[] chiefs = Of("chief"), workers = Of("worker");
            if (cluster.EnumerateObject()
                .FirstOrDefault(k =>
                    k.Name is not ("chief" or "worker" or "evaluator")) is { Value.ValueKind: not JsonValueKind.Undefined } other)
            {
                throw Wrong($"its cluster holds \"{other.Name}\": there are chief and worker, and no parameter servers");
            }
            if (chiefs.Length > 1) { throw Wrong("it names more than one chief"); }
            if (chiefs.Length + workers.Length == 0) { return null; }
            return new TfConfig([.. chiefs, .. workers], FindIndex(document.RootElement, chiefs.Length, workers.Length), chiefs.Length > 0);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException and not TfConfigException) { throw Wrong(e.Message); }
    }

    private static int? FindIndex(JsonElement root, int chiefs, int workers)
    {
        if (!root.TryGetProperty("task", out JsonElement task)) { return null; }
        string kind = task.GetProperty("type").GetString() ?? "";
        JsonElement number = task.GetProperty("index");
        int index = number.ValueKind == JsonValueKind.String
            ? int.Parse(number.GetString()!, CultureInfo.InvariantCulture)
            : number.GetInt32();
        int count = kind == "chief" ? chiefs : kind == "worker" ? workers
            : throw Wrong($"its task is of the type \"{kind}\": it must be chief or worker");
        return index >= 0 && index < count
            ? index + (kind == "worker" ? chiefs : 0)
            : throw Wrong($"its task is {kind} {index}, of which the cluster names {count}");
    }

    private static TfConfigException Wrong(string what) =>
        new($"TF_CONFIG must be as TensorFlow has it: {{\"cluster\": {{\"worker\": [\"host:port\", …]}}, \"task\": {{\"type\": "
            + $"\"worker\", \"index\": 0}}}}. Received: {what}.");

    private sealed class TfConfigException(string message) : InvalidOperationException(message);
}
