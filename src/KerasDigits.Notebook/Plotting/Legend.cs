using SkiaSharp;

namespace KerasDigits.Notebook;

/// <summary>The box that names what is drawn.</summary>
/// <param name="loc">Matplotlib's word for the place.</param>
/// <param name="size">Of its letters, in points.</param>
/// <param name="title">Text above the labels; null: none.</param>
internal sealed class Legend(string loc, double size, string? title = null)
{
    /// <summary>Shares of the letters' size: Matplotlib's legend settings, and a line's height and depth below the baseline.</summary>
    private const float BorderPad = 0.4f, LabelSpacing = 0.5f, HandleLength = 2, HandleHeight = 0.7f, HandleTextPad = 0.8f, AxesPad = 0.5f,
        LineHeight = 0.9375f, Depth = 0.235f;

    /// <summary>Places in the order in which "best" tries them, as shares of the spare room from the left and the top.</summary>
    private static readonly (string Name, float X, float Y)[] s_places =
    [
        ("upper right", 1, 0), ("upper left", 0, 0), ("lower left", 0, 1), ("lower right", 1, 1), ("right", 1, 0.5f),
        ("center left", 0, 0.5f), ("center right", 1, 0.5f),
        ("lower center", 0.5f, 1), ("upper center", 0.5f, 0), ("center", 0.5f, 0.5f),
    ];

    /// <summary>The name, where there is such a place.</summary>
    public static string Check(string loc) => loc == "best" || Array.Exists(s_places, p => p.Name == loc) ? loc
        : throw new ArgumentException($"loc must be 'best', 'center' or two words such as 'upper left'. Received: loc='{loc}'.",
            nameof(loc));

    public void Draw(SKCanvas canvas, View view, IReadOnlyList<Artist> artists)
    {
        Artist[] named = [.. artists.Where(a => a.Label.Length > 0)];
        if (named.Length == 0) { return; }
        float em = view.ToPixels(size);
        float width = (((2 * BorderPad) + HandleLength + HandleTextPad) * em) + named.Max(a => Letters.MeasureWidth(a.Label, em));
        if (title is not null) { width = Math.Max(width, (2 * BorderPad * em) + Letters.MeasureWidth(title, em)); }
        int lines = named.Length + (title is null ? 0 : 1);
        float height = ((2 * BorderPad) + (lines * LineHeight) + ((lines - 1) * LabelSpacing)) * em;
        SKRect box = loc == "best"
            ? PlaceBest(view, artists, width, height, em)
            : PlaceAt(Array.Find(s_places, p => p.Name == loc), view, width, height, em);
        using var ground = new SKPaint { Color = SKColors.White.WithAlpha(204), IsAntialias = true };
        using var edge = new SKPaint { Color = new SKColor(204, 204, 204), IsAntialias = true, Style = SKPaintStyle.Stroke,
            StrokeWidth = view.ToPixels(1) };
        float round = 0.2f * em;
        canvas.DrawRoundRect(box, round, round, ground);
        canvas.DrawRoundRect(box, round, round, edge);
        float top = box.Top + (BorderPad * em);
        if (title is not null)
        {
            Letters.Draw(canvas, title, box.MidX, top + ((LineHeight - Depth) * em), em, SKTextAlign.Center);
            top += (LineHeight + LabelSpacing) * em;
        }
        foreach (Artist artist in named)
        {
            float baseline = top + ((LineHeight - Depth) * em);
            artist.DrawKey(canvas, view, box.Left + (BorderPad * em), baseline - (HandleHeight / 2 * em), HandleLength * em,
                HandleHeight * em);
            Letters.Draw(canvas, artist.Label, box.Left + ((BorderPad + HandleLength + HandleTextPad) * em), baseline, em,
                SKTextAlign.Left);
            top += (LineHeight + LabelSpacing) * em;
        }
    }

    /// <summary>
    /// The first place that covers nothing, or the one that covers the least: points of lines inside it, and lines that cross it.
    /// </summary>
    private static SKRect PlaceBest(View view, IReadOnlyList<Artist> artists, float width, float height, float em)
    {
        SKPoint[][] lines = [.. artists.Select(a => a.ComputePath(view)).Where(p => p.Length > 0)];
        SKPoint[] marks = [.. artists.SelectMany(a => a.ComputeMarks(view))];
        return s_places.Select(p => PlaceAt(p, view, width, height, em)).MinBy(box => ComputeBadness(box, lines, marks));
    }

    /// <summary>How much a box covers.</summary>
    internal static int ComputeBadness(SKRect box, SKPoint[][] lines, SKPoint[] marks) =>
        lines.Sum(l => l.Count(box.Contains)) + marks.Count(box.Contains)
        + lines.Count(l => l.Zip(l.Skip(1)).Any(s => Crosses(box, s.First, s.Second)));

    private static SKRect PlaceAt((string Name, float X, float Y) place, View view, float width, float height, float em)
    {
        float pad = AxesPad * em;
        float left = view.Box.Left + pad + (place.X * (view.Box.Width - (2 * pad) - width)),
            top = view.Box.Top + pad + (place.Y * (view.Box.Height - (2 * pad) - height));
        return SKRect.Create(left, top, width, height);
    }

    /// <summary>
    /// Whether a stretch of a line goes through a box: the part of it that lies between the sides must lie between top and bottom
    /// somewhere.
    /// </summary>
    private static bool Crosses(SKRect box, SKPoint a, SKPoint b)
    {
        float from = 0, to = 1;
        foreach (var (start, step, low, high) in new[] { (a.X, b.X - a.X, box.Left, box.Right), (a.Y, b.Y - a.Y, box.Top, box.Bottom) })
        {
            if (step == 0)
            {
                if (start < low || start > high) { return false; }
                continue;
            }
            float first = (low - start) / step, second = (high - start) / step;
            (from, to) = (Math.Max(from, Math.Min(first, second)), Math.Min(to, Math.Max(first, second)));
        }
        return from <= to;
    }
}
