using System.Text.Json;
using System.Text.RegularExpressions;

namespace Board;

/// <summary>A trial as its file tells it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Status">KerasTuner's word: RUNNING, COMPLETED, FAILED, INVALID …</param>
/// <param name="Score">The objective's best value; null: none yet, or no number.</param>
/// <param name="BestStep">The step of the best value.</param>
/// <param name="Message">The trace of what it failed of.</param>
/// <param name="Values">Hyperparameters by name: numbers, texts, truth values.</param>
/// <param name="Direction">"min" or "max" of the first metric reported; null: none.</param>
internal sealed partial record TrialFile(string Id, string Status, double? Score, long? BestStep, string? Message,
    Dictionary<string, object> Values, string? Direction)
{
    /// <summary>Python's json writes NaN and Infinity bare, which JSON does not know.</summary>
    public static JsonDocument Open(string text) =>
        JsonDocument.Parse(text.Contains("NaN", StringComparison.Ordinal) || text.Contains("Infinity", StringComparison.Ordinal)
        ? BareNumbers().Replace(text, m => m.Value[0] == '"' ? m.Value : "null") : text);

    /// <exception cref="InvalidDataException">The text is no trial.</exception>
    public static TrialFile Read(byte[] text)
    {
        try
        {
            using JsonDocument document = text.AsSpan().IndexOf("NaN"u8) >= 0
                || text.AsSpan().IndexOf("Infinity"u8) >= 0 ? Open(System.Text.Encoding.UTF8.GetString(text)) : JsonDocument.Parse(text);
            JsonElement root = document.RootElement;
            return new TrialFile(root.GetProperty("trial_id").GetString()!, root.GetProperty("status").GetString()!,
                root.TryGetProperty("score", out JsonElement s) && s.ValueKind == JsonValueKind.Number ? s.GetDouble() : null,
                root.TryGetProperty("best_step", out JsonElement b) && b.ValueKind == JsonValueKind.Number ? b.GetInt64() : null,
                root.TryGetProperty("message", out JsonElement m) ? m.GetString() : null,
                root.GetProperty("hyperparameters").GetProperty("values").EnumerateObject()
                .Where(v => v.Value.ValueKind != JsonValueKind.Null).ToDictionary(v => v.Name, v => Value(v.Value)),
                root.GetProperty("metrics").GetProperty("metrics").EnumerateObject()
                .Select(p => p.Value.TryGetProperty("direction", out JsonElement d) ? d.GetString() : null).FirstOrDefault());
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidDataException($"It is not a trial of KerasTuner's: {e.Message}", e);
        }
    }

    /// <inheritdoc cref="Read(byte[])"/>
    public static TrialFile Read(string text) => Read(System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>What a trial has reported: for each metric its steps and the mean of its executions at each.</summary>
    /// <exception cref="InvalidDataException">The text is no trial.</exception>
    public static object Curves(string text)
    {
        try { return CurvesOf(text); }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidDataException($"It is not a trial of KerasTuner's: {e.Message}", e);
        }
    }

    private static object CurvesOf(string text)
    {
        using JsonDocument document = Open(text);
        return document.RootElement.GetProperty("metrics").GetProperty("metrics").EnumerateObject().Select(metric =>
        {
            var points = metric.Value.GetProperty("observations").EnumerateArray().Select(o => (Step: o.GetProperty("step").GetDouble(),
                Values: o.GetProperty("value").EnumerateArray().Where(v => v.ValueKind == JsonValueKind.Number).Select(v => v.GetDouble())
                .ToArray())).OrderBy(p => p.Step).ToArray();
            return new { name = metric.Name, x = points.Select(p => p.Step).ToArray(),
                y = points.Select(p => p.Values.Length == 0 ? (double?)null : p.Values.Average()).ToArray() };
        }).ToArray();
    }

    private static object Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => value.GetDouble(),
    };

    [GeneratedRegex("""
        "(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b
        """)]
    private static partial Regex BareNumbers();
}
