using System.Globalization;
using System.Text;

namespace KerasDigits.Tuner;

/// <summary>All trials of a search as a table: a row per trial, columns for its id, status, score, values and metrics.</summary>
/// <remarks>Cells are null, bool, long, double or string.</remarks>
public sealed class SearchResults
{
    private readonly object?[][] _rows;
    private readonly Dictionary<string, int> _places = [];

    internal SearchResults(Oracle oracle)
    {
        Trial[] trials = [.. oracle.get_best_trials(int.MaxValue)];
        string[] values = [.. trials.SelectMany(t => t.hyperparameters.values.Keys).Distinct()];
        // The tuner's own values (epochs, bracket, round) follow the hyperparameters.
        values = [.. values.OrderBy(v => v.StartsWith("tuner/", StringComparison.Ordinal))];
        string[] metrics = [.. trials.SelectMany(t => t.metrics.metrics.Keys).Distinct()];
        columns = ["trial_id", "status", "score", "best_step", .. values, .. metrics.Select(m => $"metric/{m}")];
        for (int i = 0; i < columns.Count; i++) { _places[columns[i]] = i; }
        _rows =
        [
            .. trials.Select(t => (object?[])
            [
                t.trial_id, t.status, t.score, t.best_step, .. values.Select(v => t.hyperparameters.values.Get(v).ToObject()),
                .. metrics.Select(m => t.metrics.exists(m) ? (object?)GetAt(t, m) : null),
            ]),
        ];
    }

    /// <summary>The columns' names: "trial_id", "status", "score", "best_step", the hyperparameters, "metric/…".</summary>
    public IReadOnlyList<string> columns { get; }

    /// <summary>Number of trials.</summary>
    public int Count => _rows.Length;

    /// <summary>A cell; null where the trial has none.</summary>
    /// <param name="row">0 is the best trial.</param>
    /// <param name="column">One of <see cref="columns"/>.</param>
    /// <exception cref="KeyNotFoundException">There is no such column.</exception>
    public object? this[int row, string column] => _rows[row][FindColumn(column)];

    /// <summary>A column's cells, best trial first.</summary>
    /// <param name="column">Name of the column.</param>
    /// <exception cref="KeyNotFoundException">There is no such column.</exception>
    public IReadOnlyList<object?> this[string column] => [.. _rows.Select(r => r[FindColumn(column)])];

    /// <summary>A column as numbers; NaN where a trial has none, bools as 0 and 1.</summary>
    /// <param name="column">Name of the column.</param>
    /// <exception cref="KeyNotFoundException">There is no such column.</exception>
    public double[] numbers(string column) =>
        [.. this[column].Select(c => c is null or string ? double.NaN : Convert.ToDouble(c, CultureInfo.InvariantCulture))];

    /// <summary>Writes the table as CSV, numbers by the shortest text that reads back as the same one.</summary>
    /// <param name="path">The file; it appears whole or not at all.</param>
    public void to_csv(string path)
    {
        var text = new StringBuilder();
        foreach (IEnumerable<object?> row in _rows.Prepend([.. columns])) { text.AppendJoin(',', row.Select(FormatCell)).Append('\n'); }
        AtomicFile.WriteText(path, text.ToString());
    }

    /// <summary>The table as text, columns in line.</summary>
    public override string ToString()
    {
        string[][] cells = [[.. columns],
            .. _rows.Select(r => r.Select(c => c is null ? "" : HyperValue.FromObject(c).ToString()).ToArray())];
        int[] widths = [.. columns.Select((_, i) => cells.Max(r => r[i].Length))];
        return string.Join('\n', cells.Select(r => string.Join("  ", r.Select((c, i) => c.PadRight(widths[i]))).TrimEnd()));
    }

    private static double? GetAt(Trial trial, string metric) =>
        trial.metrics.get_history(metric).FirstOrDefault(o => o.step == trial.best_step)?.mean() ?? trial.metrics.get_last_value(metric);

    private static string FormatCell(object? cell)
    {
        string text = cell is null ? "" : HyperValue.FromObject(cell).ToString();
        return text.AsSpan().ContainsAny(",\"\n\r") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }

    private int FindColumn(string column) => _places.TryGetValue(column, out int place) ? place
        : throw new KeyNotFoundException($"The results have no column \"{column}\". They have: {string.Join(", ", columns)}.");
}
