using System.Text.Json;
using System.Text.RegularExpressions;

namespace KerasDigits.Notebook;

/// <summary>A search of KerasTuner's, read from its project folder: that of KerasDigits.Tuner or of Python, finished or running.</summary>
public sealed partial class SearchRecord
{
    private SearchRecord(IReadOnlyList<SearchTrial> trials, string objective, string direction, IReadOnlySet<string> logarithmic) =>
        (Trials, Objective, Direction, Logarithmic) = (trials, objective, direction, logarithmic);

    /// <summary>Trials in the order in which they began.</summary>
    public IReadOnlyList<SearchTrial> Trials { get; }

    /// <summary>The metric that gives the scores.</summary>
    public string Objective { get; }

    /// <summary>"min" or "max".</summary>
    public string Direction { get; }

    /// <summary>Names of hyperparameters that are sampled by their logarithm.</summary>
    internal IReadOnlySet<string> Logarithmic { get; }

    /// <summary>Whether the first score is better than the second.</summary>
    internal bool IsBetter(double a, double b) => Direction == "max" ? a > b : a < b;

    /// <summary>The trial with the best score; null before any has one.</summary>
    internal SearchTrial? Best => Trials.Where(t => t.IsScored)
        .Aggregate((SearchTrial?)null, (best, t) => best is null || IsBetter(t.Score!.Value, best.Score!.Value) ? t : best);

    /// <summary>Reads a project folder, <c>tuner.project_dir</c>.</summary>
    /// <param name="project_dir">Holds oracle.json and a folder for each trial.</param>
    /// <exception cref="DirectoryNotFoundException">When it is not a project folder.</exception>
    /// <exception cref="InvalidDataException">When a file in it is broken; the message names it.</exception>
    public static SearchRecord Read(string project_dir)
    {
        string oracle = Path.Combine(project_dir, "oracle.json");
        if (!File.Exists(oracle))
        {
            throw new DirectoryNotFoundException($"There is no oracle.json in '{project_dir}'. Give the folder of a search, "
                + "`tuner.project_dir`, after the first trial has begun.");
        }
        List<string> order = [];
        if (Open(oracle).TryGetProperty("start_order", out JsonElement starts))
        {
            order = [.. starts.EnumerateArray().Select(s => s.GetString()!)];
        }

        var found = new List<(SearchTrial Trial, JsonElement Json)>();
        foreach (string file in Directory.EnumerateDirectories(project_dir, "trial_*").Select(d => Path.Combine(d, "trial.json"))
            .Where(File.Exists).Order(StringComparer.Ordinal))
        {
            JsonElement json = Open(file);
            try { found.Add((ReadTrial(json), json)); }
            catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException)
            {
                throw new InvalidDataException($"'{file}' is not a trial of KerasTuner's: {e.Message}", e);
            }
        }
        // Before 1.2 no order was kept; the names tell it from 1.1.1 on.
        List<(SearchTrial Trial, JsonElement Json)> sorted =
            [.. found.OrderBy(f => order.IndexOf(f.Trial.Id) is >= 0 and var at ? at : int.MaxValue)];
        (string objective, string direction) = FindObjective(sorted);
        var logarithmic = new HashSet<string>();
        foreach (JsonElement space in sorted.Select(s => s.Json.GetProperty("hyperparameters").GetProperty("space")))
        {
            foreach (JsonElement config in space.EnumerateArray().Select(p => p.GetProperty("config")))
            {
                if (config.TryGetProperty("sampling", out JsonElement sampling) && sampling.ValueKind == JsonValueKind.String
                    && sampling.GetString() == "log")
                {
                    logarithmic.Add(config.GetProperty("name").GetString()!);
                }
            }
        }
        return new SearchRecord([.. sorted.Select(s => s.Trial with { Curve = ReadCurve(s.Json, objective) })], objective, direction,
            logarithmic);
    }

    private static SearchTrial ReadTrial(JsonElement json) => new(
        json.GetProperty("trial_id").GetString()!,
        json.GetProperty("status").GetString()!,
        json.GetProperty("score") is { ValueKind: JsonValueKind.Number } score ? score.GetDouble() : null,
        json.GetProperty("hyperparameters").GetProperty("values").EnumerateObject().Where(v => v.Value.ValueKind != JsonValueKind.Null)
        .ToDictionary(v => v.Name, v => ReadValue(v.Value)),
        []);

    private static object ReadValue(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.True or JsonValueKind.False => value.GetBoolean(),
        _ => value.TryGetInt64(out long whole) ? whole : value.GetDouble(),
    };

    /// <summary>The files do not say which metric is the objective: it is the one whose reports hold every score.</summary>
    private static (string Name, string Direction) FindObjective(List<(SearchTrial Trial, JsonElement Json)> trials)
    {
        List<(SearchTrial Trial, JsonElement Json)> scored = [.. trials.Where(t => t.Trial.IsScored)];
        if (scored.Count == 0) { return ("score", "min"); }
        JsonElement ReadMetrics(JsonElement json) => json.GetProperty("metrics").GetProperty("metrics");
        foreach (JsonProperty metric in ReadMetrics(scored[0].Json).EnumerateObject())
        {
            bool fits = scored.All(t => ReadCurve(t.Json, metric.Name)
                .Any(p => Math.Abs(p.Value - t.Trial.Score!.Value) <= 1e-9 * Math.Abs(p.Value)));
            if (fits) { return (metric.Name, metric.Value.GetProperty("direction").GetString()!); }
        }
        return ("score", "min");
    }

    /// <summary>What a trial reported of a metric: the mean of its executions at each step.</summary>
    private static List<(double Step, double Value)> ReadCurve(JsonElement json, string metric)
    {
        if (!json.GetProperty("metrics").GetProperty("metrics").TryGetProperty(metric, out JsonElement history)) { return []; }
        return [.. history.GetProperty("observations").EnumerateArray()
            .Select(o => (o.GetProperty("step").GetDouble(), o.GetProperty("value").EnumerateArray()
                .Select(v => v.ValueKind == JsonValueKind.Number ? v.GetDouble() : double.NaN).DefaultIfEmpty(double.NaN).Average()))
            .OrderBy(p => p.Item1)];
    }

    private static JsonElement Open(string file)
    {
        // Python's json writes NaN and Infinity bare, which JSON does not know.
        string text = BareNumbers().Replace(Internals.OrdinaryFile.ReadText(file), m => m.Value[0] == '"' ? m.Value : "null");
        try { return JsonDocument.Parse(text).RootElement; }
        catch (JsonException e) { throw new InvalidDataException($"'{file}' is broken: {e.Message}", e); }
    }

    [GeneratedRegex("""
        "(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b
        """)]
    private static partial Regex BareNumbers();
}
