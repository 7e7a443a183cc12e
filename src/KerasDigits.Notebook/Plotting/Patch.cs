using SkiaSharp;

namespace KerasDigits.Notebook;

/// <summary>A shape that <c>ax.add_patch</c> draws; made by <c>mpl.patches</c>.</summary>
public sealed class Patch
{
    internal Patch(bool isRound, (double X, double Y) at, (double X, double Y) size, Pen pen) =>
        (IsRound, At, Size, Look) = (isRound, at, size, pen);

    internal bool IsRound { get; }

    // The corner where x and y are least, or the middle of a round one, and its width and height or half of them.
    internal (double X, double Y) At { get; }

    internal (double X, double Y) Size { get; }

    internal Pen Look { get; }

    /// <summary>How its edge and its inside are drawn; null: not at all.</summary>
    internal readonly record struct Pen(SKColor? Edge, SKColor? Face, double Width);
}

/// <summary>A shape on a plot.</summary>
/// <param name="patch">The shape to draw.</param>
internal sealed class PatchArtist(Patch patch) : Artist
{
    public override IEnumerable<(double X, double Y)> Extent => [Least, Most];

    private (double X, double Y) Least => patch.IsRound ? (patch.At.X - patch.Size.X, patch.At.Y - patch.Size.Y) : patch.At;

    private (double X, double Y) Most => (patch.At.X + patch.Size.X, patch.At.Y + patch.Size.Y);

    public override void Draw(SKCanvas canvas, View view)
    {
        SKPoint a = view.ToPoint(Least.X, Least.Y), b = view.ToPoint(Most.X, Most.Y);
        SKRect box = new SKRect(a.X, a.Y, b.X, b.Y).Standardized;
        if (patch.Look.Face is { } face) { Fill(new SKPaint { Color = face, IsAntialias = true }); }
        if (patch.Look.Edge is { } edge)
        {
            Fill(new SKPaint { Color = edge, IsAntialias = true, IsStroke = true, StrokeWidth = view.ToPixels(patch.Look.Width) });
        }

        void Fill(SKPaint paint)
        {
            using (paint)
            {
                if (patch.IsRound) { canvas.DrawOval(box, paint); } else { canvas.DrawRect(box, paint); }
            }
        }
    }
}
