using System.Text.Json;

namespace Board;

/// <summary>A search as the page gets it: columns of hyperparameters, a row for each trial, and what follows from them.</summary>
internal static class SearchView
{
    /// <param name="version">What the page sends back, to be told whether something has changed.</param>
    /// <param name="oracle">oracle.json.</param>
    /// <param name="trials">The trials.</param>
    /// <param name="heard">Seconds since each worker was heard of, where that is known.</param>
    /// <exception cref="InvalidDataException">The oracle's file is none, or not whole.</exception>
    public static object Of(string version, string oracle, IReadOnlyCollection<TrialFile> trials,
        IReadOnlyDictionary<string, double>? heard = null)
    {
        try { return Read(version, oracle, trials, heard); }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw new InvalidDataException($"oracle.json is not, or not yet, a search of KerasTuner's: {e.Message}", e);
        }
    }

    private static object Read(string version, string oracle, IReadOnlyCollection<TrialFile> trials,
        IReadOnlyDictionary<string, double>? heard)
    {
        using JsonDocument document = TrialFile.Open(oracle);
        JsonElement root = document.RootElement;
        Dictionary<string, int> order = root.TryGetProperty("start_order", out JsonElement starts)
            ? starts.EnumerateArray().Select((s, i) => (s.GetString()!, i)).ToDictionary()
            : [];
        Dictionary<string, string> workers = root.TryGetProperty("ongoing_trials", out JsonElement ongoing)
            && ongoing.ValueKind == JsonValueKind.Object
            ? ongoing.EnumerateObject().DistinctBy(o => o.Value.GetString()).ToDictionary(o => o.Value.GetString()!, o => o.Name) : [];
        TrialFile[] sorted = [.. trials.OrderBy(t => order.GetValueOrDefault(t.Id, int.MaxValue))
            .ThenBy(t => t.Id, StringComparer.Ordinal)];
        string[] names = [.. sorted.SelectMany(t => t.Values.Keys).Where(k => !k.StartsWith("tuner/", StringComparison.Ordinal))
            .Distinct()];
        HashSet<string> logarithmic = [.. root.GetProperty("hyperparameters").GetProperty("space").EnumerateArray()
            .Select(p => p.GetProperty("config"))
            .Where(c => c.TryGetProperty("sampling", out JsonElement s) && s.ValueKind == JsonValueKind.String
                && s.GetString() is "log" or "reverse_log").Select(c => c.GetProperty("name").GetString()!)];
        string direction = sorted.Select(t => t.Direction).FirstOrDefault(d => d is not null) ?? "min";
        return new
        {
            version, direction, names, logarithmic = names.Select(logarithmic.Contains),
            trials = sorted.Select(t => new object?[] { t.Id, t.Status, t.Score, t.BestStep, workers.GetValueOrDefault(t.Id),
                names.Select(n => t.Values.GetValueOrDefault(n)) }),
            importance = Importance.Of(sorted, names, logarithmic).Select(i => new { name = i.Name, share = i.Share }),
            brackets = Brackets(sorted, direction),
            workers = workers.Select(w => new { worker = w.Value, trial = w.Key,
                heard = heard?.TryGetValue(w.Value, out double s) == true ? s : (double?)null })
                .OrderBy(w => w.worker, StringComparer.Ordinal),
            failures = sorted.Where(t => t.Message is not null).TakeLast(100)
            .Select(t => new { id = t.Id, status = t.Status, message = t.Message }),
        };
    }

    /// <summary>Hyperband's brackets and their rounds.</summary>
    private static IEnumerable<object> Brackets(IEnumerable<TrialFile> trials, string direction) => trials
        .Where(t => t.Values.ContainsKey("tuner/bracket"))
        .GroupBy(t => (Bracket: Number(t, "tuner/bracket"), Round: Number(t, "tuner/round")))
        .OrderByDescending(g => g.Key.Bracket).ThenBy(g => g.Key.Round)
        .Select(g =>
        {
            double[] scores = [.. g.Where(t => t.Score is not null).Select(t => t.Score!.Value)];
            return new
            {
                bracket = g.Key.Bracket, round = g.Key.Round, epochs = g.Max(t => Number(t, "tuner/epochs")), trials = g.Count(),
                done = g.Count(t => t.Status == "COMPLETED"),
                running = g.Count(t => t.Status == "RUNNING"), best = scores.Length == 0 ? (double?)null : direction == "max" ? scores.Max()
                : scores.Min(),
            };
        });

    private static double Number(TrialFile trial, string name) => trial.Values.GetValueOrDefault(name) as double? ?? 0;
}
