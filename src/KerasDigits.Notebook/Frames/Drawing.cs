namespace KerasDigits.Notebook.Pandas;

/// <summary>What plot() draws of a frame's columns.</summary>
internal static class Drawing
{
    private const int MostTexts = 6;
    private static readonly string[] s_kinds = ["line", "bar", "hist", "scatter"];

    public static Axes Draw(Axes axes, DataFrame frame, string? x, string kind, bool legend, string? title, bool grid)
    {
        if (!s_kinds.Contains(kind)) { throw new ArgumentException($"{kind} is not a valid plot kind: say \"line\", \"bar\", \"hist\" or \"scatter\".", nameof(kind)); }
        string[] columns = [.. frame.columns.Where(c => c != x && frame[c].Cells.IsNumber)];
        if (columns.Length == 0) { throw new InvalidOperationException("no numeric data to plot"); }
        Series labels = x is null ? (Series)frame.index : frame[x];
        switch (kind)
        {
            case "line": Lines(axes, frame, columns, labels); break;
            case "bar": Bars(axes, frame, columns, labels); break;
            case "hist": foreach (string c in columns) { axes.hist(frame[c].dropna(), label: c); } break;
            default: foreach (string c in columns) { axes.scatter(labels, frame[c], label: c); } break;
        }
        string? name = x ?? frame.index.name;
        if (kind == "hist") { axes.set_ylabel("Frequency"); }
        else if (name is not null) { axes.set_xlabel(name); }
        if (kind == "scatter" && columns.Length == 1) { axes.set_ylabel(columns[0]); }
        if (legend && kind != "scatter") { axes.legend(); }
        if (title is not null) { axes.set_title(title); }
        if (grid) { axes.grid(); }
        return axes;
    }

    private static void Lines(Axes axes, DataFrame frame, string[] columns, Series labels)
    {
        bool numbers = labels.Cells.IsNumber;
        double[] places = numbers ? labels.Doubles() : [.. Enumerable.Range(0, labels.size).Select(i => (double)i)];
        foreach (string c in columns) { axes.plot(places, frame[c], label: c); }
        if (numbers) { return; }
        int step = Math.Max(1, (labels.size + MostTexts - 1) / MostTexts);
        double[] ticks = [.. places.Where((_, i) => i % step == 0)];
        axes.set_xticks(ticks, [.. ticks.Select(t => Text(labels, (int)t))]);
    }

    private static void Bars(Axes axes, DataFrame frame, string[] columns, Series labels)
    {
        double width = 0.5 / columns.Length;
        double[] places = [.. Enumerable.Range(0, labels.size).Select(i => (double)i)];
        for (int c = 0; c < columns.Length; c++)
        {
            double from = (c - ((columns.Length - 1) / 2.0)) * width;
            axes.bar(Array.ConvertAll(places, p => p + from), frame[columns[c]], width, label: columns[c]);
        }
        axes.set_xticks(places, [.. places.Select(p => Text(labels, (int)p))]);
    }

    private static string Text(Series labels, int row) => labels.Cells is DateColumn { AreDays: true } ? CellText.Loose(labels.Cells.Slice(row, 1), false)[0] : new Scalar(labels.Cells[row]).ToString();
}
