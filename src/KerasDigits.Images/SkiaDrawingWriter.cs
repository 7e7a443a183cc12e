using KerasDigits.Internals;
using KerasDigits.Notebook;
using SkiaSharp;

namespace KerasDigits.Images;

/// <summary>Writes pictures of models as PNG, JPEG, WebP and PDF.</summary>
/// <remarks>The core finds this class by its name when a program refers to the package. On a machine without fonts it writes with letters
/// of its own.</remarks>
public sealed class SkiaDrawingWriter : IDrawingWriter
{
    private const int Quality = 90;

    /// <summary>The largest side of a picture of pixels; a graph that would be greater is drawn smaller.</summary>
    private const int MostPixels = 32766;

    /// <inheritdoc/>
    public IReadOnlyList<string> Formats { get; } = ["png", "jpg", "jpeg", "webp", "pdf"];

    /// <inheritdoc/>
    public double MeasureText(string text)
    {
        using SKFont font = MakeFont();
        return font.MeasureText(text);
    }

    /// <inheritdoc/>
    public void Write(Stream target, Drawing drawing, string format, int dpi)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(drawing);
        if (format == "pdf")
        {
            using SKDocument document = SKDocument.CreatePdf(target);
            Draw(document.BeginPage((float)drawing.Width, (float)drawing.Height), drawing);
            document.EndPage();
            document.Close();
            return;
        }
        float scale = (float)Math.Min(dpi / 72.0, MostPixels / Math.Max(drawing.Width, drawing.Height));
        using SKSurface surface = SKSurface.Create(new SKImageInfo((int)Math.Ceiling(drawing.Width * scale),
            (int)Math.Ceiling(drawing.Height * scale)))
            ?? throw new InvalidOperationException($"There is not enough memory for a picture of {drawing.Width * scale:F0} x "
                + $"{drawing.Height * scale:F0} pixels. Give a smaller dpi, or write an svg.");
        surface.Canvas.Clear(SKColors.White);
        surface.Canvas.Scale(scale);
        Draw(surface.Canvas, drawing);
        using SKImage image = surface.Snapshot();
        using SKData data = image.Encode(format switch { "png" => SKEncodedImageFormat.Png, "webp" => SKEncodedImageFormat.Webp, _ =>
            SKEncodedImageFormat.Jpeg }, Quality);
        data.SaveTo(target);
    }

    private static void Draw(SKCanvas canvas, Drawing drawing)
    {
        using var pen = new SKPaint { Color = SKColors.Black, IsAntialias = true, IsStroke = true, StrokeWidth = 1 };
        using var dashes = new SKPaint { Color = SKColors.Black, IsAntialias = true, IsStroke = true, StrokeWidth = 1,
            PathEffect = SKPathEffect.CreateDash([5, 2], 0) };
        using var ink = new SKPaint { Color = SKColors.Black, IsAntialias = true };
        using SKFont font = MakeFont();
        foreach (DrawnPart part in drawing.Parts)
        {
            switch (part)
            {
                case DrawnBox b:
                    canvas.DrawRect((float)b.X, (float)b.Y, (float)b.Width, (float)b.Height, b.IsDashed ? dashes : pen);
                    break;
                case DrawnText t:
                    canvas.DrawText(t.Text, (float)t.X, (float)t.Baseline, SKTextAlign.Center, font, ink);
                    break;
                case DrawnCurve c:
                    using (var path = new SKPath())
                    {
                        path.MoveTo(ToPoint(c.Points[0]));
                        for (int i = 1; i + 2 < c.Points.Count; i += 3)
                        {
                            path.CubicTo(ToPoint(c.Points[i]), ToPoint(c.Points[i + 1]), ToPoint(c.Points[i + 2]));
                        }
                        canvas.DrawPath(path, pen);
                    }
                    break;
                case DrawnShape s:
                    using (var path = new SKPath())
                    {
                        path.AddPoly([.. s.Corners.Select(ToPoint)], true);
                        canvas.DrawPath(path, ink);
                    }
                    break;
            }
        }
    }

    private static SKPoint ToPoint((double X, double Y) point) => new((float)point.X, (float)point.Y);

    private static SKFont MakeFont() => new(Lettering.Face, (float)Drawing.FontSize) { Edging = SKFontEdging.Antialias };
}
