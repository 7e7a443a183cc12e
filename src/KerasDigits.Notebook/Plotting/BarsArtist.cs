using SkiaSharp;

namespace KerasDigits.Notebook;

/// <summary>Bars: boxes between values.</summary>
/// <param name="boxes">Left, right, and the two ends of each.</param>
/// <param name="colors">Colours, one for each part.</param>
/// <param name="edge">The colour of their edges; null: none.</param>
/// <param name="isUpright">Whether they stand; else they lie.</param>
internal sealed class BarsArtist((double X1, double X2, double Y1, double Y2)[] boxes, SKColor[] colors, SKColor? edge, bool isUpright)
    : Artist
{
    public bool IsUpright => isUpright;

    public int Count => boxes.Length;

    /// <summary>Gives one bar a colour.</summary>
    public void Paint(int bar, SKColor color) => colors[bar] = color;

    public override bool HasKey => true;

    public override IEnumerable<(double X, double Y)> Extent => boxes.SelectMany(b => new[] { (b.X1, b.Y1), (b.X2, b.Y2) });

    public override SKPoint[] ComputeMarks(View view) => [.. boxes.SelectMany(b => Enumerable.Range(0, 11).Select(i => isUpright
        ? view.ToPoint((b.X1 + b.X2) / 2, b.Y1 + ((b.Y2 - b.Y1) * i / 10))
        : view.ToPoint(b.X1 + ((b.X2 - b.X1) * i / 10), (b.Y1 + b.Y2) / 2)))];

    public override void Draw(SKCanvas canvas, View view)
    {
        for (int i = 0; i < boxes.Length; i++)
        {
            // On an axis of logarithms a bar that starts at 0 starts at the plot's edge.
            float left = view.ToX(boxes[i].X1), right = view.ToX(boxes[i].X2), one = view.ToY(boxes[i].Y1), two = view.ToY(boxes[i].Y2);
            Fill(canvas, view, SKRect.Create(Math.Min(left, right), Math.Min(one, two), Math.Abs(right - left), Math.Abs(one - two)),
                colors[i]);
        }
    }

    public override void DrawKey(SKCanvas canvas, View view, float left, float middle, float width, float height)
    {
        if (colors.Length > 0) { Fill(canvas, view, SKRect.Create(left, middle - (height / 2), width, height), colors[0]); }
    }

    private void Fill(SKCanvas canvas, View view, SKRect box, SKColor color)
    {
        using var paint = new SKPaint { Color = color, IsAntialias = true };
        canvas.DrawRect(box, paint);
        if (edge is not { } line) { return; }
        using var pen = new SKPaint { Color = line, IsAntialias = true, IsStroke = true, StrokeWidth = view.ToPixels(1) };
        canvas.DrawRect(box, pen);
    }
}
