using SkiaSharp;

namespace KerasDigits.Notebook;

/// <summary>A custom text at a point, and an arrow from it to another where wanted. It takes no room.</summary>
/// <param name="at">Position, in the units of the axes.</param>
/// <param name="text">What; several lines are parted by line breaks.</param>
/// <param name="size">Size of the letters in points.</param>
/// <param name="color">Colour of the text.</param>
/// <param name="ha">"left", "center" or "right".</param>
/// <param name="va">"bottom", "baseline", "center" or "top".</param>
/// <param name="arrow">Where an arrow points and its colour; null: none.</param>
internal sealed class WordArtist((double X, double Y) at, string text, double size, SKColor color, string ha, string va,
    (double X, double Y, SKColor Color)? arrow) : Artist
{
    private const float LineHeight = 1.2f, Ascent = 0.76f, Descent = 0.24f, ArrowHead = 5;

    /// <summary>Whether the text is bold.</summary>
    public bool IsBold { get; init; }

    /// <summary>The box behind the word: what fills it and its edge; null: none.</summary>
    public (SKColor Face, SKColor Edge)? Box { get; init; }

    // Matplotlib's box is wider than the word by this share of the letters' size on each side.
    private const float Padding = 0.4f;

    /// <summary>Matplotlib's options of such a box.</summary>
    public static (SKColor Face, SKColor Edge) ReadBox(Dictionary<string, object> options)
    {
        double alpha = options.GetValueOrDefault("alpha") is IConvertible given and not string
            ? given.ToDouble(System.Globalization.CultureInfo.InvariantCulture) : 1;
        SKColor Find(string name, string otherwise) =>
            Ink.Of(options.GetValueOrDefault(name) as string ?? options.GetValueOrDefault("color") as string ?? otherwise, 0, alpha);
        return (Find("facecolor", "C0"), Find("edgecolor", "black"));
    }

    public override IEnumerable<(double X, double Y)> Extent => [];

    /// <summary>The option, where there is such an option.</summary>
    public static (string Ha, string Va) Check(string ha, string va) =>
        ha is not ("left" or "center" or "right")
            ? throw new ArgumentException($"horizontalalignment must be 'left', 'center' or 'right'. Received: '{ha}'.", nameof(ha))
        : va is not ("bottom" or "baseline" or "center" or "center_baseline" or "top")
            ? throw new ArgumentException($"verticalalignment must be 'bottom', 'baseline', 'center' or 'top'. Received: '{va}'.",
            nameof(va)) : (ha, va);

    public override void Draw(SKCanvas canvas, View view)
    {
        float em = view.ToPixels(size);
        string[] lines = text.Split('\n');
        SKPoint place = view.ToPoint(at.X, at.Y);
        float block = ((lines.Length - 1) * LineHeight * em) + ((Ascent + Descent) * em);
        float top = va switch { "top" => place.Y, "center" or "center_baseline" => place.Y - (block / 2), "bottom" => place.Y - block,
            _ => place.Y - block + (Descent * em) };
        if (arrow is { } to) { DrawArrow(canvas, view, new SKPoint(place.X, top + (block / 2)), view.ToPoint(to.X, to.Y), to.Color); }
        if (Box is { } box)
        {
            float width = lines.Max(l => Letters.MeasureWidth(l, em)), pad = Padding * em;
            float left = place.X - (ha switch { "left" => 0, "right" => width, _ => width / 2 });
            var frame = new SKRect(left - pad, top - pad, left + width + pad, top + block + pad);
            using var face = new SKPaint { Color = box.Face, IsAntialias = true };
            using var edge = new SKPaint { Color = box.Edge, IsAntialias = true, IsStroke = true, StrokeWidth = view.ToPixels(1) };
            canvas.DrawRect(frame, face);
            canvas.DrawRect(frame, edge);
        }
        for (int i = 0; i < lines.Length; i++)
        {
            Letters.Draw(canvas, lines[i], place.X, top + (((i * LineHeight) + Ascent) * em), em, ha switch { "left" =>
                SKTextAlign.Left, "right" => SKTextAlign.Right, _ => SKTextAlign.Center }, color, IsBold);
        }
    }

    private static void DrawArrow(SKCanvas canvas, View view, SKPoint from, SKPoint to, SKColor color)
    {
        using var pen = new SKPaint { Color = color, IsAntialias = true, IsStroke = true, StrokeWidth = view.ToPixels(1) };
        canvas.DrawLine(from, to, pen);
        float length = SKPoint.Distance(from, to), head = view.ToPixels(ArrowHead);
        if (length < 1) { return; }
        var (dx, dy) = ((to.X - from.X) / length * head, (to.Y - from.Y) / length * head);
        canvas.DrawLine(to.X, to.Y, to.X - dx - (dy / 2), to.Y - dy + (dx / 2), pen);
        canvas.DrawLine(to.X, to.Y, to.X - dx + (dy / 2), to.Y - dy - (dx / 2), pen);
    }
}
