using SkiaSharp;

namespace KerasDigits.Notebook;

/// <summary>Signs at points.</summary>
internal static class Marker
{
    public static void Draw(SKCanvas canvas, string marker, SKPoint at, float size, SKColor color, View view)
    {
        float half = size / 2;
        bool strokes = marker is "x" or "+";
        using var paint = new SKPaint { Color = color, IsAntialias = true, Style = strokes ? SKPaintStyle.Stroke : SKPaintStyle.Fill, StrokeWidth = view.Pixels(1.5) };
        switch (marker)
        {
            case "o":
                canvas.DrawCircle(at, half, paint);
                return;
            case ".":
                canvas.DrawCircle(at, half / 2, paint);
                return;
            case "s":
                canvas.DrawRect(at.X - half, at.Y - half, size, size, paint);
                return;
            case "x":
                canvas.DrawLine(at.X - half, at.Y - half, at.X + half, at.Y + half, paint);
                canvas.DrawLine(at.X - half, at.Y + half, at.X + half, at.Y - half, paint);
                return;
            case "+":
                canvas.DrawLine(at.X - half, at.Y, at.X + half, at.Y, paint);
                canvas.DrawLine(at.X, at.Y - half, at.X, at.Y + half, paint);
                return;
            default:
                SKPoint[] corners = marker switch
                {
                    "^" => [new(0, -half), new(half, half), new(-half, half)],
                    "v" => [new(0, half), new(half, -half), new(-half, -half)],
                    _ => [new(0, -half * 1.41f), new(half * 1.41f, 0), new(0, half * 1.41f), new(-half * 1.41f, 0)],
                };
                using (var path = new SKPath())
                {
                    path.AddPoly([.. corners.Select(c => new SKPoint(at.X + c.X, at.Y + c.Y))], true);
                    canvas.DrawPath(path, paint);
                }
                return;
        }
    }

    /// <summary>The name, where there is such a marker.</summary>
    public static string Checked(string marker) => marker is "o" or "." or "s" or "^" or "v" or "D" or "d" or "x" or "+" ? marker
        : throw new ArgumentException($"marker must be one of 'o', '.', 's', '^', 'v', 'D', 'x', '+'. Received: marker='{marker}'.", nameof(marker));
}
