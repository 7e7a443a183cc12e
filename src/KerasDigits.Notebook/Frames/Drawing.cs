using System.Globalization;

namespace KerasDigits.Notebook.Pandas;

/// <summary>What plot() draws of a frame's columns.</summary>
internal sealed class Drawing(Axes axes, DataFrame frame, string? x)
{
    private const int MostTexts = 6;
    private static readonly string[] s_kinds = ["line", "bar", "barh", "hist", "box", "kde", "density", "scatter"];
    private readonly string[] _columns = [.. frame.columns.Where(c => c != x && frame[c].Cells.IsNumber)];
    private readonly Series _labels = x is null ? (Series)frame.index : frame[x];

    /// <summary>One for all columns, or one for each; null: the cycle's.</summary>
    public PlotColors? Color { get; init; }

    public string? Style { get; init; }

    public double Alpha { get; init; } = 1;

    public double? LineWidth { get; init; }

    public int Bins { get; init; } = 10;

    public Axes Draw(string kind, bool legend, string? title, bool grid, double? rot, string? xlabel, string? ylabel, bool logy)
    {
        if (!s_kinds.Contains(kind))
        {
            throw new ArgumentException($"{kind} is not a valid plot kind: say {string.Join(", ", s_kinds.Select(k => $"\"{k}\""))}.",
                nameof(kind));
        }
        if (_columns.Length == 0) { throw new InvalidOperationException("no numeric data to plot"); }
        if (logy) { axes.set_yscale("log"); }
        switch (kind)
        {
            case "line": DrawLines(); break;
            case "bar" or "barh": DrawBars(upright: kind == "bar"); break;
            case "hist": DrawEach((c, i) => axes.hist(frame[c].dropna(), Bins, color: ChooseColor(i), label: c, alpha: Alpha)); break;
            case "box": axes.boxplot([.. _columns.Select(c => frame[c].dropna().values)], _columns); break;
            case "scatter": DrawEach((c, i) => axes.scatter(_labels, frame[c], label: c, color: ChooseColor(i), alpha: Alpha)); break;
            default: DrawEach((c, i) => DrawCurve(c, i)); break;
        }
        string? name = x ?? frame.index.name;
        if (kind == "hist") { axes.set_ylabel("Frequency"); }
        else if (kind is "kde" or "density") { axes.set_ylabel("Density"); }
        else if (kind != "box" && name is not null) { CheckName(kind, name); }
        if (kind == "scatter" && _columns.Length == 1) { axes.set_ylabel(_columns[0]); }
        if (legend && kind is not ("scatter" or "box")) { axes.legend(); }
        if (title is not null) { axes.set_title(title); }
        if (grid) { axes.grid(); }
        if (rot is { } degrees) { axes.tick_params(axis: "x", rotation: degrees); }
        if (xlabel is not null) { axes.set_xlabel(xlabel); }
        if (ylabel is not null) { axes.set_ylabel(ylabel); }
        return axes;
    }

    private void CheckName(string kind, string name)
    {
        if (kind == "barh") { axes.set_ylabel(name); }
        else { axes.set_xlabel(name); }
    }

    private void DrawEach(Action<string, int> draw)
    {
        for (int i = 0; i < _columns.Length; i++) { draw(_columns[i], i); }
    }

    private string? ChooseColor(int column) => Color?.GetName(column);

    private void DrawLines()
    {
        if (_labels.Cells is DateColumn)
        {
            // Where they are in time, so that a part of the rows lies over the whole.
            DrawEach((c, i) => axes.plot(_labels, frame[c], Style, color: ChooseColor(i), label: c, alpha: Alpha, linewidth: LineWidth));
            return;
        }
        bool numbers = _labels.Cells.IsNumber;
        double[] places = numbers ? _labels.ToDoubles() : [.. Enumerable.Range(0, _labels.size).Select(i => (double)i)];
        DrawEach((c, i) => axes.plot(places, frame[c], Style, color: ChooseColor(i), label: c, alpha: Alpha, linewidth: LineWidth));
        if (numbers) { return; }
        int step = Math.Max(1, (_labels.size + MostTexts - 1) / MostTexts);
        double[] ticks = [.. places.Where((_, i) => i % step == 0)];
        axes.set_xticks(ticks, [.. ticks.Select(t => FormatRow((int)t))]);
    }

    // pandas draws half a range beyond the values on both sides.
    private void DrawCurve(string column, int number)
    {
        double[] values = Stats.ComputePresent(frame[column].Cells, column);
        double low = values.Min(), high = values.Max(), half = (high - low) / 2;
        var (at, density) = Density.Of(values, low - half, high + half);
        axes.plot(at, density, color: ChooseColor(number), label: column, alpha: Alpha, linewidth: LineWidth);
    }

    private void DrawBars(bool upright)
    {
        double width = 0.5 / _columns.Length;
        double[] places = [.. Enumerable.Range(0, _labels.size).Select(i => (double)i)];
        DrawEach((c, i) =>
        {
            double[] at = Array.ConvertAll(places, p => p + ((i - ((_columns.Length - 1) / 2.0)) * width));
            PlotColors? color = ChooseColor(i) is { } one ? (PlotColors)one : null;
            if (upright) { axes.bar(at, frame[c], width, color: color, label: c, alpha: Alpha); }
            else { axes.barh(at, frame[c], width, color: color, label: c, alpha: Alpha); }
        });
        string[] texts = [.. places.Select(p => FormatRow((int)p))];
        if (upright) { axes.set_xticks(places, texts); }
        else { axes.set_yticks(places, texts); }
    }

    private string FormatRow(int row) => _labels.Cells is not DateColumn times ? new Scalar(_labels.Cells[row]).ToString()
        : times.AreDays ? CellText.WriteLoose(times.Slice(row, 1), false)[0]
        : times[row] is not DateTime time ? "NaT"
        // Whole times would stand over each other: of some weeks the year is left out, of more the hours are.
        : time.ToString(times[0] is DateTime first && times[times.Length - 1] is DateTime last
            && Math.Abs((last - first).TotalDays) < 60 ? "MM-dd HH:mm" : "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
