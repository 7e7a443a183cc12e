using SkiaSharp;

namespace KerasDigits.Notebook;

/// <summary>A title, or the text beside an axis: its lines, and how they look.</summary>
/// <param name="Text">Lines between line feeds.</param>
/// <param name="Size">Size of the letters in points.</param>
/// <param name="Color">The letters' colour.</param>
/// <param name="IsBold">Whether the letters are bold.</param>
internal sealed record Caption(string Text, double Size, SKColor Color, bool IsBold = false)
{
    /// <summary>From one baseline to the next, in sizes of the letters.</summary>
    private const double LineHeight = 1.2;

    /// <summary>Where a title stands: at the plot's left, middle or right.</summary>
    public SKTextAlign Align { get; init; } = SKTextAlign.Center;

    /// <summary>A title's height in the plot, 0 at its foot and 1 at its head; null: above it.</summary>
    public double? Y { get; init; }

    /// <summary>Points between a title and the plot.</summary>
    public double Pad { get; init; }

    /// <summary>The lines' height in points.</summary>
    public double Height => Size * (1 + (LineHeight * (Lines.Length - 1)));

    private string[] Lines => Text.Split('\n');

    /// <exception cref="ArgumentException">There is no such weight.</exception>
    public static bool ParseBold(string? weight) => weight switch
    {
        null or "normal" or "regular" or "light" or "medium" => false,
        "bold" or "semibold" or "heavy" or "extra bold" or "black" => true,
        _ => throw new ArgumentException($"fontweight must be \"normal\" or \"bold\". Received: \"{weight}\".", nameof(weight)),
    };

    /// <summary>Draws the lines with the last one's baseline at a height.</summary>
    public void DrawAbove(SKCanvas canvas, View view, float x, float baseline)
    {
        float size = view.ToPixels(Size), step = (float)(LineHeight * size);
        for (int i = 0; i < Lines.Length; i++)
        {
            Letters.Draw(canvas, Lines[i], x, baseline - (step * (Lines.Length - 1 - i)), size, Align, Color, IsBold);
        }
    }

    /// <summary>Draws the lines with the first one's baseline at a height.</summary>
    public void DrawBelow(SKCanvas canvas, View view, float x, float baseline) =>
        DrawAbove(canvas, view, x, baseline + (float)(LineHeight * view.ToPixels(Size) * (Lines.Length - 1)));

    /// <summary>Draws the lines reading upwards, the last one's baseline at x.</summary>
    public void DrawUpwards(SKCanvas canvas, View view, float x, float middle)
    {
        float size = view.ToPixels(Size), step = (float)(LineHeight * size);
        for (int i = 0; i < Lines.Length; i++)
        {
            Letters.DrawUpwards(canvas, Lines[i], x - (step * (Lines.Length - 1 - i)), middle, size, Color, IsBold);
        }
    }
}
