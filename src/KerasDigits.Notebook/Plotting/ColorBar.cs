using SkiaSharp;

namespace KerasDigits.Notebook;

/// <summary>The strip beside a plot that says which colour means which value.</summary>
/// <param name="mappable">What was drawn by a colour map.</param>
/// <param name="label">What stands beside its numbers.</param>
internal sealed class ColorBar(ScalarMappable mappable, string? label)
{
    /// <summary>Matplotlib's shares of the plot's width: of the bar's room, of what stays free beside the plot, and of the bar's height,
    /// its width.</summary>
    private const float Room = 0.15f, Free = 0.05f, Aspect = 20;

    private const double Size = 10, TickLength = 3.5, TickPad = 3.5, LabelPad = 4;

    /// <summary>What is left for the plot.</summary>
    public static SKRect Plot(SKRect frame) => new(frame.Left, frame.Top, frame.Right - (frame.Width * (Room + Free)), frame.Bottom);

    /// <summary>Draws the bar beside a plot; <paramref name="frame"/> is the room of both.</summary>
    public SKRect Draw(SKCanvas canvas, SKRect frame, View plot)
    {
        float height = frame.Height, left = frame.Right - (frame.Width * Room);
        SKRect box = SKRect.Create(left, frame.Top, Math.Min(height / Aspect, frame.Width * Room), height);
        double low = mappable.Levels?[0] ?? mappable.Low, high = mappable.Levels?[^1] ?? mappable.High;
        if (!(high > low)) { high = low + 1; }
        var view = new View(box, (0, 1), (low, high), plot.Dpi);
        int steps = mappable.Levels is { } levels ? levels.Length - 1 : 256;
        for (int i = 0; i < steps; i++)
        {
            double from = mappable.Levels?[i] ?? low + ((high - low) * i / steps), to = mappable.Levels?[i + 1]
                ?? low + ((high - low) * (i + 1) / steps);
            using var paint = new SKPaint { Color = mappable.Color((from + to) / 2) };
            float top = view.AtY(to), bottom = view.AtY(from);
            canvas.DrawRect(SKRect.Create(box.Left, (float)Math.Floor(top), box.Width, (float)(Math.Ceiling(bottom) - Math.Floor(top))),
                paint);
        }
        using var line = new SKPaint { Color = SKColors.Black, IsAntialias = true, IsStroke = true,
            StrokeWidth = Math.Max(1, view.Pixels(0.8)) };
        canvas.DrawRect(box, line);
        double[] ticks = mappable.Levels ?? TickLocator.Ticks(low, high, (int)(height * 72 / view.Dpi / (2 * Size)));
        string[] texts = TickText.Of(ticks, low, high).Texts;
        float size = view.Pixels(Size), widest = 0;
        for (int i = 0; i < ticks.Length; i++)
        {
            float y = view.AtY(ticks[i]);
            canvas.DrawLine(box.Right, y, box.Right + view.Pixels(TickLength), y, line);
            Letters.Draw(canvas, texts[i], box.Right + view.Pixels(TickLength + TickPad), y + (0.38f * size), size, SKTextAlign.Left);
            widest = Math.Max(widest, Letters.Width(texts[i], size));
        }
        float right = box.Right + view.Pixels(TickLength + TickPad) + widest;
        if (label is not null)
        {
            right += view.Pixels(LabelPad) + size;
            Letters.DrawUpwards(canvas, label, right, box.MidY, size);
        }
        return new SKRect(box.Left, box.Top, right, box.Bottom);
    }
}
