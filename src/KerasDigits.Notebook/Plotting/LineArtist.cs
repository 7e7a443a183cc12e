using SkiaSharp;

namespace KerasDigits.Notebook;

/// <summary>A line through points, or their markers, or both.</summary>
internal sealed class LineArtist(double[] x, double[] y, SKColor color, string style, double width, string? marker, double markerSize)
    : Artist
{
    public override IEnumerable<(double X, double Y)> Extent => x.Zip(y).Where(p => double.IsFinite(p.First) && double.IsFinite(p.Second));

    public override bool HasKey => true;

    private bool HasLine => width > 0;

    public override SKPoint[] Path(View view) => HasLine ? [.. Extent.Select(p => view.At(p.X, p.Y))] : [];

    public override SKPoint[] Marks(View view) => HasLine ? [] : [.. Extent.Select(p => view.At(p.X, p.Y))];

    public override void Draw(SKCanvas canvas, View view)
    {
        if (HasLine)
        {
            using var path = new SKPath();
            bool open = false;
            for (int i = 0; i < x.Length; i++)
            {
                if (!double.IsFinite(x[i]) || !double.IsFinite(y[i])) { open = false; continue; }
                SKPoint at = view.At(x[i], y[i]);
                if (open) { path.LineTo(at); }
                else { path.MoveTo(at); }
                open = true;
            }
            using SKPaint paint = Pen(view);
            canvas.DrawPath(path, paint);
        }
        // A single point has no line: Matplotlib would leave the plot empty, and a training of one epoch unseen.
        string? mark = marker ?? (x.Length == 1 ? "o" : null);
        if (mark is null) { return; }
        float size = view.Pixels(marker is null ? Math.Max(2 * width, 6) : markerSize);
        foreach (var (px, py) in Extent) { Marker.Draw(canvas, mark, view.At(px, py), size, color, view); }
    }

    public override void DrawKey(SKCanvas canvas, View view, float left, float middle, float width, float height)
    {
        if (HasLine)
        {
            using SKPaint paint = Pen(view);
            canvas.DrawLine(left, middle, left + width, middle, paint);
        }
        if (marker is not null)
        {
            Marker.Draw(canvas, marker, new SKPoint(left + (width / 2), middle), view.Pixels(markerSize), color, view);
        }
    }

    private SKPaint Pen(View view)
    {
        float[]? dashes = Ink.Dashes(style);
        float thick = view.Pixels(width);
        return new SKPaint
        {
            Color = color, IsAntialias = true, Style = SKPaintStyle.Stroke, StrokeWidth = thick, StrokeJoin = SKStrokeJoin.Round,
            StrokeCap = dashes is null ? SKStrokeCap.Square : SKStrokeCap.Butt,
            PathEffect = dashes is null ? null : SKPathEffect.CreateDash([.. dashes.Select(d => d * thick)], 0),
        };
    }
}
