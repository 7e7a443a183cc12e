using SkiaSharp;

namespace KerasDigits.Notebook;

/// <summary>Signs at points.</summary>
internal static class Marker
{
    /// <summary>The names.</summary>
    public static readonly string[] Names = ["o", ".", ",", "s", "^", "v", "<", ">", "D", "d", "x", "X", "+", "*", "p", "h", "|", "_"];

    public static void Draw(SKCanvas canvas, string marker, SKPoint at, float size, SKColor color, View view)
    {
        float half = size / 2;
        bool strokes = marker is "x" or "X" or "+" or "|" or "_";
        using var paint = new SKPaint { Color = color, IsAntialias = true, Style = strokes ? SKPaintStyle.Stroke : SKPaintStyle.Fill,
            StrokeWidth = view.ToPixels(1.5) };
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
            case ",":
                canvas.DrawRect(at.X - 0.5f, at.Y - 0.5f, 1, 1, paint);
                return;
            case "|":
                canvas.DrawLine(at.X, at.Y - half, at.X, at.Y + half, paint);
                return;
            case "_":
                canvas.DrawLine(at.X - half, at.Y, at.X + half, at.Y, paint);
                return;
            case "x" or "X":
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
                    "<" => [new(-half, 0), new(half, -half), new(half, half)],
                    ">" => [new(half, 0), new(-half, -half), new(-half, half)],
                    "*" => PlaceAround(10, half, 0.382f),
                    "p" => PlaceAround(5, half, 1),
                    "h" => PlaceAround(6, half, 1),
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

    /// <summary>Corners around the middle, from the top; every second one nearer to it.</summary>
    private static SKPoint[] PlaceAround(int corners, float radius, float inner) => [.. Enumerable.Range(0, corners).Select(i =>
    {
        double angle = 2 * Math.PI * i / corners, r = i % 2 == 0 ? radius : radius * inner;
        return new SKPoint((float)(r * Math.Sin(angle)), (float)(-r * Math.Cos(angle)));
    })];

    /// <summary>The name, where there is such a marker.</summary>
    public static string Check(string marker) => Names.Contains(marker) ? marker
        : throw new ArgumentException($"marker must be one of {string.Join(", ", Names.Select(n => $"'{n}'"))}. Received: "
            + $"marker='{marker}'.", nameof(marker));
}
