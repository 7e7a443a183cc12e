using SkiaSharp;

namespace KerasDigits.Notebook;

/// <summary>A line through points, or their markers, or both.</summary>
internal sealed class LineArtist(double[] x, double[] y, SKColor color, string style, double width, string? marker, double markerSize)
    : Artist
{
    public override IEnumerable<(double X, double Y)> Extent => x.Zip(y).Where(p => double.IsFinite(p.First) && double.IsFinite(p.Second));

    public override bool HasKey => true;

    private bool HasLine => width > 0;

    public override SKPoint[] ComputePath(View view) => HasLine ? [.. Extent.Select(p => view.ToPoint(p.X, p.Y))] : [];

    public override SKPoint[] ComputeMarks(View view) => HasLine ? [] : [.. Extent.Select(p => view.ToPoint(p.X, p.Y))];

    public override void Draw(SKCanvas canvas, View view)
    {
        if (HasLine)
        {
            using var path = new SKPath();
            bool open = false;
            for (int i = 0; i < x.Length; i++)
            {
                if (!double.IsFinite(x[i]) || !double.IsFinite(y[i])) { open = false; continue; }
                SKPoint at = view.ToPoint(x[i], y[i]);
                if (open) { path.LineTo(at); }
                else { path.MoveTo(at); }
                open = true;
            }
            using SKPaint paint = MakePen(view);
            canvas.DrawPath(path, paint);
        }
        // A single point has no line: Matplotlib would leave the plot empty, and a training of one epoch unseen.
        string? mark = marker ?? (x.Length == 1 ? "o" : null);
        if (mark is null) { return; }
        float size = view.ToPixels(marker is null ? Math.Max(2 * width, 6) : markerSize);
        foreach (var (px, py) in Extent) { Marker.Draw(canvas, mark, view.ToPoint(px, py), size, color, view); }
    }

    public override void DrawKey(SKCanvas canvas, View view, float left, float middle, float width, float height)
    {
        if (HasLine)
        {
            using SKPaint paint = MakePen(view);
            canvas.DrawLine(left, middle, left + width, middle, paint);
        }
        if (marker is not null)
        {
            Marker.Draw(canvas, marker, new SKPoint(left + (width / 2), middle), view.ToPixels(markerSize), color, view);
        }
    }

    private SKPaint MakePen(View view)
    {
        float[]? dashes = Ink.FindDashes(style);
        float thick = view.ToPixels(width);
        return new SKPaint
        {
            Color = color, IsAntialias = true, Style = SKPaintStyle.Stroke, StrokeWidth = thick, StrokeJoin = SKStrokeJoin.Round,
            StrokeCap = dashes is null ? SKStrokeCap.Square : SKStrokeCap.Butt,
            PathEffect = dashes is null ? null : SKPathEffect.CreateDash([.. dashes.Select(d => d * thick)], 0),
        };
    }
}
