using SkiaSharp;

namespace KerasDigits.Notebook;

/// <summary>Straight lines between values: hlines, vlines, the bars of errors.</summary>
/// <param name="lines">The ends of each.</param>
/// <param name="color">Colour of all lines.</param>
/// <param name="style">As for plot.</param>
/// <param name="width">Width of the lines in points.</param>
/// <param name="isEndless">Whether x or y, where it is not a number, is the plot's edge: axhline, axvline.</param>
internal sealed class MarksArtist((double X1, double Y1, double X2, double Y2)[] lines, SKColor color, string style, double width,
    bool isEndless = false) : Artist
{
    public override bool HasKey => true;

    public override IEnumerable<(double X, double Y)> Extent => lines.SelectMany(l => new[] { (l.X1, l.Y1), (l.X2, l.Y2) });

    public override void Draw(SKCanvas canvas, View view)
    {
        using SKPaint paint = MakePen(view);
        foreach (var (x1, y1, x2, y2) in lines)
        {
            canvas.DrawLine(isEndless && double.IsNaN(x1) ? view.Box.Left : view.ToX(x1), isEndless && double.IsNaN(y1) ? view.Box.Bottom
                : view.ToY(y1),
                isEndless && double.IsNaN(x2) ? view.Box.Right : view.ToX(x2), isEndless && double.IsNaN(y2) ? view.Box.Top
                    : view.ToY(y2), paint);
        }
    }

    public override void DrawKey(SKCanvas canvas, View view, float left, float middle, float keyWidth, float height)
    {
        using SKPaint paint = MakePen(view);
        canvas.DrawLine(left, middle, left + keyWidth, middle, paint);
    }

    private SKPaint MakePen(View view)
    {
        float[]? dashes = Ink.FindDashes(style);
        float thick = view.ToPixels(width);
        return new SKPaint { Color = color, IsAntialias = true, IsStroke = true, StrokeWidth = thick, PathEffect = dashes is null ? null
            : SKPathEffect.CreateDash([.. dashes.Select(d => d * thick)], 0) };
    }
}
