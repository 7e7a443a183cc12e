using SkiaSharp;

namespace KerasDigits.Notebook;

/// <summary>Points, each with its size (in points) and colour; one size stands for all.</summary>
internal sealed class ScatterArtist(double[] x, double[] y, double[] sizes, SKColor[] colors, string marker, SKColor? edge) : Artist
{
    public override bool HasKey => true;

    public override IEnumerable<(double X, double Y)> Extent => x.Zip(y).Where(p => double.IsFinite(p.First) && double.IsFinite(p.Second));

    public override SKPoint[] ComputeMarks(View view) => [.. Extent.Select(p => view.ToPoint(p.X, p.Y))];

    public override void Draw(SKCanvas canvas, View view)
    {
        for (int i = 0; i < x.Length; i++)
        {
            if (double.IsFinite(x[i]) && double.IsFinite(y[i])) { Mark(canvas, view.ToPoint(x[i], y[i]), view, i); }
        }
    }

    public override void DrawKey(SKCanvas canvas, View view, float left, float middle, float width, float height)
    {
        if (colors.Length > 0) { Mark(canvas, new SKPoint(left + (width / 2), middle), view, 0); }
    }

    private void Mark(SKCanvas canvas, SKPoint at, View view, int i)
    {
        double size = sizes[sizes.Length == 1 ? 0 : i];
        // The edge lies half outside.
        if (edge is { } line) { Marker.Draw(canvas, marker, at, view.ToPixels(size + 1), line, view); }
        Marker.Draw(canvas, marker, at, view.ToPixels(edge is null ? size : Math.Max(size - 1, 0)), colors[i], view);
    }
}
