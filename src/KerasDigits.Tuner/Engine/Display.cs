using System.Globalization;
using KerasDigits.Tuner.Project;

namespace KerasDigits.Tuner;

/// <summary>
/// What a search prints of its progress, in KerasTuner 1.4.7's words; under the name kerastuner it prints only what has ended.
/// </summary>
/// <remarks>Source: KerasTuner 1.4.7, engine/oracle.py.</remarks>
internal sealed class Display(Oracle oracle)
{
    private const int Width = 18;
    private const string Iso = "yyyy-MM-ddTHH:mm:ss.ffffff";
    private readonly StateMap<string> _starts = new();
    private readonly StateMap<long> _numbers = new();
    private string? _searchStart;

    /// <summary>The best trial so far and its score when it was found.</summary>
    private (Trial Trial, double Score)? _best;

    public int Verbose { get; set; } = 1;

    public void OnTrialBegin(Trial trial)
    {
        if (Verbose < 1 || !oracle.Words.TellsProgress) { return; }
        string now = DateTime.Now.ToString(Iso, CultureInfo.InvariantCulture);
        _starts[trial.trial_id] = now;
        _searchStart ??= now;
        // A trial that is tried again keeps its number.
        if (!_numbers.ContainsKey(trial.trial_id)) { _numbers[trial.trial_id] = oracle.trials.Count; }
        var text = new List<string> { "", $"Search: Running Trial #{_numbers[trial.trial_id]}", "" };
        if (trial.hyperparameters.values.Count == 0) { text.Add("default configuration"); }
        else { WriteTable(trial, text); }
        text.Add("");
        Print(text);
    }

    public void OnTrialEnd(Trial trial)
    {
        // 1.0.1 said what had ended whatever verbose was.
        if (!oracle.Words.TellsProgress) { oracle.Words.WriteEnded(trial); }
        if (Verbose < 1 || !_starts.TryGetValue(trial.trial_id, out string? start)) { return; }
        DateTime now = DateTime.Now;
        var text = new List<string> { "", $"Trial {_numbers[trial.trial_id]} Complete [{FormatDuration(now - ParseTime(start))}]" };
        if (trial.score is { } score) { text.Add($"{oracle.objective.name}: {PythonNumber.FormatRepr(score)}"); }
        text.Add("");
        text.Add($"Best {oracle.objective.name} So Far: {PythonText.FormatRepr(FindBest(trial)?.score)}");
        text.Add($"Total elapsed time: {FormatDuration(now - ParseTime(_searchStart!))}");
        Print(text);
    }

    public Config GetState() => new() { ["search_start"] = _searchStart, ["trial_start"] = _starts, ["trial_number"] = _numbers };

    public void SetState(Config? state)
    {
        if (state is null) { return; }
        _searchStart = state.Get("search_start") as string;
        _starts.Reset((state.Get("trial_start") as Config ?? []).Select(p => KeyValuePair.Create(p.Key, (string)p.Value!)));
        _numbers.Reset((state.Get("trial_number") as Config ?? []).Select(p => KeyValuePair.Create(p.Key, (long)p.Value!)));
    }

    /// <summary>"01h 02m 03s", with days in front where there are any.</summary>
    internal static string FormatDuration(TimeSpan time)
    {
        long s = (long)Math.Round(time.TotalSeconds, MidpointRounding.ToEven);
        string clock = string.Create(CultureInfo.InvariantCulture, $"{s % 86400 / 3600:00}h {s % 3600 / 60:00}m {s % 60:00}s");
        return s >= 86400 ? string.Create(CultureInfo.InvariantCulture, $"{s / 86400}d {clock}") : clock;
    }

    internal static string FormatCell(HyperValue value)
    {
        if (value.Kind is HyperValueKind.Integer or HyperValueKind.Float) { return PythonNumber.WriteGeneral(value, 5); }
        string text = value.ToString();
        return text.Length > Width ? $"{text[..(Width - 3)]}..." : text;
    }

    private void WriteTable(Trial trial, List<string> text)
    {
        Trial? best = FindBest(null);
        text.Add(FormatRow("Value", "Best Value So Far", "Hyperparameter"));
        foreach (var (name, value) in trial.hyperparameters.values)
        {
            text.Add(FormatRow(FormatCell(value), best is null ? "?" : FormatCell(best.hyperparameters.values.Get(name)), name));
        }
    }

    /// <summary>
    /// The best trial. All are looked through only where the one known is no more what it was or one that has ended is as good: the
    /// search's time must not grow with its length.
    /// </summary>
    /// <param name="ended">A trial that has ended since; null: none.</param>
    private Trial? FindBest(Trial? ended)
    {
        bool known = _best is { } b && b.Trial.status == TrialStatus.COMPLETED && b.Trial.score == b.Score;
        if (!known || ended?.score is { } score && !IsWorse(score, _best!.Value.Score))
        {
            Trial? best = oracle.get_best_trials() is [var first, ..] ? first : null;
            _best = best is { status: TrialStatus.COMPLETED, score: { } s } && !double.IsNaN(s) ? (best, s) : null;
            return best;
        }
        return _best!.Value.Trial;
    }

    private bool IsWorse(double score, double than) => oracle.objective.better_than(than, score);

    private static string FormatRow(string a, string b, string c) => $"{a.PadRight(Width)}|{b.PadRight(Width)}|{c}";

    private static DateTime ParseTime(string iso) => DateTime.Parse(iso, CultureInfo.InvariantCulture);

    /// <summary>In one piece, so that the lines of trials that run side by side stay together.</summary>
    private static void Print(List<string> lines) => Output.Write(string.Join("\n", lines) + "\n");
}
